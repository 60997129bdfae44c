import JSON
import TestSupport

/// Orders and their items in one database, users and badges in another one, and roles whose permissions reach from one to the other.
struct RemotePermissionWorld {
  let engine: JoineryProcess
  let pair: Pair

  struct User { let id: Int, team: String?, level: Int }
  struct Order { let id: Int, user: Int?, total: Int }

  static let users = [
    User(id: 1, team: "red", level: 1), User(id: 2, team: "blue", level: 2), User(id: 3, team: "red", level: 3),
    User(id: 4, team: nil, level: 4),
  ]
  static let orders = [
    Order(id: 1, user: 1, total: 10), Order(id: 2, user: 2, total: 20), Order(id: 3, user: 3, total: 30),
    Order(id: 4, user: nil, total: 40),
    Order(id: 5, user: 99, total: 50), Order(id: 6, user: 4, total: 60), Order(id: 7, user: 1, total: 70), Order(id: 8, user: 2, total: 5),
  ]
  /// Items and the order they belong to.
  static let items: [(id: Int, order: Int)] = (1...12).map { ($0, $0 % 9) }

  /// `orderPool` are the pool settings of both sources.
  init(_ pair: Pair, _ options: [String] = [], pool: JSON? = nil) throws {
    self.pair = pair
    engine = try JoineryProcess(options)
    try engine.addSource(
      "orders_db", pair.orders, Self.orderStatements, tables: ["orders", "items"],
      configuration: try pair.orders.makeDatabase(in: engine.folder, pool: pool))
    try engine.addSource(
      "users_db", pair.users, Self.userStatements, tables: ["users", "badges"],
      configuration: try pair.users.makeDatabase(in: engine.folder, pool: pool))
    try engine.relate("ordered_by", from: ("orders_db", "orders"), to: ("users_db", "users"), [("user_id", "id")])
    try engine.relate("badges_held", from: ("orders_db", "orders"), to: ("users_db", "badges"), [("user_id", "holder")], "array")
    try engine.relate("orders_made", from: ("users_db", "users"), to: ("orders_db", "orders"), [("id", "user_id")], "array")
    try relate("items", "array", from: "orders", to: "items", ["id": "order_id"], "orders_db", pair.orders)
    try relate("order", "object", from: "items", to: "orders", ["order_id": "id"], "orders_db", pair.orders)
    try relate("badges", "array", from: "users", to: "badges", ["id": "holder"], "users_db", pair.users)
  }

  private static var orderStatements: [String] {
    let rows = orders.map { "(\($0.id), \($0.user.map(String.init) ?? "NULL"), \($0.total))" }.joined(separator: ", ")
    let items = items.map { "(\($0.id), \($0.order))" }.joined(separator: ", ")
    return [
      "CREATE TABLE orders (id INT PRIMARY KEY, user_id INT, total INT)", "INSERT INTO orders VALUES \(rows)",
      "CREATE TABLE items (id INT PRIMARY KEY, order_id INT)", "INSERT INTO items VALUES \(items)",
    ]
  }

  private static var userStatements: [String] {
    let rows = users.map { "(\($0.id), \($0.team.map { "'\($0)'" } ?? "NULL"), \($0.level))" }.joined(separator: ", ")
    return [
      "CREATE TABLE users (id INT PRIMARY KEY, team VARCHAR(20), level INT)", "INSERT INTO users VALUES \(rows)",
      "CREATE TABLE badges (id INT PRIMARY KEY, holder INT, name VARCHAR(20))",
      "INSERT INTO badges VALUES (1, 1, 'gold'), (2, 1, 'silver'), (3, 2, 'silver'), (4, NULL, 'gold'), (5, 4, 'gold')",
    ]
  }

  private func relate(
    _ name: String, _ type: String, from table: String, to target: String, _ mapping: JSON, _ source: String, _ kind: Kind
  ) throws {
    try engine.metadata(
      "\(kind.prefix)_create_\(type)_relationship",
      [
        "source": .string(source), "table": .string(table), "name": .string(name),
        "using": ["manual_configuration": ["remote_table": .string(target), "column_mapping": mapping]],
      ])
  }

  /// Declares a permission.
  func permit(_ operation: String, _ table: String, _ role: String, _ permission: JSON) throws {
    let (source, kind) = ["orders", "items"].contains(table) ? ("orders_db", pair.orders) : ("users_db", pair.users)
    try engine.metadata(
      "\(kind.prefix)_create_\(operation)_permission",
      ["source": .string(source), "table": .string(table), "role": .string(role), "permission": permission])
  }

  /// A permission to read all columns of rows that pass.
  func permitReading(_ table: String, _ role: String, _ filter: JSON) throws {
    try permit("select", table, role, ["columns": "*", "filter": filter, "allow_aggregations": true])
  }

  static let team: JSON = ["ordered_by": ["team": ["_eq": "X-Hasura-Team"]]]

  static func headers(_ role: String, team: String? = "red") -> [String: String] {
    ["X-Hasura-Role": role].merging(team.map { ["X-Hasura-Team": $0] } ?? [:]) { given, _ in given }
  }

  /// The orders that the filter ``team`` lets through.
  static func orders(ofTeam team: String) -> [Order] {
    let ids = users.filter { $0.team == team }.map(\.id)
    return orders.filter { $0.user.map(ids.contains) ?? false }
  }

  func data(_ query: String, _ role: String, team: String = "red") throws -> JSON {
    try engine.data(query, headers: Self.headers(role, team: team))
  }

  /// The ids of all orders that are there, as the administrator sees them.
  func allOrders() throws -> String { try engine.data("{ orders(order_by: {id: asc}) { id user_id total } }")["orders"]?.text ?? "" }
}

extension JSON {
  /// The members `id` of the elements.
  var ids: [Int] { arrayValue?.compactMap { $0["id"]?.int } ?? [] }
}
