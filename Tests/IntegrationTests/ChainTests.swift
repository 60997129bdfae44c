import JSON
import TestSupport
import Testing

/// Joins through several engines, and what a small pool must not do to them.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct ChainTests {
  /// Cities in PostgreSQL, people in MariaDB, things in SQLite, each related to the next.
  private static let three = Shared<Int, JoineryProcess> { _ in
    let engine = try JoineryProcess()
    try engine.addSource(
      "cities_db", .postgres,
      [
        "CREATE TABLE city (id INT PRIMARY KEY, name TEXT, mayor INT)",
        "INSERT INTO city VALUES (1, 'Rome', 1), (2, 'Oslo', 3), (3, 'Lima', NULL)",
      ],
      tables: ["city"])
    try engine.addSource(
      "people_db", .mysql,
      [
        "CREATE TABLE person (id INT PRIMARY KEY, name TEXT, city INT)",
        "INSERT INTO person VALUES (1, 'Ada', 2), (2, 'Bob', 1), (3, 'Cyd', 9)",
      ],
      tables: ["person"])
    try engine.addSource(
      "things_db", .sqlite,
      [
        "CREATE TABLE thing (id INT PRIMARY KEY, owner INT, made_in INT)",
        "INSERT INTO thing VALUES (1, 1, 1), (2, 1, 3), (3, 2, NULL), (4, NULL, 2)",
      ], tables: ["thing"])
    try engine.relate("mayor_person", from: ("cities_db", "city"), to: ("people_db", "person"), [("mayor", "id")])
    try engine.relate("people", from: ("cities_db", "city"), to: ("people_db", "person"), [("id", "city")], "array")
    try engine.relate("products", from: ("cities_db", "city"), to: ("things_db", "thing"), [("id", "made_in")], "array")
    try engine.relate("home", from: ("people_db", "person"), to: ("cities_db", "city"), [("city", "id")])
    try engine.relate("things", from: ("people_db", "person"), to: ("things_db", "thing"), [("id", "owner")], "array")
    try engine.relate("owner_person", from: ("things_db", "thing"), to: ("people_db", "person"), [("owner", "id")])
    try engine.relate("origin", from: ("things_db", "thing"), to: ("cities_db", "city"), [("made_in", "id")])
    return engine
  }

  @Test func `through three engines, from each of them`() throws {
    let engine = try Self.three[0]
    #expect(
      try engine.data("{ city(order_by: {id: asc}) { name mayor_person { name things(order_by: {id: asc}) { id origin { name } } } } }")
        .text
        == #"{"city":[{"name":"Rome","mayor_person":{"name":"Ada","things":[{"id":1,"origin":{"name":"Rome"}},{"id":2,"origin":{"name":"Lima"}}]}},"#
        + #"{"name":"Oslo","mayor_person":{"name":"Cyd","things":[]}},{"name":"Lima","mayor_person":null}]}"#)
    #expect(
      try engine.data("{ person(order_by: {id: asc}) { home { name products { id owner_person { name } } } } }").text
        == #"{"person":[{"home":{"name":"Oslo","products":[{"id":4,"owner_person":null}]}},"#
        + #"{"home":{"name":"Rome","products":[{"id":1,"owner_person":{"name":"Ada"}}]}},{"home":null}]}"#)
    #expect(
      try engine.data("{ thing(order_by: {id: asc}) { owner_person { home { mayor_person { name } } } } }").text
        == #"{"thing":[{"owner_person":{"home":{"mayor_person":{"name":"Cyd"}}}},{"owner_person":{"home":{"mayor_person":{"name":"Cyd"}}}},"#
        + #"{"owner_person":{"home":{"mayor_person":{"name":"Ada"}}}},{"owner_person":null}]}"#)
  }

  @Test func `several at one level and in one request`() throws {
    let engine = try Self.three[0]
    #expect(
      try engine.data(
        """
        { city_by_pk(id: 1) { mayor_person { name } people { name home { id } } products { id } products_aggregate { aggregate { count } } }
          person_by_pk(id: 1) { home { name } things_aggregate { nodes { origin { name } } } } thing_by_pk(id: 3) { origin { id } owner_person { id } } }
        """
      ).text
        == #"{"city_by_pk":{"mayor_person":{"name":"Ada"},"people":[{"name":"Bob","home":{"id":1}}],"products":[{"id":1}],"products_aggregate":{"aggregate":{"count":1}}},"#
        + #""person_by_pk":{"home":{"name":"Oslo"},"things_aggregate":{"nodes":[{"origin":{"name":"Rome"}},{"origin":{"name":"Lima"}}]}},"#
        + #""thing_by_pk":{"origin":null,"owner_person":{"id":2}}}"#)
  }

  @Test func `PostgreSQL, MariaDB, PostgreSQL with one connection each and 64 clients`() throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    let pool: JSON = ["max_connections": 1]
    let orders = try Kind.postgres.makeDatabase(in: engine.folder, pool: pool)
    try engine.addSource("orders_db", .postgres, OrdersAndUsers.orders, tables: ["orders"], configuration: orders)
    let users = try Kind.mysql.makeDatabase(in: engine.folder, pool: pool)
    try engine.addSource("users_db", .mysql, OrdersAndUsers.users, tables: ["users"], configuration: users)
    try engine.relate("user", from: ("orders_db", "orders"), to: ("users_db", "users"), [("ordered_by_user_id", "id")])
    try engine.relate("orders", from: ("users_db", "users"), to: ("orders_db", "orders"), [("id", "ordered_by_user_id")], "array")
    let query =
      "{ orders(order_by: {id: asc}) { id user { name orders(order_by: {id: asc}) { id user { id } } } } users { orders { id } } }"
    let expected = try engine.data(query)
    #expect(expected["orders"]?[0]?["user"]?["orders"] == [["id": 1, "user": ["id": 1]], ["id": 3, "user": ["id": 1]]])
    let (failures, seconds) = timed {
      inThreads(64) { _ in
        (0..<3).compactMap { _ -> String? in
          do { return try engine.data(query) == expected ? nil : "another answer" } catch { return "\(error)" }
        }
      }.flatMap { $0 }
    }
    #expect(failures.isEmpty, "\(failures.count) of 192, the first: \(failures.first ?? "")")
    #expect(seconds < 30)
  }
}
