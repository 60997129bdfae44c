import ConnectorProtocol
import Metadata

/// Finds the columns of a relationship within one source; the reasons are Hasura's.
struct LocalRelationshipResolver {
  let table: CatalogTable
  let source: CatalogSource
  let naming: TableNaming
  let tables: OrderedTables

  func resolve(_ declared: Relationship) throws(TableProblem) -> UncheckedRelationship {
    switch declared.using {
    case .foreignKey(let columns, nil): try throughOwnKey(declared, columns)
    case .foreignKey(let columns, let partner?): try throughForeignKey(declared, of: partner, columns)
    case .manual(let configuration):
      UncheckedRelationship(
        declared: declared, target: id(configuration.table), columns: configuration.columnMapping.map { ($0.from, $0.to) },
        isNullable: true)
    }
  }

  private func id(_ name: TableName) -> TableID { TableID(source: table.id.source, name: name) }

  private func throughOwnKey(_ declared: Relationship, _ columns: [String]) throws(TableProblem) -> UncheckedRelationship {
    let key = try only(table.own.described.foreignKeys.filter { Set($0.columns) == Set(columns) })
    let isNullable = key.columns.contains { table.own.databaseColumn($0)?.isNullable ?? true }
    return UncheckedRelationship(
      declared: declared, target: identity(of: key.table), columns: Array(zip(key.columns, key.referencedColumns)),
      isNullable: isNullable)
  }

  private func throughForeignKey(
    _ declared: Relationship, of partner: TableName, _ columns: [String]
  ) throws(TableProblem) -> UncheckedRelationship {
    guard let described = source.descriptions[partner] else {
      throw TableProblem(reason: "table \"\(partner.text)\" does not exist in source: \(table.id.source)")
    }
    let key = try only(described.foreignKeys.filter { $0.table == table.reference && Set($0.columns) == Set(columns) })
    return UncheckedRelationship(
      declared: declared, target: id(partner), columns: Array(zip(key.referencedColumns, key.columns)), isNullable: true)
  }

  private func only(_ keys: [ForeignKey]) throws(TableProblem) -> ForeignKey {
    // Two constraints over the same columns to the same columns mean the same rows.
    let distinct = keys.reduce(into: [ForeignKey]()) { kept, key in
      if !kept.contains(where: { $0.table == key.table && $0.referencedColumns == key.referencedColumns }) { kept.append(key) }
    }
    guard let key = distinct.first else { throw TableProblem(reason: "no foreign constraint exists on the given column(s)") }
    guard distinct.count == 1 else {
      throw TableProblem(reason: "more than one foreign key constraint exists on the given column(s)")
    }
    return key
  }

  /// Metadata may spell a table shorter than its database does.
  private func identity(of reference: TableReference) -> TableID {
    tables.id(of: reference, in: table.id.source) ?? id(naming.name(reference.path))
  }
}

/// A relationship whose columns are known by name only.
struct UncheckedRelationship {
  let declared: Relationship
  let target: TableID
  let columns: [(own: String, partner: String)]
  let isNullable: Bool

  init(declared: Relationship, target: TableID, columns: [(String, String)], isNullable: Bool) {
    self.declared = declared
    self.target = target
    self.columns = columns.map { (own: $0.0, partner: $0.1) }
    self.isNullable = isNullable
  }

  func checkingColumns(of partner: CatalogTable, and table: CatalogTable) throws(TableProblem) -> CatalogRelationship {
    var pairs: [ConnectorProtocol.ColumnPair] = []
    for (own, other) in columns {
      pairs.append(ConnectorProtocol.ColumnPair(parent: try table.requiredColumn(own), child: try partner.requiredColumn(other)))
    }
    return CatalogRelationship(
      name: declared.name, cardinality: declared.cardinality, target: target, pairs: pairs, isNullable: isNullable,
      isInsertedAfterParent: declared.isInsertedAfterParent,
      description: declared.cardinality == .object ? "An object relationship" : "An array relationship")
  }
}

extension Relationship {
  /// Partners that hold the key are written after the row that they refer to; what is spelled out column by column says it itself.
  fileprivate var isInsertedAfterParent: Bool {
    guard cardinality == .object else { return true }
    return switch using {
    case .foreignKey(_, let partner): partner != nil
    case .manual(let configuration): configuration.insertionOrder == "after_parent"
    }
  }
}

extension CatalogTable {
  /// The database column of a name, also one without a place in the GraphQL schema.
  func requiredColumn(_ name: String) throws(TableProblem) -> Column {
    guard let described = own.databaseColumn(name) else {
      throw TableProblem(reason: "table \"\(id.name.text)\" has no column named \"\(name)\"")
    }
    return Column(name: described.name, type: described.type)
  }
}
