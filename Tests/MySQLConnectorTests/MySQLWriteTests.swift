import ConnectorProtocol
import TestSupport
import Testing

@Suite struct MySQLWriteTests {
  @Test func insertsUpdatesAndDeletes() throws {
    let writes = try WriteChecks(MySQLFixture.open())
    let inserted = try writes.run(
      [writes.insert([[0, 1, 2], [3, 4, nil]])], [.text("7"), .text("Eve"), .null, .text("8"), .text("\u{1F600}")])
    #expect(inserted == [#"2 [{"id":7,"name":"Eve","age":null},{"id":8,"name":"\#u{1F600}","age":null}]"#])
    let changed = try writes.run(
      [writes.update([writes.assignment("name", "_set", 1), writes.assignment("age", "_inc", 2)], id: 0), writes.delete(id: 3)],
      [.text("1"), .text("Ada L."), .text("4"), .text("8")])
    #expect(changed == ["1 ", #"1 [{"id":8,"name":"\#u{1F600}","age":null}]"#])
    #expect(try writes.state().hasPrefix(#"[{"id":1,"name":"Ada L.","age":40}"#))
    let same = try writes.run([writes.update([writes.assignment("age", "_set", 1)], id: 0)], [.text("1"), .text("40")])
    #expect(same == ["1 "])
  }

  @Test func conflictsUpdateOrLeaveRows() throws {
    let source = try MySQLFixture.open()
    let writes = try WriteChecks(source)
    let parameters: [Parameter] = [.text("1"), .text("New"), .text("1")]
    let updated = try writes.run([writes.insert([[0, 1, 2]], conflict: writes.conflict(update: ["name"]))], parameters)
    #expect(updated == [#"1 [{"id":1,"name":"New","age":36}]"#])
    _ = try writes.run([writes.insert([[0, 1, 2]], conflict: writes.conflict(update: []), returning: false)], parameters)
    let young = try source.comparison("author", "age", "_lt", 3)
    let guarded = try writes.insert([[0, 1, 2]], conflict: writes.conflict(update: ["name"], filter: young), returning: false)
    _ = try writes.run([guarded], [.text("3"), .text("Newer"), .text("1"), .text("40")])
    #expect(
      try writes.state().hasPrefix(#"[{"id":1,"name":"New","age":36},{"id":2,"name":"bob","age":null},{"id":3,"name":"Cy_d","age":50}"#))
  }

  @Test func aConflictsFilterSeesTheRowAsItWas() throws {
    let source = try MySQLFixture.open()
    let writes = try WriteChecks(source)
    let young = try source.comparison("author", "age", "_lt", 6)
    let guarded = try writes.insert(
      [[0, 1, 2], [3, 4, 5]], conflict: writes.conflict(update: ["age", "name"], filter: young), returning: false)
    let parameters = ["1", "Old", "70", "3", "Other", "80", "40"].map { Parameter.text($0) }
    _ = try writes.run([guarded], parameters)
    #expect(
      try writes.state().hasPrefix(#"[{"id":1,"name":"Old","age":70},{"id":2,"name":"bob","age":null},{"id":3,"name":"Cy_d","age":50}"#))
  }

  @Test func aCallIsAllOrNothing() throws {
    let source = try MySQLFixture.open()
    let writes = try WriteChecks(source)
    let before = try writes.state()
    #expect(throws: ConnectorError.self) {
      try writes.run([writes.delete(id: 0), writes.insert([[1, 1, nil]])], [.text("4"), .text("1")])
    }
    #expect(try writes.state() == before)
    try source.session.begin()
    _ = try writes.run([writes.delete(id: 0)], [.text("4")])
    try source.session.rollback()
    #expect(try writes.state() == before)
  }

  @Test func updatesDoNotReturnRows() throws {
    let writes = try WriteChecks(MySQLFixture.open())
    let error = #expect(throws: ConnectorError.self) {
      try writes.run([writes.update([writes.assignment("age", "_set", 1)], id: 0, returning: true)], [.text("1"), .text("4")])
    }
    #expect(error?.family == .unsupported)
  }

  @Test func brokenRulesAreSaidInKnownWords() throws {
    let source = try MySQLFixture.open()
    _ = try WriteChecks(source)
    try source.sql("CREATE TABLE strict (a INT NOT NULL, b INT, e VARCHAR(3) UNIQUE, CONSTRAINT small CHECK (b < 10))")
    let cases: [(String, ConnectorError.Family, String, String)] = [
      (
        "INSERT INTO author VALUES (1, 'x', 1)", .constraint, "unique-violation",
        "Uniqueness violation. duplicate key value violates unique constraint \"PRIMARY\""
      ),
      (
        "INSERT INTO strict VALUES (1, 1, 'x'), (1, 1, 'x')", .constraint, "unique-violation",
        "Uniqueness violation. duplicate key value violates unique constraint \"e\""
      ),
      (
        "INSERT INTO article VALUES (1, 99, 'x', 1, 1)", .constraint, "foreign-key-violation",
        "Foreign key violation. insert or update on table \"article\" violates foreign key constraint \"wrote\""
      ),
      (
        "DELETE FROM author WHERE id = 1", .constraint, "foreign-key-violation",
        "Foreign key violation. update or delete violates foreign key constraint \"wrote\" on table \"article\""
      ),
      (
        "INSERT INTO strict VALUES (NULL, 1, 'x')", .constraint, "not-null-violation",
        "Not-NULL violation. null value in column \"a\" violates not-null constraint"
      ),
      (
        "INSERT INTO strict VALUES (1, 10, 'x')", .constraint, "permission-error",
        "Check constraint violation. new row violates check constraint \"small\""
      ),
      ("INSERT INTO strict VALUES (1, 1, 'secret')", .user, "data-exception", "Data too long for column 'e' at row 1"),
      ("INSERT INTO strict VALUES ('secret', 1, 'x')", .user, "data-exception", "Incorrect integer value for column"),
      ("SELECT * FROM nowhere", .user, "database-error", "doesn't exist"),
    ]
    for (sql, family, code, message) in cases {
      let error = #expect(throws: ConnectorError.self) { try source.sql(sql) }
      #expect(error?.family == family, "\(sql)")
      #expect(error?.code == code, "\(sql)")
      #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
      #expect(error?.message.contains("secret") == false, "\(sql)")
    }
  }

  @Test func rawSQLReturnsTheLastResult() throws {
    let source = try MySQLFixture.open()
    let result = try source.sql(
      "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(9)); INSERT INTO t VALUES (1, 'it\\'s'), (2, NULL); SELECT 1; SELECT * FROM t ORDER BY id"
    )
    #expect(result == RawSQLResult(columns: ["id", "v"], rows: [["1", "it's"], ["2", nil]]))
    #expect(try source.sql("SELECT 1; DELETE FROM t WHERE id = 1").columns == nil)
    #expect(throws: ConnectorError.self) {
      try source.session.runSQL(RawSQLCall(sql: "INSERT INTO t VALUES (5, 'x')", isReadOnly: true), context: CallContext())
    }
    #expect(throws: ConnectorError.self) { try source.sql("INSERT INTO t VALUES (6, 'x'); INSERT INTO t VALUES (6, 'x')") }
    #expect(try source.sql("SELECT COUNT(*) FROM t").rows == [["1"]])
    #expect(try source.sql("SELECT @@time_zone").rows == [["+00:00"]])
    let database = try source.sql("SELECT DATABASE()").rows
    try source.sql("USE information_schema; SET NAMES latin1; SET time_zone = '+05:00'; SET autocommit = 0")
    #expect(try source.sql("SELECT DATABASE()").rows == database)
    #expect(try source.sql("SELECT @@time_zone, @@character_set_results, @@autocommit").rows == [["+00:00", "utf8mb4", "1"]])
  }
}
