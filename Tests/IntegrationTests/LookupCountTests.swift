import Foundation
import JSON
import TestSupport
import Testing

/// One lookup per relationship and depth, counted by the databases themselves.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct LookupCountTests {
  private static let people = 1000

  /// Rows 1...1000 whose `ref` is one of 500 rows on the other side.
  private static func statements(_ table: String, _ kind: Kind) -> [String] {
    let series =
      kind == .postgres ? "SELECT i, i % 500 + 1 FROM generate_series(1, \(people)) i" : "SELECT seq, seq % 500 + 1 FROM seq_1_to_\(people)"
    return ["CREATE TABLE \(table) (id INT PRIMARY KEY, ref INT)", "INSERT INTO \(table) \(series)"]
  }

  private static let engines = Shared<Pair, JoineryProcess> { pair in
    let engine = try JoineryProcess()
    try engine.addSource("left_db", pair.orders, statements("counted_left", pair.orders), tables: ["counted_left"])
    let right = try pair.users.makeDatabase(in: engine.folder, options: "-c%20log_statement%3Dall")
    try engine.addSource("right_db", pair.users, statements("counted_right", pair.users), tables: ["counted_right"], configuration: right)
    try engine.relate("right", from: ("left_db", "counted_left"), to: ("right_db", "counted_right"), [("ref", "id")])
    try engine.relate("rights", from: ("left_db", "counted_left"), to: ("right_db", "counted_right"), [("id", "ref")], "array")
    try engine.relate("left", from: ("right_db", "counted_right"), to: ("left_db", "counted_left"), [("id", "ref")], "array")
    if pair.users == .mysql {
      try engine.sql(source: "right_db", .mysql, ["SET GLOBAL log_output = 'TABLE'", "SET GLOBAL general_log = 1"])
    }
    return engine
  }

  /// How many statements on the right table the server of a kind has executed.
  private func executed(_ kind: Kind) throws -> Int {
    switch kind {
    case .postgres:
      let log = try String(contentsOfFile: try TemporaryPostgres.shared.get().socketFolder + "/server.log", encoding: .utf8)
      // A statement's text has several lines, all of them after the first begun with a tab.
      return log.replacing("\n\t", with: " ").split(separator: "\n").count { $0.contains("LOG:  execute") && $0.contains("counted_right") }
    default:
      let sql = "SELECT count(*) FROM mysql.general_log WHERE command_type = 'Execute' AND argument LIKE '%JSON_TABLE%counted\\\\_right%'"
      let engine = try Self.engines[Pair(orders: .postgres, users: .mysql)]
      let answer = try engine.metadata("mysql_run_sql", ["source": "right_db", "sql": .string(sql), "read_only": true])
      return answer["result"]?[1]?[0]?.stringValue.flatMap { Int($0) } ?? -1
    }
  }

  /// What MariaDB executed last, to explain a count.
  private func lastStatements(_ kind: Kind) throws -> String {
    guard kind == .mysql else { return "" }
    let sql =
      "SELECT command_type, argument FROM mysql.general_log WHERE argument LIKE '%counted\\\\_right%' ORDER BY event_time DESC LIMIT 8"
    let engine = try Self.engines[Pair(orders: .postgres, users: .mysql)]
    return try engine.metadata("mysql_run_sql", ["source": "right_db", "sql": .string(sql), "read_only": true]).text
  }

  @Test(arguments: [Pair(orders: .postgres, users: .mysql), Pair(orders: .mysql, users: .postgres)])
  func `a thousand parents are one lookup`(pair: Pair) throws {
    let engine = try Self.engines[pair]
    let cases: [(query: String, lookups: Int)] = [
      ("{ counted_left { id right { id } } }", 1), ("{ counted_left { id rights { id } } }", 1),
      ("{ counted_left { id rights_aggregate { aggregate { count } } } }", 1),
      ("{ counted_left { id rights(limit: 1, order_by: {id: desc}) { id } } }", 1),
      ("{ counted_left { a: right { id } b: right { ref } rights { id } } }", 3),
      ("{ counted_left { right { left { right { id } } } } }", 2), ("{ counted_left(where: {id: {_lt: 0}}) { right { id } } }", 0),
    ]
    for (query, lookups) in cases {
      _ = try engine.data(query)
      let before = try executed(pair.users)
      let data = try engine.data(query)
      let count = try executed(pair.users) - before
      let explanation = count == lookups ? "" : try lastStatements(pair.users)
      #expect(count == lookups, "\(query)\n\(explanation)")
      if lookups > 0 { #expect(data["counted_left"]?.arrayValue?.count == Self.people) }
    }
  }
}
