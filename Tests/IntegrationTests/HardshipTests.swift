import Glibc
import JSON
import TestSupport
import Testing

/// What goes wrong in the middle, and names that look like SQL.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct HardshipTests {
  @Test func `an error before the head has left is an error, after it a broken connection`() throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    let views = [
      "CREATE VIEW early AS SELECT i AS id, 1 / (i - 10) AS q FROM generate_series(1, 20) i",
      "CREATE VIEW late AS SELECT i AS id, repeat('x', 100) AS label, 1 / (150000 - i) AS q FROM generate_series(1, 200000) i",
    ]
    try engine.addSource("db", .postgres, views, tables: ["early", "late"])
    let early = try engine.answer("{ early { id q } }")
    #expect(early["data"] == nil)
    #expect(early["errors"]?[0]?["message"]?.stringValue?.contains("division by zero") == true, "\(early.text)")
    #expect(throws: HTTPClient.Failure.self) { try engine.post("/v1/graphql", ["query": "{ late { id label q } }"]) }
    #expect(eventually(within: 2) { engine.log.contains { $0.text.contains("cut short") } }, "the log says so")
    #expect(try engine.data("{ late(limit: 1) { id } }").text == #"{"late":[{"id":1}]}"#)
  }

  @Test(arguments: Kind.allCases) func `a connector that dies while it answers never leaves a short answer`(kind: Kind) throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    try engine.addSource("db", kind, LimitTests.manyRows(kind), tables: ["many"])
    let request: JSON = ["query": "{ many(order_by: {id: asc}) { id label amount } }"]
    var total = 0
    let victim = try #require(engine.connectors.first { $0.program == kind.program }).process
    #expect(throws: HTTPClient.Failure.self) {
      try engine.client.stream("POST", "/v1/graphql", body: request.bytes) { bytes in
        if total < 2 << 20, total + bytes.count >= 2 << 20 { kill(victim, SIGKILL) }
        total += bytes.count
        return true
      }
    }
    #expect(try engine.data("{ many_by_pk(id: 7) { id } }").text == #"{"many_by_pk":{"id":7}}"#)
  }

  @Test func `clients that ask while connectors die get right answers`() throws {
    let engine = try OrdersAndUsers.engines[Pair(orders: .postgres, users: .mysql)]
    let query = "{ orders(order_by: {id: asc}) { id ordered_by_user { name orders(order_by: {id: asc}) { id } } } }"
    let expected = try engine.data(query)
    let answers = inThreads(9) { number -> [String] in
      guard number > 0 else {
        for _ in 0..<6 {
          usleep(250_000)
          for connector in engine.connectors where connector.program != Kind.sqlite.program { kill(connector.process, SIGKILL) }
        }
        return []
      }
      return (0..<60).compactMap { _ in
        do { return try engine.data(query) == expected ? nil : "another answer" } catch { return "\(error)" }
      }
    }
    let failures = answers.flatMap { $0 }
    #expect(!failures.contains("another answer"))
    // A read is repeated once, so it fails only if it met two deaths.
    #expect(failures.count < 40, "\(failures.count) of 480: \(failures.first ?? "")")
    #expect(eventually(within: 5) { (try? engine.data(query)) == expected })
  }

  @Test func `joins of many keys`() throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    for kind in Kind.allCases {
      let statements = LimitTests.manyRows(kind).map { $0.replacing(" many ", with: " many_\(kind) ") }
      try engine.addSource("\(kind)_db", kind, statements, tables: ["many_\(kind)"])
    }
    for (from, to) in [(Kind.postgres, Kind.mysql), (.mysql, .sqlite), (.sqlite, .postgres)] {
      try engine.relate("other", from: ("\(from)_db", "many_\(from)"), to: ("\(to)_db", "many_\(to)"), [("id", "id")])
      let rows = try #require(
        try engine.data("{ many_\(from)(where: {id: {_gt: 160000}}) { id other { id } } }")["many_\(from)"]?.arrayValue)
      #expect(rows.count == 40_000)
      #expect(rows.allSatisfy { $0["id"] == $0["other"]?["id"] })
    }
  }

  @Test(arguments: Kind.allCases) func `names that look like SQL`(kind: Kind) throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    let quote = kind == .mysql ? "`" : "\""
    func quoted(_ name: String) -> String { quote + name.replacing(quote, with: quote + quote) + quote }
    let odd = "a\"b`c'; DROP TABLE x; --"
    let statements = [
      "CREATE TABLE \(quoted("select")) (\(quoted("order")) INT PRIMARY KEY, \(quoted("Group")) VARCHAR(20), \(quoted("from")) INT)",
      "INSERT INTO \(quoted("select")) VALUES (1, 'a', 2), (2, 'b', 1)",
      "CREATE TABLE \(quoted(odd)) (id INT PRIMARY KEY, \(quoted("x'\"y`")) INT)", "INSERT INTO \(quoted(odd)) VALUES (1, 2)",
    ]
    try engine.addSource("db", kind, statements, tables: ["select"])
    try engine.metadata(
      "\(kind.prefix)_track_table",
      [
        "source": "db", "table": .string(odd),
        "configuration": ["custom_name": "odd", "column_config": ["x'\"y`": ["custom_name": "why"]]],
      ])
    try engine.relate("odd", from: ("db", "select"), to: ("db", odd), [("order", "x'\"y`")])
    try engine.relate("selects", from: ("db", odd), to: ("db", "select"), [("x'\"y`", "from")], "array")
    #expect(
      try engine.data("{ select(order_by: {Group: desc}, where: {from: {_gt: 0}}) { order Group from odd { id why selects { order } } } }")
        .text
        == #"{"select":[{"order":2,"Group":"b","from":1,"odd":{"id":1,"why":2,"selects":[{"order":1}]}},{"order":1,"Group":"a","from":2,"odd":null}]}"#
    )
  }

  @Test func `numbers as strings on both sides of a join`() throws {
    let engine = try JoineryProcess(["--stringify-numeric-types"])
    defer { engine.stop() }
    for kind in Kind.allCases {
      try engine.addSource(
        "\(kind)_db", kind,
        [
          "CREATE TABLE n_\(kind) (id INT PRIMARY KEY, big BIGINT, exact DECIMAL(10,2), f DOUBLE PRECISION)",
          "INSERT INTO n_\(kind) VALUES (1, 9007199254740993, 1.25, 0.5)",
        ], tables: ["n_\(kind)"])
    }
    for (from, to) in [(Kind.postgres, Kind.mysql), (.mysql, .sqlite), (.sqlite, .postgres)] {
      try engine.relate("other", from: ("\(from)_db", "n_\(from)"), to: ("\(to)_db", "n_\(to)"), [("big", "big"), ("exact", "exact")])
      let row = #"{"id":1,"big":"9007199254740993","exact":"1.25""#
      let query = "{ n_\(from) { id big exact f other { id big exact } } n_\(from)_aggregate { aggregate { max { big exact } } } }"
      let text = try engine.data(query).text
      #expect(
        text == #"{"n_\#(from)":[\#(row),"f":"0.5","other":\#(row)}}],"#
          + #""n_\#(from)_aggregate":{"aggregate":{"max":{"big":"9007199254740993","exact":"1.25"}}}}"#)
    }
  }
}
