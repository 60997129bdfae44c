import ConnectorProtocol
import TestSupport
import Testing

/// What users send to break a connector.
@Suite struct SQLiteHardshipTests {
  @Test(arguments: [
    (String(repeating: "(", count: 20_000) + "a" + String(repeating: ")", count: 20_000), "its groups are nested too deeply"),
    ("a{200}{200}{200}", "it is too large"), ("((a{200}){200}){200}", "it is too large"),
    (String(repeating: "a|", count: 10_000), "it is too large"), ("^(a*)(a*)(a*)\\1\\2b", "back-references are not supported"),
    ("a\u{0}b", "it contains the character NUL"), ("(a", "Unmatched"), ("[", ""), ("[[:alpha:", ""), ("\\", "Trailing backslash"),
  ]) func expressionsThatTheLibraryCannotTakeAreRefused(pattern: String, reason: String) throws {
    let fixture = try SQLiteFixture()
    let source = fixture.source
    for name in ["_regex", "_iregex"] {
      let error = #expect(throws: ConnectorError.self) { try source.matches(name, pattern) }
      #expect(error?.message.hasPrefix("invalid regular expression: \(reason)") == true, "\(error?.message ?? "")")
      #expect(error?.code == "data-exception")
    }
  }

  @Test(arguments: [
    "^a{1,200}$", "(a|b){3}", "[[:alpha:]]{2}", "[]a{9999]", "[^]b\\1]", "(a{20}|a){20}|a", "((((((a))))))", "a{,3}", "\\(?a",
  ]) func harmlessExpressionsMatch(pattern: String) throws {
    let fixture = try SQLiteFixture()
    #expect(try fixture.source.matches("_regex", pattern) == #"[{"v":"aaa"}]"#)
  }

  @Test func similarPatternsAreCheckedAsWell() throws {
    let fixture = try SQLiteFixture()
    let source = fixture.source
    let deep = String(repeating: "(", count: 20_000) + "a" + String(repeating: ")", count: 20_000)
    #expect(throws: ConnectorError.self) { try source.matches("_similar", deep) }
    #expect(try source.matches("_similar", "(a|b)%") == #"[{"v":"aaa"}]"#)
  }

  /// Columns of a written table are qualified with its name, and `t0` is what the translator calls the first other table.
  @Test(arguments: ["t0", "T0"]) func aTableThatIsCalledAsAnAlias(name: String) throws {
    let fixture = try SQLiteFixture()
    let source = fixture.source
    try source.sql("CREATE TABLE \(name) (id INTEGER PRIMARY KEY, up INT); CREATE TABLE kid (id INTEGER PRIMARY KEY, up INT)")
    try source.sql("INSERT INTO \(name) VALUES (1, 1), (2, 2), (3, 3); INSERT INTO kid VALUES (9, 2), (10, 10)")
    let pair = ColumnPair(parent: try source.column(name, "id"), child: try source.column("kid", "up"))
    let childless = Filter.not(.exists(.table(TableReference(["kid"])), [pair], .and([])))
    let delete = Mutation.Operation.delete(table: TableReference([name]), filter: childless, returning: try source.fields(name, ["id"]))
    let results = try source.session.mutate(MutationCall(mutation: Mutation(operations: [delete]), parameters: []), context: CallContext())
    #expect(results.map { String(decoding: $0.returning.json, as: UTF8.self) } == [#"[{"id":1},{"id":3}]"#])
    #expect(try source.rows(name, ["id"], orderedBy: "id") == #"[{"id":2}]"#)
  }
}

extension SourceUnderTest {
  /// The value `aaa` if it passes.
  fileprivate func matches(_ name: String, _ pattern: String) throws -> String {
    try sql("CREATE TABLE IF NOT EXISTS m (v TEXT PRIMARY KEY); INSERT OR IGNORE INTO m VALUES ('aaa')")
    let selection = Selection(
      from: .table(TableReference(["m"])), filter: try comparison("m", "v", name, 0), shape: .rows(try fields("m", ["v"])))
    return try run(Query(selection: selection), [.text(pattern)])
  }
}
