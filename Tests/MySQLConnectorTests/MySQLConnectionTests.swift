import ConnectorKit
import ConnectorProtocol
import Foundation
import JSON
import MySQLConnector
import TestSupport
import Testing

@Suite struct MySQLConnectionTests {
  private func numbers(_ source: SourceUnderTest, nested: Bool) throws -> Query {
    try source.sql(
      """
      CREATE TABLE n (id INT PRIMARY KEY, v VARCHAR(100)); INSERT INTO n SELECT seq, REPEAT('x', 60) FROM seq_1_to_20000;
      CREATE TABLE m (id INT PRIMARY KEY, n_id INT, KEY (n_id)); INSERT INTO m SELECT seq, seq * 1000 FROM seq_1_to_20;
      """)
    var fields = try source.fields("n", ["id", "v"])
    if nested {
      let pair = ColumnPair(parent: try source.column("n", "id"), child: try source.column("m", "n_id"))
      fields.append(
        Field("m", .related([pair], Selection(from: .table(TableReference(["m"])), shape: .rows(try source.fields("m", ["id"]))))))
    }
    return Query(selection: Selection(from: .table(TableReference(["n"])), order: try source.order("n", ["id"]), shape: .rows(fields)))
  }

  @Test(arguments: [false, true])
  func longAnswersAreComplete(nested: Bool) throws {
    let source = try MySQLFixture.open()
    let rows = try JSON(parsing: source.run(numbers(source, nested: nested))).arrayValue ?? []
    #expect(rows.count == 20_000)
    #expect(rows.last?["id"] == 20_000)
    if nested {
      #expect(rows[999]["m"] == [["id": 1]])
      #expect(rows[1000]["m"] == [])
    }
  }

  /// More than the driver holds: the answer comes through a cursor, while the children are asked for on the same connection.
  @Test func veryLongNestedAnswersAreComplete() throws {
    let source = try MySQLFixture.open()
    let query = try numbers(source, nested: true)
    try source.sql("ALTER TABLE n MODIFY v TEXT; UPDATE n SET v = REPEAT('x', 2000)")
    for _ in 0..<2 {
      let answer = try source.run(query)
      #expect(answer.utf8.count > 40_000_000)
      #expect(answer.hasSuffix(#""m":[{"id":20}]}]"#))
      #expect(answer.utf8.count { $0 == UInt8(ascii: "}") } == 20_020)
    }
  }

  /// Another thread interrupts a query; the connection serves the next one.
  @Test func cancelReachesTheServer() throws {
    let source = try MySQLFixture.open()
    nonisolated(unsafe) let session = source.session
    let clock = ContinuousClock()
    let start = clock.now
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.3)
      session.cancel()
    }
    let error = #expect(throws: ConnectorError.self) {
      try source.sql("SELECT COUNT(*) FROM seq_1_to_1000000 AS a, seq_1_to_1000000 AS b WHERE a.seq <> b.seq")
    }
    #expect(error?.family == .cancelled)
    #expect(clock.now - start < .seconds(10))
    for _ in 0..<20 { #expect(try source.sql("SELECT 1").rows == [["1"]]) }
    session.cancel()
    #expect(try source.sql("SELECT 2").rows == [["2"]])
  }

  @Test func statementsThatTheServerForgotArePreparedAgain() throws {
    let source = try MySQLFixture.open()
    try source.sql("CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, 2)")
    let query = Query(selection: Selection(from: .table(TableReference(["t"])), shape: .rows(try source.fields("t", ["id", "v"]))))
    let compiled = try source.session.compile(query)
    func answer() throws -> String {
      let answer = Answer()
      try compiled.run(parameters: [], keys: KeyColumns(), context: CallContext(), into: answer)
      return String(decoding: answer.takeChunk().json, as: UTF8.self)
    }
    #expect(try answer() == #"[{"id":1,"v":2}]"#)
    try source.sql("ALTER TABLE t MODIFY v VARCHAR(20)")
    #expect(try answer() == #"[{"id":1,"v":2}]"#)
    try source.sql("ALTER TABLE t DROP COLUMN v")
    #expect(throws: ConnectorError.self) { try answer() }
  }

  @Test func unreachableServersAreUnavailable() {
    let configurations: [JSON] = [
      ["value": ["uri": "mysql://u:secret@127.0.0.1:1/d"]], ["connection_info": ["socket": "/nowhere/s", "user": "u", "database": "d"]],
    ]
    for configuration in configurations {
      let error = #expect(throws: ConnectorError.self) { try SourceUnderTest(MySQLConnector(), configuration: configuration) }
      #expect(error?.family == .unavailable)
      #expect(error?.message.contains("secret") == false)
    }
  }

  @Test func wrongPasswordsAreUnavailable() throws {
    let server = try TemporaryMariaDB.shared.get()
    let configuration: JSON = [
      "connection_info": ["user": "root", "password": "secret", "socket": .string(server.socket), "database": "mysql"]
    ]
    let error = #expect(throws: ConnectorError.self) { try SourceUnderTest(MySQLConnector(), configuration: configuration) }
    #expect(error?.family == .unavailable)
    #expect(error?.message == "access denied: the user name or the password is wrong")
  }
}
