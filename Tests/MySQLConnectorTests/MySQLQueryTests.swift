import ConnectorProtocol
import TestSupport
import Testing

@Suite struct MySQLQueryTests {
  @Test func answersAreTheSameAsEverywhere() throws {
    let source = try MySQLFixture.open(characterSet: "utf8mb4 COLLATE utf8mb4_unicode_ci")
    for check in try QueryChecks(source).all() { #expect(check.actual == check.expected, "\(check.name)") }
  }

  @Test func otherCharacterSetsToo() throws {
    let source = try MySQLFixture.open(characterSet: "latin1 COLLATE latin1_swedish_ci")
    for check in try QueryChecks(source).all() { #expect(check.actual == check.expected, "\(check.name)") }
  }

  @Test func documents() throws {
    let source = try MySQLFixture.open()
    try source.sql(
      """
      CREATE TABLE d (id INT PRIMARY KEY, j JSON); INSERT INTO d VALUES (1, '{"a": [1, {"b": "x"}], "c": null}'), (2, '{"a": 1}'), (3, '[1]'), (4, NULL)
      """)
    func ids(_ name: String, _ value: Parameter, isList: Bool = false) throws -> String {
      let column = try source.column("d", "j")
      let text = ColumnType(native: "varchar", canonical: .text)
      let type = name.hasPrefix("_contain") ? column.type : text
      let filter = Filter.comparison(Operand(column), operator: name, isList ? .list(0, type) : .value(0, type))
      let selection = Selection(
        from: .table(TableReference(["d"])), filter: filter, order: try source.order("d", ["id"]),
        shape: .rows(try source.fields("d", ["id"])))
      return try source.run(Query(selection: selection), [value]).split { !$0.isNumber }.joined(separator: " ")
    }
    #expect(try ids("_contains", .text(#"{"a": 1}"#)) == "1 2")
    #expect(try ids("_contained_in", .text(#"{"a": 1, "z": 2}"#)) == "2")
    #expect(try ids("_has_key", .text("c")) == "1")
    #expect(try ids("_has_keys_any", .list(["a", "x"]), isList: true) == "1 2")
    #expect(try ids("_has_keys_all", .list(["a", "c"]), isList: true) == "1")
    let path = Field("v", .column(try source.column("d", "j"), path: 0))
    let selection = Selection(from: .table(TableReference(["d"])), order: try source.order("d", ["id"]), shape: .rows([path]))
    #expect(try source.run(Query(selection: selection), [.list(["a", "1", "b"])]) == #"[{"v":"x"},{"v":null},{"v":null},{"v":null}]"#)
    #expect(try source.run(Query(selection: selection), [.list(["c"])]) == #"[{"v":null},{"v":null},{"v":null},{"v":null}]"#)
  }

  @Test func ordersByColumnsWithoutNullsUseTheIndex() throws {
    let source = try MySQLFixture.open()
    try source.sql("CREATE TABLE t (id INT PRIMARY KEY, n INT, KEY (n)); INSERT INTO t SELECT seq, seq FROM seq_1_to_1000; ANALYZE TABLE t")
    func plan(_ name: String) throws -> [String] {
      let selection = Selection(
        from: .table(TableReference(["t"])), order: try source.order("t", [name]), limit: 0, shape: .rows(try source.fields("t", ["id"])))
      return try source.session.explain(Query(selection: selection), parameters: [.text("5")], keys: KeyColumns()).statements.flatMap(
        \.plan)
    }
    #expect(try plan("id").allSatisfy { !$0.contains("filesort") })
    #expect(try plan("n").contains { $0.contains("filesort") })
    try source.sql("ALTER TABLE t MODIFY n INT NOT NULL")
    _ = try source.table("t")
    #expect(try plan("n").allSatisfy { !$0.contains("filesort") })
  }
}
