import JSON
import TestSupport

/// The issue's `orders_db` and `users_db` in databases of any two kinds, behind an engine of their own.
enum OrdersAndUsers {
  /// Engines with the tables tracked and everything related to everything.
  static let engines = Shared<Pair, JoineryProcess> { pair in
    let engine = try JoineryProcess()
    try engine.addSource("orders_db", pair.orders, orders, tables: ["orders", "line_items", "notes"])
    try engine.addSource("users_db", pair.users, users, tables: ["users", "parts"])
    try customize(engine, pair)
    try relateLocally(engine, pair)
    try relate(engine)
    return engine
  }

  static let orders = [
    "CREATE TABLE orders (id INT PRIMARY KEY, ordered_by_user_id INT, total DECIMAL(10,2))",
    "INSERT INTO orders VALUES (1, 1, 10.5), (2, 2, 20), (3, 1, 5.25), (4, NULL, 7), (5, 99, 1), (6, 2, 30), (7, 2, 2)",
    "CREATE TABLE line_items (id INT PRIMARY KEY, a INT, b VARCHAR(10))",
    "INSERT INTO line_items VALUES (1, 1, 'x'), (2, 1, 'y'), (3, 1, NULL), (4, NULL, 'x'), (5, NULL, NULL), (6, 2, 'x'), (7, 0, '')",
    "CREATE TABLE notes (id INT PRIMARY KEY, user_ref INT, body VARCHAR(20))",
    "INSERT INTO notes VALUES (1, 3, 'n1'), (2, NULL, 'n2')",
  ]

  static let users = [
    "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(50), age INT)",
    "INSERT INTO users VALUES (1, 'Ada', 36), (2, 'Bob', NULL), (3, 'Cyd', 50)",
    "CREATE TABLE parts (id INT PRIMARY KEY, a INT, b VARCHAR(10), label VARCHAR(20))",
    "INSERT INTO parts VALUES (1, 1, 'x', '1x'), (2, 1, 'y', '1y'), (3, 2, 'y', '2y'), (4, NULL, 'x', 'no x'), (5, 0, '', 'zero')",
  ]

  private static func customize(_ engine: JoineryProcess, _ pair: Pair) throws {
    try engine.metadata(
      "\(pair.orders.prefix)_set_table_customization",
      ["source": "orders_db", "table": "notes", "configuration": ["column_config": ["user_ref": ["custom_name": "authorId"]]]])
  }

  /// Relationships within one source, so that remote ones stand at any depth.
  private static func relateLocally(_ engine: JoineryProcess, _ pair: Pair) throws {
    let prefix = pair.orders.prefix
    func arguments(_ name: String, _ table: String, _ target: String, _ mapping: JSON) -> JSON {
      [
        "source": "orders_db", "table": .string(table), "name": .string(name),
        "using": ["manual_configuration": ["remote_table": .string(target), "column_mapping": mapping]],
      ]
    }
    try engine.metadata("\(prefix)_create_array_relationship", arguments("items", "orders", "line_items", ["id": "a"]))
    try engine.metadata("\(prefix)_create_object_relationship", arguments("order", "line_items", "orders", ["a": "id"]))
  }

  private static func relate(_ engine: JoineryProcess) throws {
    try engine.relate("ordered_by_user", from: ("orders_db", "orders"), to: ("users_db", "users"), [("ordered_by_user_id", "id")])
    try engine.relate("users_array", from: ("orders_db", "orders"), to: ("users_db", "users"), [("ordered_by_user_id", "id")], "array")
    try engine.relate("orders", from: ("users_db", "users"), to: ("orders_db", "orders"), [("id", "ordered_by_user_id")], "array")
    try engine.relate("part", from: ("orders_db", "line_items"), to: ("users_db", "parts"), [("a", "a"), ("b", "b")])
    try engine.relate("parts", from: ("orders_db", "line_items"), to: ("users_db", "parts"), [("a", "a"), ("b", "b")], "array")
    try engine.relate("author", from: ("orders_db", "notes"), to: ("users_db", "users"), [("user_ref", "id")])
    try engine.relate("notes", from: ("users_db", "users"), to: ("orders_db", "notes"), [("id", "user_ref")], "array")
  }
}
