package import ConnectorProtocol
import Metadata

/// The tables that one role may change, and how.
struct RoleWrites: Sendable {
  private let access: [TableID: [Permission.Operation: WriteAccess]]
  /// Tables whose rows can be inserted with the row of another table, as its one partner or as one of several.
  private let nestedObjects: Set<TableID>
  private let nestedArrays: Set<TableID>
  private let sources: Set<String>

  /// `granted` is what the role's permissions say.
  init(
    tables: OrderedTables, sources: [String: CatalogSource], granted: (Permission.Operation, TableID) -> WriteAccess?
  ) {
    var access: [TableID: [Permission.Operation: WriteAccess]] = [:]
    for table in tables.all {
      guard table.native == nil, let source = sources[table.id.source], source.has(.mutations) else { continue }
      for operation in [Permission.Operation.insert, .update, .delete] {
        guard let allowed = granted(operation, table.id), table.admits(operation) else { continue }
        access[table.id, default: [:]][operation] = allowed
      }
    }
    self.access = access
    self.sources = Set(access.keys.map(\.source))
    var nested: [Relationship.Cardinality: Set<TableID>] = [:]
    for table in tables.all where access[table.id]?[.insert] != nil {
      for relationship in table.relationships where access[relationship.target]?[.insert] != nil {
        nested[relationship.cardinality, default: []].insert(relationship.target)
      }
    }
    nestedObjects = nested[.object] ?? []
    nestedArrays = nested[.array] ?? []
  }

  var isEmpty: Bool { access.isEmpty }

  /// Whether a table of the source may be changed.
  func writes(to source: CatalogSource) -> Bool { sources.contains(source.name) }

  /// Whether a table may be changed in some way.
  func includes(_ table: TableID) -> Bool { access[table] != nil }

  subscript(_ operation: Permission.Operation, _ table: TableID) -> WriteAccess? { access[table]?[operation] }

  /// The columns that the role may give a new row.
  func insertedColumns(of table: CatalogTable) -> [CatalogColumn] { columns(of: table, .insert) }

  /// The columns that the role may change.
  func updatedColumns(of table: CatalogTable) -> [CatalogColumn] { columns(of: table, .update) }

  /// The columns that the role may give a new row or change.
  func writtenColumns(of table: CatalogTable) -> [CatalogColumn] { insertedColumns(of: table) + updatedColumns(of: table) }

  private func columns(of table: CatalogTable, _ operation: Permission.Operation) -> [CatalogColumn] {
    guard let allowed = self[operation, table.id] else { return [] }
    return table.givenColumns.filter { allowed.includes($0) }
  }

  /// The relationships whose partners can be inserted with a row.
  func nestedInserts(of table: CatalogTable) -> [CatalogRelationship] {
    table.relationships.filter { access[$0.target]?[.insert] != nil }
  }

  /// The unique keys that an insert may find taken; none without the permission to update.
  func conflictKeys(of table: CatalogTable) -> [UniqueKey] {
    guard self[.insert, table.id] != nil, self[.update, table.id] != nil else { return [] }
    return table.uniqueKeys.filter { GraphQLName.isValid($0.name) }.sorted { $0.name < $1.name }
  }

  /// The operators of updates that apply to a column that the role may change, with those columns; `_set` applies to all.
  func updateOperators(of table: CatalogTable) -> [(form: ComparisonOperator, columns: [CatalogColumn])] {
    let columns = updatedColumns(of: table)
    guard !columns.isEmpty else { return [] }
    var operators = [(form: Self.set, columns: columns)]
    for column in columns where !column.isArray && column.enumeration == nil {
      for form in column.scalar.updates {
        if let index = operators.firstIndex(where: { $0.form.name == form.name }) {
          operators[index].columns.append(column)
        } else {
          operators.append((form, [column]))
        }
      }
    }
    return operators
  }

  private static let set = ComparisonOperator("_set", comment: "sets the columns of the filtered rows to the given values")

  /// The types that writing a table needs.
  func parts(of table: CatalogTable, in view: RoleView) -> [TablePart] {
    guard let access = access[table.id] else { return [] }
    var parts: [TablePart] = [.mutationResponse]
    if access[.insert] != nil {
      parts.append(.insert)
      if nestedObjects.contains(table.id) { parts.append(.objectInsert) }
      if nestedArrays.contains(table.id) { parts.append(.arrayInsert) }
      if !conflictKeys(of: table).isEmpty { parts += [.conflict, .constraint, .updateColumn] }
    }
    let operators = updateOperators(of: table)
    guard !operators.isEmpty else { return parts }
    if view.primaryKey(of: table) != nil { parts.append(.key) }
    return parts + [.updates] + operators.map { .update($0.form.name) }
  }
}

extension WriteAccess {
  /// Whether the role may give a column; one with a preset is not its to give.
  fileprivate func includes(_ column: CatalogColumn) -> Bool {
    (columns?.contains(column.column.name) ?? true) && !presets.contains { $0.column.name == column.column.name }
  }
}

extension CatalogTable {
  /// Whether the database does what a permission allows.
  fileprivate func admits(_ operation: Permission.Operation) -> Bool {
    switch operation {
    case .insert: own.described.isInsertable && !givenColumns.isEmpty
    case .update: own.described.isUpdatable && !givenColumns.isEmpty
    case .delete: own.described.isDeletable
    case .select: false
    }
  }

  /// The columns whose values are not computed by the database.
  var givenColumns: [CatalogColumn] {
    columns.filter { column in own.databaseColumn(column.column.name).map { !$0.isGenerated } ?? false }
  }

  /// Primary key first.
  package var uniqueKeys: [UniqueKey] { (own.described.primaryKey.map { [$0] } ?? []) + own.described.uniqueKeys }

  /// The database columns of the primary key, also of those without a place in the GraphQL schema.
  package var keyColumns: [Column] {
    (own.described.primaryKey?.columns ?? []).compactMap { name in own.databaseColumn(name).map { Column(name: $0.name, type: $0.type) } }
  }
}
