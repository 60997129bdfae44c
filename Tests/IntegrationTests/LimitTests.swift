import Glibc
import JSON
import Synchronization
import TestSupport
import Testing

/// Large answers and requests that go too far.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct LimitTests {
  private static let rows = 200_000

  static func manyRows(_ kind: Kind) -> [String] {
    let table = "CREATE TABLE many (id INT PRIMARY KEY, label VARCHAR(60), amount DECIMAL(12,2))"
    switch kind {
    case .postgres:
      return [table, "INSERT INTO many SELECT i, 'a label of some length, number ' || i, i * 0.25 FROM generate_series(1, \(rows)) i"]
    case .mysql:
      return [table, "INSERT INTO many SELECT seq, CONCAT('a label of some length, number ', seq), seq * 0.25 FROM seq_1_to_\(rows)"]
    case .sqlite:
      return [
        table,
        "INSERT INTO many WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(rows)) SELECT i, 'a label of some length, number ' || i, i * 0.25 FROM n",
      ]
    }
  }

  @Test(arguments: Kind.allCases) func `a large answer streams, and the host's memory stays flat`(kind: Kind) throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    try engine.addSource("db", kind, Self.manyRows(kind), tables: ["many"])
    _ = try engine.data("{ many(limit: 1000) { id label amount } }")
    let before = ProcessTable.residentBytes(of: engine.processID)
    let request: JSON = ["query": "{ many(order_by: {id: asc}) { id label amount } }"]
    var total = 0
    var newlines = 0
    var last: [UInt8] = []
    let answer = try engine.client.stream("POST", "/v1/graphql", body: request.bytes) { bytes in
      total += bytes.count
      newlines += bytes.count { $0 == UInt8(ascii: "{") }
      last = Array((last + bytes).suffix(80))
      return true
    }
    #expect(answer.status == 200)
    #expect(newlines == Self.rows + 2)
    #expect(
      String(decoding: last, as: UTF8.self).hasSuffix("number \(Self.rows)\",\"amount\":50000.00}]}}"))
    let growth = ProcessTable.highestResidentBytes(of: engine.processID) - before
    #expect(growth < 24 << 20, "\(growth >> 20) MiB for an answer of \(total >> 20) MiB")
  }

  /// A view whose only row takes half a minute or more.
  private static func sleepy(_ kind: Kind) -> String {
    switch kind {
    case .postgres: "CREATE VIEW sleepy AS SELECT 1 AS id, pg_sleep(40)::text AS label"
    case .mysql: "CREATE VIEW sleepy AS SELECT 1 AS id, SLEEP(40) AS label"
    case .sqlite:
      "CREATE VIEW sleepy AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000000000) SELECT 1 AS id, count(*) AS label FROM n"
    }
  }

  /// Whether the database still works for the engine: by what the server says, for SQLite by the time that its connector uses.
  private func isWorking(_ kind: Kind, _ engine: JoineryProcess, on view: String = "sleepy") throws -> Bool {
    let sql: String
    switch kind {
    case .postgres:
      sql =
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND datname = current_database() AND query LIKE '%\(view)%' AND pid <> pg_backend_pid()"
    case .mysql:
      sql = "SELECT count(*) FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE '%\(view)%' AND id <> CONNECTION_ID()"
    case .sqlite:
      let process = try #require(engine.connectors.first { $0.program == kind.program }).process
      let before = ProcessTable.processorTicks(of: process)
      usleep(200_000)
      return ProcessTable.processorTicks(of: process) - before > 5
    }
    let answer = try engine.metadata("\(kind.prefix)_run_sql", ["source": "db", "sql": .string(sql), "read_only": true])
    return answer["result"]?[1]?[0] != "0"
  }

  private func started(_ kind: Kind, _ options: [String] = []) throws -> JoineryProcess {
    let engine = try JoineryProcess(options)
    try engine.addSource("db", kind, [Self.sleepy(kind), "CREATE TABLE t (id INT PRIMARY KEY)"], tables: ["sleepy", "t"])
    return engine
  }

  @Test(arguments: Kind.allCases) func `a client that goes away ends the work`(kind: Kind) throws {
    let engine = try started(kind)
    defer { engine.stop() }
    let request: JSON = ["query": "{ sleepy { id label } }"]
    let working = inThreads(2) { number -> Bool? in
      if number == 0 { return try? isWorking(kind, engine, afterMilliseconds: 250) }
      try? engine.client.abandon("POST", "/v1/graphql", body: request.bytes, afterMilliseconds: 700)
      return nil
    }
    #expect(working[0] == true)
    #expect(try eventually(within: 5) { try !isWorking(kind, engine) })
    #expect(try engine.data("{ t { id } }").text == #"{"t":[]}"#)
  }

  private func isWorking(_ kind: Kind, _ engine: JoineryProcess, afterMilliseconds milliseconds: UInt32) throws -> Bool {
    usleep(milliseconds * 1000)
    return try isWorking(kind, engine)
  }

  @Test func `a client that stops reading in the middle ends the work`() throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    let view = "CREATE VIEW endless AS SELECT generate_series(1, 100000000) AS id, repeat('x', 200) AS label"
    try engine.addSource("db", .postgres, [view], tables: ["endless"])
    let request: JSON = ["query": "{ endless { id label } }"]
    var total = 0
    _ = try engine.client.stream("POST", "/v1/graphql", body: request.bytes) { bytes in
      total += bytes.count
      return total < 4 << 20
    }
    #expect(try eventually(within: 5) { try !isWorking(.postgres, engine, on: "endless") })
    #expect(try engine.data("{ endless(limit: 1) { id } }").text == #"{"endless":[{"id":1}]}"#)
  }

  @Test(arguments: Kind.allCases) func `a request deadline ends the request and its statement`(kind: Kind) throws {
    let engine = try started(kind, ["--request-timeout", "700"])
    defer { engine.stop() }
    let (answer, seconds) = try timed { try engine.answer("{ sleepy { id label } }") }
    #expect(answer["errors"]?[0]?["extensions"]?["code"] == "timeout", "\(answer.text)")
    #expect(answer["data"] == nil)
    #expect(seconds < 4)
    #expect(try eventually(within: 5) { try !isWorking(kind, engine) })
    #expect(try engine.data("{ t { id } }").text == #"{"t":[]}"#)
  }

  @Test func `a body that is too large is refused`() throws {
    let engine = try JoineryProcess(["--max-body-bytes", "1000"])
    defer { engine.stop() }
    let padding = String(repeating: " ", count: 2000)
    for path in ["/v1/graphql", "/v1/metadata"] {
      #expect(try engine.post(path, ["query": .string("{ __typename }" + padding)]).status == 413)
    }
    #expect(try engine.data("{ __typename }").text == #"{"__typename":"query_root"}"#)
  }

  @Test func `the rows that a join may hold are bounded`() throws {
    let engine = try JoineryProcess(["--max-held-rows", "1000"])
    defer { engine.stop() }
    try engine.addSource("many_db", .sqlite, Self.manyRows(.sqlite), tables: ["many"])
    try engine.addSource("users_db", .sqlite, OrdersAndUsers.users, tables: ["users"])
    try engine.relate("user", from: ("many_db", "many"), to: ("users_db", "users"), [("id", "id")])
    let (answer, seconds) = try timed { try engine.answer("{ many { id user { name } } }") }
    let message = answer["errors"]?[0]?["message"]?.stringValue ?? ""
    #expect(message.contains("1000"), "\(answer.text.prefix(200))")
    #expect(answer["data"] == nil && seconds < 5)
    #expect(try engine.data("{ many(limit: 300) { user { name } } }")["many"]?.arrayValue?.count == 300)
  }
}
