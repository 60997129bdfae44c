import JSON

/// A query that a role may ask.
enum PermissionQuery {
  case rows(PermissionRows)
  /// The values of the key's columns.
  case byKey(Int, [Cell], [PermissionField])
  case aggregate(PermissionAggregate)

  /// The table whose rows are asked for.
  var table: Int {
    switch self {
    case .rows(let rows): rows.table
    case .byKey(let table, _, _): table
    case .aggregate(let aggregate): aggregate.rows.table
    }
  }

  /// All tables whose rows are looked at.
  var tables: Set<Int> {
    switch self {
    case .rows(let rows): rows.tables
    case .byKey(let table, _, let fields): fields.tables.union([table])
    case .aggregate(let aggregate): aggregate.rows.tables
    }
  }

  /// The name of the root field.
  func name(_ world: PermissionWorld) -> String {
    let roots = world.tables[table].roots
    return switch self {
    case .rows(let rows): rows.from == nil ? roots.rows : PermissionWorld.function
    case .byKey: roots.byKey
    case .aggregate(let aggregate): aggregate.rows.from == nil ? roots.aggregate : PermissionWorld.function + "_aggregate"
    }
  }

  /// The request: the condition of the rows may travel as a variable.
  func request(_ world: PermissionWorld) -> JSON {
    let name = name(world)
    switch self {
    case .rows(let rows): return rows.request(rows.text(name, world), world)
    case .aggregate(let aggregate): return aggregate.rows.request(aggregate.text(name, world), world)
    case .byKey(let table, let cells, let fields):
      let table = world.tables[table]
      let key = zip(table.key, cells).map { "\(table[$0].field): \($1.json.graphQL)" }.joined(separator: ", ")
      return ["query": .string("{ \(name)(\(key)) \(fields.text(world)) }")]
    }
  }
}

extension JSON {
  /// The value as a literal of a GraphQL document.
  var graphQL: String {
    switch self {
    case .array(let elements): "[" + elements.map(\.graphQL).joined(separator: ", ") + "]"
    case .object(let object): "{" + object.entries.map { "\($0.key): \($0.value.literal(of: $0.key))" }.joined(separator: ", ") + "}"
    default: text
    }
  }

  /// The columns that an aggregate takes are values of an enumeration, which JSON does not have.
  private func literal(of member: String) -> String {
    member == "arguments" ? graphQL.filter { $0 != "\"" } : graphQL
  }
}
