import Foundation
import Glibc
import JSON
import TestSupport
import Testing

/// How filters through remote relationships are run: how often sources are asked, how many keys there may be, and what happens without
/// a source.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct RemotePermissionRunningTests {
  private typealias World = RemotePermissionWorld

  private static let many = 50_000

  /// Tables with the rows 1 to ``many``; `ref` is the id, except that every hundredth is null.
  private static func statements(_ table: String, _ kind: Kind) -> [String] {
    let text = kind == .mysql ? "CONCAT('name ', i)" : "'name ' || i"
    let series =
      switch kind {
      case .postgres: "generate_series(1, \(many)) AS n(i)"
      case .mysql: "(SELECT seq AS i FROM seq_1_to_\(many)) AS n"
      case .sqlite: "(WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < \(many)) SELECT i FROM c) AS n"
      }
    return [
      "CREATE TABLE \(table) (id INT PRIMARY KEY, ref INT, name VARCHAR(30))",
      "INSERT INTO \(table) SELECT i, CASE WHEN i % 100 = 0 THEN NULL ELSE i END, \(text) FROM \(series)",
      "CREATE INDEX \(table)_ref ON \(table) (ref)", "CREATE INDEX \(table)_name ON \(table) (name)",
      kind == .mysql ? "ANALYZE TABLE \(table)" : "ANALYZE \(table)",
    ]
  }

  private static let large = Shared<Pair, JoineryProcess> { pair in
    let engine = try JoineryProcess()
    try engine.addSource("left_db", pair.orders, statements("l", pair.orders), tables: ["l"])
    try engine.addSource("right_db", pair.users, statements("r", pair.users), tables: ["r"])
    try engine.relate("by_ref", from: ("left_db", "l"), to: ("right_db", "r"), [("ref", "id")])
    try engine.relate("by_name", from: ("left_db", "l"), to: ("right_db", "r"), [("name", "name")])
    try engine.relate("by_both", from: ("left_db", "l"), to: ("right_db", "r"), [("id", "id"), ("name", "name")])
    for relationship in ["by_ref", "by_name", "by_both"] {
      let filter: JSON = .object([relationship: ["id": ["_lte": "X-Hasura-Last"]]])
      for (role, filter) in [(relationship, filter), ("not_\(relationship)", ["_not": filter])] as [(String, JSON)] {
        try engine.metadata(
          "\(pair.orders.prefix)_create_select_permission",
          [
            "source": "left_db", "table": "l", "role": .string(role),
            "permission": ["columns": "*", "filter": filter, "allow_aggregations": true],
          ])
      }
      try engine.metadata(
        "\(pair.orders.prefix)_create_update_permission",
        ["source": "left_db", "table": "l", "role": .string(relationship), "permission": ["columns": ["ref"], "filter": filter]])
    }
    return engine
  }

  @Test(arguments: Pair.all) func `fifty thousand keys`(pair: Pair) throws {
    let engine = try Self.large[pair]
    for last in [0, 3, Self.many] {
      for relationship in ["by_ref", "by_name", "by_both"] {
        let shown = relationship == "by_ref" ? last - last / 100 : last
        for (role, count) in [(relationship, shown), ("not_\(relationship)", Self.many - shown)] {
          let headers = ["X-Hasura-Role": role, "X-Hasura-Last": String(last)]
          let start = ContinuousClock.now
          let data = try engine.data("{ l_aggregate { aggregate { count } } l(limit: 2, order_by: {id: desc}) { id } }", headers: headers)
          #expect(data["l_aggregate"]?["aggregate"]?["count"]?.int == count, "\(role) up to \(last)")
          #expect(data["l"]?.ids.count == min(2, count))
          #expect(ContinuousClock.now - start < .seconds(20), "\(role) up to \(last)")
        }
      }
    }
  }

  @Test(arguments: Kind.allCases) func `updates compare with fifty thousand keys, too`(kind: Kind) throws {
    let engine = try Self.large[Pair(orders: kind, users: .sqlite)]
    for relationship in ["by_ref", "by_name", "by_both"] {
      let headers = ["X-Hasura-Role": relationship, "X-Hasura-Last": String(Self.many)]
      let start = ContinuousClock.now
      let data = try engine.data(
        "mutation { update_l(where: {id: {_lte: 30000}, ref: {_is_null: false}}, _inc: {ref: 0}) { affected_rows } }", headers: headers)
      #expect(data["update_l"]?["affected_rows"] == 29700, "\(relationship)")
      #expect(ContinuousClock.now - start < .seconds(20), "\(relationship)")
    }
  }

  @Test(arguments: Kind.allCases) func `few keys are found through the index of the columns`(kind: Kind) throws {
    let engine = try Self.large[Pair(orders: kind, users: .sqlite)]
    for relationship in ["by_ref", "by_name", "by_both"] {
      let answer = try #require(
        try engine.explain("{ l { id } }", user: ["x-hasura-role": .string(relationship), "x-hasura-last": "3"]).json?[0])
      let plan = answer["plan"]?.arrayValue?.compactMap(\.stringValue) ?? []
      let usesIndex =
        switch kind {
        case .postgres: plan.contains { $0.contains("Index") } && !plan.contains { $0.contains("Seq Scan") }
        case .mysql: !plan.contains { $0.contains(#/table=t0 type=(ALL|index)( |$)/#) } && plan.contains { $0.contains("table=t0 ") }
        case .sqlite: plan.contains { $0.contains("SEARCH t0") } && !plan.contains { $0.contains("SCAN t0") }
        }
      #expect(usesIndex, "\(relationship): \(plan.joined(separator: "\n"))")
    }
  }

  @Test func `more keys than may be held are an error`() throws {
    let world = try World(Pair(orders: .sqlite, users: .sqlite), ["--max-held-rows", "3"])
    defer { world.engine.stop() }
    try world.permitReading("orders", "all", ["ordered_by": [:]])
    try world.permitReading("orders", "team", World.team)
    let answer = try world.engine.answer("{ orders { id } }", headers: ["X-Hasura-Role": "all"])
    #expect(answer["data"] == nil || answer["data"]?.isNull == true)
    let message = answer["errors"]?[0]?["message"]?.stringValue ?? ""
    #expect(message.contains("ordered_by") && message.contains("more than 3 rows and keys"), "\(answer.text)")
    #expect(try world.data("{ orders { id } }", "team")["orders"]?.ids.count == 3)
  }

  @Test func `each set of keys is read once per request, however often it is needed`() throws {
    let world = try World(Pair(orders: .mysql, users: .sqlite))
    defer { world.engine.stop() }
    let logged = try Kind.postgres.makeDatabase(in: world.engine.folder, options: "-c%20log_statement%3Dall")
    try world.engine.addSource(
      "counted_db", .postgres,
      ["CREATE TABLE counted_member (id INT PRIMARY KEY, team TEXT)", "INSERT INTO counted_member VALUES (1, 'red')"],
      tables: ["counted_member"], configuration: logged)
    try world.engine.relate("member", from: ("orders_db", "orders"), to: ("counted_db", "counted_member"), [("user_id", "id")])
    let member: JSON = ["member": ["team": "X-Hasura-Team"]]
    try world.permitReading("orders", "counted", ["_or": [member, ["_and": [member, ["id": ["_gt": 0]]]]]])
    try world.permitReading("items", "counted", ["_and": [["order": member], ["order": ["member": ["team": "red"]]]]])
    try world.permitReading("users", "counted", [:])
    func executed() throws -> Int {
      let log = try String(contentsOfFile: try TemporaryPostgres.shared.get().socketFolder + "/server.log", encoding: .utf8)
      return log.replacing("\n\t", with: " ").split(separator: "\n").count { $0.contains("LOG:  execute") && $0.contains("counted_member") }
    }
    let cases = [
      // Named by the session and by a constant: two sets.
      ("{ orders { id items { id order { id } } } a: orders_aggregate { aggregate { count } } users { orders_made { id } } }", 2),
      ("{ orders(order_by: {id: asc}) { id } b: orders { id } }", 1), ("{ orders_by_pk(id: 1) { id } }", 1), ("{ users { id } }", 0),
    ]
    for (query, count) in cases {
      _ = try world.data(query, "counted")
      let before = try executed()
      _ = try world.data(query, "counted")
      #expect(try executed() - before == count, "\(query)")
    }
  }

  @Test func `through three databases`() throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    try engine.addSource(
      "a_db", .postgres, ["CREATE TABLE a (id INT PRIMARY KEY, b INT)", "INSERT INTO a SELECT i, i % 5 FROM generate_series(1, 20) i"],
      tables: ["a"])
    try engine.addSource(
      "b_db", .mysql, ["CREATE TABLE b (id INT PRIMARY KEY, c INT)", "INSERT INTO b VALUES (0, 1), (1, 2), (2, 3), (3, NULL)"],
      tables: ["b"])
    try engine.addSource(
      "c_db", .sqlite,
      ["CREATE TABLE c (id INT PRIMARY KEY, a INT, word TEXT)", "INSERT INTO c VALUES (1, 7, 'x'), (2, 8, 'y'), (3, 9, 'x')"],
      tables: ["c"])
    try engine.relate("to_b", from: ("a_db", "a"), to: ("b_db", "b"), [("b", "id")])
    try engine.relate("to_c", from: ("b_db", "b"), to: ("c_db", "c"), [("c", "id")])
    try engine.relate("to_a", from: ("c_db", "c"), to: ("a_db", "a"), [("a", "id")])
    let filters: [(role: String, filter: JSON, bs: Set<Int>)] = [
      ("chain", ["to_b": ["to_c": ["word": "X-Hasura-Word"]]], [0, 2]),
      ("not_inside", ["to_b": ["_not": ["to_c": ["word": "X-Hasura-Word"]]]], [1, 3]),
      ("not_outside", ["_not": ["to_b": ["to_c": ["word": "X-Hasura-Word"]]]], [1, 3, 4]),
      ("around", ["to_b": ["to_c": ["to_a": ["id": ["_lte": 8]]]]], [0, 1]),
      ("two", ["_and": [["to_b": ["to_c": ["word": "X-Hasura-Word"]]], ["to_b": ["id": ["_gt": 0]]]]], [2]),
    ]
    for (role, filter, bs) in filters {
      try engine.metadata(
        "pg_create_select_permission",
        ["source": "a_db", "table": "a", "role": .string(role), "permission": ["columns": "*", "filter": filter]])
      let ids = try engine.data("{ a(order_by: {id: asc}) { id } }", headers: ["X-Hasura-Role": role, "X-Hasura-Word": "x"])["a"]?.ids
      #expect(ids == (1...20).filter { bs.contains($0 % 5) }, "\(role)")
    }
  }

  @Test func `one connection each, sixteen clients, keys of the other source both ways`() throws {
    let world = try World(Pair(orders: .postgres, users: .mysql), pool: ["max_connections": 1])
    defer { world.engine.stop() }
    try world.permitReading("orders", "team", World.team)
    try world.permitReading("users", "team", ["orders_made": ["total": ["_gt": 0]]])
    let query = "{ orders(order_by: {id: asc}) { id } users(order_by: {id: asc}) { id orders_made(order_by: {id: asc}) { id } } }"
    let expected = try world.data(query, "team")
    let failures = inThreads(16) { _ in
      (0..<20).compactMap { _ in
        do { return try world.data(query, "team") == expected ? nil : "another answer" } catch { return "\(error)" }
      }
    }
    #expect(failures.flatMap { $0 } == [])
  }

  @Test(arguments: [Kind.postgres, .mysql]) func `a killed target source is that source's error, and heals`(users: Kind) throws {
    let world = try World(Pair(orders: .sqlite, users: users))
    defer { world.engine.stop() }
    try world.permitReading("orders", "team", World.team)
    let red = World.orders(ofTeam: "red").map(\.id)
    #expect(try world.data("{ orders(order_by: {id: asc}) { id } }", "team")["orders"]?.ids == red)
    for _ in 0..<3 {
      for connector in world.engine.connectors where connector.program == users.program { kill(connector.process, SIGKILL) }
      // A read is repeated once; whatever comes, it is never another answer.
      let answer = try world.engine.answer("{ orders(order_by: {id: asc}) { id } }", headers: World.headers("team"))
      #expect(answer["errors"] != nil || answer["data"]?["orders"]?.ids == red, "\(answer.text)")
    }
    #expect(eventually(within: 20) { (try? world.data("{ orders(order_by: {id: asc}) { id } }", "team"))?["orders"]?.ids == red })
  }
}
