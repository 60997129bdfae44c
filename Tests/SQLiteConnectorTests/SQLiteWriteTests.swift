import ConnectorProtocol
import Foundation
import SQLiteConnector
import TestSupport
import Testing

@Suite struct SQLiteWriteTests {
  @Test func insertsUpdatesAndDeletes() throws {
    let fixture = try SQLiteFixture()
    let writes = try WriteChecks(fixture.source)
    let inserted = try writes.run(
      [writes.insert([[0, 1, 2], [3, 4, nil]])], [.text("7"), .text("Eve"), .null, .text("8"), .text("\u{1F600}")])
    #expect(inserted == [#"2 [{"id":7,"name":"Eve","age":null},{"id":8,"name":"\#u{1F600}","age":null}]"#])
    let changed = try writes.run(
      [
        writes.update([writes.assignment("name", "_set", 1), writes.assignment("age", "_inc", 2)], id: 0, returning: true),
        writes.delete(id: 3),
        writes.delete(id: 4, returning: false),
      ],
      [.text("1"), .text("Ada L."), .text("4"), .text("8"), .text("99")])
    #expect(changed == [#"1 [{"id":1,"name":"Ada L.","age":40}]"#, #"1 [{"id":8,"name":"\#u{1F600}","age":null}]"#, "0 "])
  }

  @Test func conflictsUpdateOrLeaveRows() throws {
    let fixture = try SQLiteFixture()
    let writes = try WriteChecks(fixture.source)
    let parameters: [Parameter] = [.text("1"), .text("New"), .text("1")]
    let updated = try writes.run([writes.insert([[0, 1, 2]], conflict: writes.conflict(update: ["name"]))], parameters)
    #expect(updated == [#"1 [{"id":1,"name":"New","age":36}]"#])
    #expect(try writes.run([writes.insert([[0, 1, 2]], conflict: writes.conflict(update: []))], parameters) == ["0 []"])
    let young = try fixture.source.comparison("author", "age", "_lt", 3)
    let guarded = try writes.insert([[0, 1, 2]], conflict: writes.conflict(update: ["name"], filter: young))
    #expect(try writes.run([guarded], [.text("3"), .text("Newer"), .text("1"), .text("40")]) == ["0 []"])
  }

  @Test func aCallIsAllOrNothing() throws {
    let fixture = try SQLiteFixture()
    let writes = try WriteChecks(fixture.source)
    let before = try writes.state()
    #expect(throws: ConnectorError.self) {
      try writes.run([writes.delete(id: 0), writes.insert([[1, 1, nil]])], [.text("4"), .text("1")])
    }
    #expect(try writes.state() == before)
    try fixture.source.session.begin()
    _ = try writes.run([writes.delete(id: 0)], [.text("4")])
    try fixture.source.session.rollback()
    #expect(try writes.state() == before)
  }

  @Test func brokenRulesAreSaidInKnownWords() throws {
    let fixture = try SQLiteFixture()
    let source = fixture.source
    _ = try WriteChecks(source)
    try source.sql("CREATE TABLE strict (a INT NOT NULL, b INT, e TEXT, UNIQUE (b, e), CONSTRAINT small CHECK (b < 10))")
    let cases: [(String, ConnectorError.Family, String)] = [
      (
        "INSERT INTO author VALUES (1, 'x', 1)", .constraint,
        "Uniqueness violation. duplicate key value violates unique constraint \"author_pkey\""
      ),
      (
        "INSERT INTO strict VALUES (1, 1, 'x'), (1, 1, 'x')", .constraint,
        "Uniqueness violation. duplicate key value violates unique constraint \"strict_b_e_key\""
      ),
      ("INSERT INTO article VALUES (1, 99, 'x', 1, 1)", .constraint, "Foreign key violation."),
      (
        "INSERT INTO strict VALUES (NULL, 1, 'x')", .constraint,
        "Not-NULL violation. null value in column \"a\" of relation \"strict\" violates not-null constraint"
      ),
      ("INSERT INTO strict VALUES (1, 10, 'x')", .constraint, "Check constraint violation. new row violates check constraint \"small\""),
      ("SELECT * FROM nowhere", .user, "no such table: nowhere"),
    ]
    for (sql, family, message) in cases {
      let error = #expect(throws: ConnectorError.self) { try source.sql(sql) }
      #expect(error?.family == family, "\(sql)")
      #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }
  }

  @Test func rawSQLReturnsTheLastResult() throws {
    let fixture = try SQLiteFixture()
    let source = fixture.source
    let result = try source.sql(
      "CREATE TABLE t (id INT PRIMARY KEY, v); -- a comment\nINSERT INTO t VALUES (1, x'00ff'), (2, NULL); SELECT 1; SELECT * FROM t ORDER BY id; "
    )
    #expect(result == RawSQLResult(columns: ["id", "v"], rows: [["1", "\\x00ff"], ["2", nil]]))
    #expect(try source.sql("SELECT 1; DELETE FROM t WHERE id = 1").columns == nil)
    #expect(throws: ConnectorError.self) {
      try source.session.runSQL(RawSQLCall(sql: "INSERT INTO t VALUES (5, 'x')", isReadOnly: true), context: CallContext())
    }
    #expect(throws: ConnectorError.self) { try source.sql("INSERT INTO t VALUES (6, 'x'); INSERT INTO t VALUES (6, 'x')") }
    #expect(try source.sql("SELECT COUNT(*) FROM t").rows == [["1"]])
  }

  @Test func transactionsOfRawSQLEndWithIt() throws {
    let fixture = try SQLiteFixture()
    let source = fixture.source
    try source.sql("CREATE TABLE t (id INTEGER PRIMARY KEY)")
    try source.sql("BEGIN; INSERT INTO t VALUES (1)")
    #expect(throws: ConnectorError.self) { try source.sql("BEGIN; INSERT INTO t VALUES (2); INSERT INTO t VALUES (2)") }
    // Another connection would wait for a lock that is still held.
    let other = try SourceUnderTest(SQLiteConnector(), configuration: ["value": .string(fixture.path)])
    try other.sql("INSERT INTO t VALUES (3)")
    #expect(try source.rows("t", ["id"], orderedBy: "id") == #"[{"id":1},{"id":3}]"#)
    try source.session.begin()
    #expect(throws: ConnectorError.self) { try source.sql("SELECT * FROM nowhere") }
    try source.sql("INSERT INTO t VALUES (4)")
    try source.session.rollback()
    #expect(try source.rows("t", ["id"], orderedBy: "id") == #"[{"id":1},{"id":3}]"#)
  }

  @Test func cancelInterruptsWhatRuns() throws {
    let fixture = try SQLiteFixture()
    nonisolated(unsafe) let session = fixture.source.session
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.2)
      session.cancel()
    }
    let endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
    let error = #expect(throws: ConnectorError.self) { try fixture.source.sql(endless) }
    #expect(error?.family == .cancelled)
    #expect(try fixture.source.sql("SELECT 1").rows == [["1"]])
  }
}
