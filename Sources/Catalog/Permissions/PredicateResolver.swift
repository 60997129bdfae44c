import ConnectorProtocol
import Errors
import JSON
import Metadata

/// Resolves the boolean expression of a permission against the tables of its source.
///
/// The language is that of Hasura's `parseBoolExpOperations`: `$` is an older spelling of the leading `_`, `_ne` of `_neq`; a value that is
/// not an object is compared for equality; null compares as SQL's null except that equality with it means `IS NULL`.
struct PredicateResolver {
  let source: CatalogSource
  let metadata: Metadata
  /// Those that remote relationships lead to.
  let sources: [String: CatalogSource]
  let tables: OrderedTables

  private var naming: TableNaming { metadata.sources[source.name]?.tableNaming ?? .unknown }

  /// Throws `not-exists`, `unexpected-payload` or `parse-failed` in Hasura's words, at the place within the expression.
  func resolve(_ json: JSON, on table: CatalogTable) throws(EngineError) -> RowPredicate {
    try predicate(json, PredicateScope(table: table))
  }

  func predicate(_ json: JSON, _ scope: PredicateScope) throws(EngineError) -> RowPredicate {
    var parts: [RowPredicate] = []
    for (key, value) in try Expect.object(json, as: "boolean expression") {
      parts.append(try at(.key(key)) { () throws(EngineError) in try member(key, value, scope) })
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private func member(_ key: String, _ value: JSON, _ scope: PredicateScope) throws(EngineError) -> RowPredicate {
    switch Self.underscored(key) {
    case "_and": .and(try predicates(value, scope))
    case "_or": .or(try predicates(value, scope))
    case "_not": .not(try predicate(value, scope))
    case "_exists": try exists(value, scope)
    default: try field(key, value, scope)
    }
  }

  private func predicates(_ value: JSON, _ scope: PredicateScope) throws(EngineError) -> [RowPredicate] {
    var parts: [RowPredicate] = []
    for (index, element) in try Expect.array(value).enumerated() {
      parts.append(try at(.index(index)) { () throws(EngineError) in try predicate(element, scope) })
    }
    return parts
  }

  private func exists(_ value: JSON, _ scope: PredicateScope) throws(EngineError) -> RowPredicate {
    let object = try Expect.object(value, as: "boolean expression")
    guard let spelling = object["_table"] ?? object["$table"] else { throw EngineError(.parseFailed, "key \"_table\" not found") }
    guard let filter = object["_where"] ?? object["$where"] else { throw EngineError(.parseFailed, "key \"_where\" not found") }
    let table = try at(.key("_table")) { () throws(EngineError) in try self.table(spelling) }
    let inner = try at(.key("_where")) { () throws(EngineError) in try predicate(filter, scope.inside(table)) }
    return .exists(table.relation, [], inner)
  }

  private func table(_ spelling: JSON) throws(EngineError) -> CatalogTable {
    let name = try naming.name(spelling)
    guard let table = tables[TableID(source: source.name, name: name)] else {
      throw EngineError(.notExists, "table \"\(name.text)\" does not exist")
    }
    return table
  }

  private func field(_ name: String, _ value: JSON, _ scope: PredicateScope) throws(EngineError) -> RowPredicate {
    let table = scope.table
    if let column = table.comparedColumn(name, in: source) {
      return try comparisons(value, of: ComparedColumn(column, in: source), scope)
    }
    if let relationship = table.relationships.first(where: { $0.name == name }), let target = tables[relationship.target] {
      return .exists(target.relation, relationship.pairs, try predicate(value, scope.inside(target)))
    }
    if table.declared.remoteRelationship(name) != nil { return try remote(name, value, scope) }
    if let computed = table.computedFields.first(where: { $0.name == name }) { return try self.computed(computed, value, scope) }
    guard table.declared.computedField(name) == nil else { return .unsupported("computed field \"\(name)\" in a permission") }
    throw EngineError(.notExists, "\"\(name)\" does not exist")
  }

  private func computed(_ field: CatalogComputedField, _ value: JSON, _ scope: PredicateScope) throws(EngineError) -> RowPredicate {
    guard field.takesNoArguments else {
      throw EngineError(
        .unexpectedPayload, "Computed columns with input arguments can not be part of the where clause: \"\(field.name)\"")
    }
    switch field.result {
    case .scalar(let scalar):
      return .computed(field, try comparisons(value, of: ComparedColumn(CatalogColumn(field, scalar), in: source), scope))
    case .table(let id):
      guard let target = tables[id] else { throw EngineError(.notExists, "\"\(field.name)\" does not exist") }
      return .computed(field, try predicate(value, scope.inside(target)))
    }
  }

  /// The older spelling begins with `$`.
  static func underscored(_ word: String) -> String { word.utf8.first == UInt8(ascii: "$") ? "_" + word.dropFirst() : word }
}

/// The row that a part of a predicate speaks of, and those around it.
struct PredicateScope {
  let table: CatalogTable
  /// The table that the permission is of; nil within a filter in another source, which knows nothing of the permission's row.
  let root: CatalogTable?
  /// How many rows further out the root's row is.
  let depth: Int

  init(table: CatalogTable) { self.init(table: table, root: table, depth: 0) }

  /// The scope of a filter in another source.
  static func elsewhere(_ table: CatalogTable) -> PredicateScope { PredicateScope(table: table, root: nil, depth: 0) }

  private init(table: CatalogTable, root: CatalogTable?, depth: Int) {
    self.table = table
    self.root = root
    self.depth = depth
  }

  func inside(_ table: CatalogTable) -> PredicateScope { PredicateScope(table: table, root: root, depth: depth + 1) }
}

extension CatalogTable {
  /// The column of a database's name, also one without a place in the GraphQL schema, with the values that its database has.
  func comparedColumn(_ name: String, in source: CatalogSource) -> CatalogColumn? {
    own.databaseColumn(name).map { CatalogColumn($0, name: $0.name, comment: nil, nil, in: source) }
  }
}

extension CatalogColumn {
  /// What comparisons take a computed scalar for.
  fileprivate init(_ field: CatalogComputedField, _ scalar: CatalogScalar) {
    self.init(
      name: field.name, column: Column(name: field.name, type: scalar.type), scalar: scalar.scalar, isArray: scalar.isArray,
      isNullable: true,
      description: nil, enumeration: nil)
  }
}
