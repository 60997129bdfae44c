import ConnectorProtocol
import TestSupport
import Testing

@Suite struct SQLiteQueryTests {
  @Test func answersAreTheSameAsEverywhere() throws {
    let fixture = try SQLiteFixture()
    for check in try QueryChecks(fixture.source).all() {
      #expect(check.actual == check.expected, "\(check.name)")
    }
  }

  @Test func documents() throws {
    let fixture = try SQLiteFixture()
    let source = fixture.source
    try source.sql(
      """
      CREATE TABLE d (id INTEGER PRIMARY KEY, j JSON);
      INSERT INTO d VALUES (1, '{"a": [1, {"b": "x"}], "c": null}'), (2, '{"a": 1}'), (3, '[broken'), (4, NULL)
      """)
    let column = try source.column("d", "j")
    let text = ColumnType(native: "TEXT", canonical: .text)
    let selection = Selection(
      from: .table(TableReference(["d"])), filter: .comparison(Operand(column), operator: "_has_key", .value(0, text)),
      order: try source.order("d", ["id"]), shape: .rows(try source.fields("d", ["id"])))
    #expect(try source.run(Query(selection: selection), [.text("a")]) == #"[{"id":1},{"id":2}]"#)
    let shown = Selection(
      from: .table(TableReference(["d"])), order: try source.order("d", ["id"]), shape: .rows([Field("v", .column(column, path: 0))]))
    #expect(try source.run(Query(selection: shown), [.list(["a", "1", "b"])]) == #"[{"v":"x"},{"v":null},{"v":null},{"v":null}]"#)
  }

  @Test func longAnswersAreComplete() throws {
    let fixture = try SQLiteFixture()
    let source = fixture.source
    try source.sql(
      """
      CREATE TABLE n (id INTEGER PRIMARY KEY); CREATE TABLE m (id INTEGER PRIMARY KEY, n_id INT); CREATE INDEX mn ON m (n_id);
      WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 5000) INSERT INTO n SELECT x FROM c; INSERT INTO m VALUES (1, 4999)
      """)
    let pair = ColumnPair(parent: try source.column("n", "id"), child: try source.column("m", "n_id"))
    let child = Field("m", .related([pair], Selection(from: .table(TableReference(["m"])), shape: .rows(try source.fields("m", ["id"])))))
    let answer = try source.run(
      Query(
        selection: Selection(
          from: .table(TableReference(["n"])), order: try source.order("n", ["id"]), shape: .rows(try source.fields("n", ["id"]) + [child]))
      ))
    #expect(answer.utf8.count { $0 == UInt8(ascii: "}") } == 5001)
    #expect(answer.hasSuffix(#"{"id":4999,"m":[{"id":1}]},{"id":5000,"m":[]}]"#))
  }
}
