import ConnectorProtocol
import TestSupport
import Testing

/// Keys from other engines match exactly the rows that hold the same value.
@Suite struct SQLiteKeyTests {
  private func fixture() throws -> SQLiteFixture {
    let fixture = try SQLiteFixture()
    try fixture.source.sql(
      """
      CREATE TABLE k (n INTEGER PRIMARY KEY, i INT, d DECIMAL(10,2), r REAL, s TEXT, c TEXT COLLATE NOCASE, p TEXT COLLATE RTRIM, bo BOOLEAN,
        u UUID, bl BLOB, da DATE, dt DATETIME, un);
      CREATE INDEX ki ON k (i); CREATE INDEX kd ON k (d); CREATE INDEX ks ON k (s); CREATE INDEX kc ON k (c); CREATE INDEX kp ON k (p);
      CREATE INDEX ku ON k (u); CREATE INDEX kb ON k (bl); CREATE INDEX kda ON k (da); CREATE INDEX kdt ON k (dt);
      INSERT INTO k VALUES
        (1, 9007199254740993, 1.5, 0.1, 'abc', 'abc', 'abc', 1, '123e4567-e89b-12d3-a456-426614174000', x'00ff', '2020-01-01', '2020-01-01 10:00:00', 1),
        (2, 0, 0, 0, '', '', '', 0, '123E4567-E89B-12D3-A456-426614174001', x'', NULL, '2020-01-01T11:00:00', '1'),
        (3, -1, -2.25, 1e300, '1', 'ABC', 'abc ', NULL, NULL, NULL, NULL, NULL, NULL),
        (4, NULL, NULL, NULL, '\u{1F600}', '\u{1F600}', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        (5, 2147483647, 12345678901234567, NULL, 'a', 'a', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
      """)
    return fixture
  }

  private func check(
    _ fixture: SQLiteFixture, _ column: String, _ sent: CanonicalType, _ keys: [(String, [String])], collated: Bool = false,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let found = try fixture.source.lookup("k", by: column, sent: sent, collated: collated, show: "n", keys.map(\.0))
    for (key, rows) in zip(keys, found) { #expect(rows == key.1, "\(column) = \(key.0)", sourceLocation: location) }
  }

  @Test func numbers() throws {
    let fixture = try fixture()
    try check(
      fixture, "i", .int64,
      [("9007199254740993", ["1"]), ("9007199254740992", []), ("0", ["2"]), ("-1", ["3"]), ("99999999999", []), ("0", ["2"])])
    let numeric = CanonicalType.numeric(precision: nil, scale: nil)
    try check(
      fixture, "i", numeric, [("9007199254740993.0", ["1"]), ("9223372036854775808", []), ("18446744073709551615", []), ("0.5", [])])
    try check(
      fixture, "d", numeric,
      [
        ("1.50", ["1"]), ("1.5000000000000000001", []), ("-2.25", ["3"]), ("12345678901234567", ["5"]), ("12345678901234568", []),
        ("NaN", []),
      ])
    try check(fixture, "r", .float64, [("0.1", ["1"]), ("1e+300", ["3"]), ("0", ["2"]), ("Infinity", [])])
    try check(fixture, "bo", .boolean, [("true", ["1"]), ("false", ["2"])])
    #expect(throws: ConnectorError.self) { try check(fixture, "i", .text, [("0", [])]) }
  }

  @Test func texts() throws {
    let fixture = try fixture()
    try check(
      fixture, "s", .text,
      [("abc", ["1"]), ("ABC", []), ("abc ", []), ("", ["2"]), ("1", ["3"]), ("\u{1F600}", ["4"]), ("a", ["5"]), ("a\u{0}b", [])])
    try check(fixture, "c", .text, [("abc", ["1"]), ("ABC", ["3"]), ("Abc", [])])
    try check(fixture, "c", .text, [("Abc", ["1", "3"])], collated: true)
    try check(fixture, "p", .text, [("abc", ["1"]), ("abc ", ["3"]), ("abc  ", [])])
  }

  @Test func textsThatBecameNumbers() throws {
    let fixture = try SQLiteFixture()
    try fixture.source.sql("CREATE TABLE k (n INTEGER PRIMARY KEY, s STRING); INSERT INTO k VALUES (1, '007'), (2, 'x'), (3, '1.50')")
    #expect(try fixture.source.rows("k", ["s"], orderedBy: "n") == #"[{"s":"7"},{"s":"x"},{"s":"1.5"}]"#)
    try check(fixture, "s", .text, [("7", ["1"]), ("007", []), ("7.0", []), ("x", ["2"]), ("1.5", ["3"]), ("1.50", [])])
  }

  @Test func otherTypes() throws {
    let fixture = try fixture()
    try check(
      fixture, "u", .uuid,
      [("123e4567-e89b-12d3-a456-426614174000", ["1"]), ("123e4567-e89b-12d3-a456-426614174001", ["2"]), ("nonsense", [])])
    try check(fixture, "u", .text, [("123E4567-E89B-12D3-A456-426614174000", [])])
    try check(fixture, "bl", .bytes, [("\\x00ff", ["1"]), ("\\x", ["2"]), ("\\x00", [])])
    try check(fixture, "da", .date, [("2020-01-01", ["1"]), ("2020-01-32", [])])
    try check(fixture, "dt", .timestamp, [("2020-01-01T10:00:00", ["1"]), ("2020-01-01T11:00:00", ["2"]), ("infinity", [])])
  }

  @Test func compositeKeys() throws {
    let fixture = try fixture()
    let query = Query(
      selection: Selection(from: .table(TableReference(["k"])), shape: .rows(try fixture.source.fields("k", ["n"]))),
      keys: [
        LookupKey(column: try fixture.source.column("k", "i"), sent: .int32),
        LookupKey(column: try fixture.source.column("k", "s"), sent: .text),
      ])
    let found = try fixture.source.lookup(query, [["0", ""], ["-1", "1"], ["-1", "abc"], ["0", ""]])
    #expect(found == [["{\"n\":2}"], ["{\"n\":3}"], [], ["{\"n\":2}"]])
  }

  @Test func lookupsUseTheIndex() throws {
    let fixture = try fixture()
    let source = fixture.source
    try source.sql(
      "WITH RECURSIVE c(x) AS (SELECT 10 UNION ALL SELECT x + 1 FROM c WHERE x < 3000) INSERT INTO k (n, i, d, s, c, p) SELECT x, x, x, x, x, x FROM c; ANALYZE"
    )
    let columns: [(String, CanonicalType)] = [
      ("n", .int32), ("i", .int32), ("d", .int64), ("s", .text), ("c", .text), ("p", .text), ("u", .uuid), ("bl", .bytes), ("da", .date),
      ("dt", .timestamp),
    ]
    for (name, sent) in columns {
      let query = Query(
        selection: Selection(from: .table(TableReference(["k"])), shape: .rows(try source.fields("k", ["n"]))),
        keys: [LookupKey(column: try source.column("k", name), sent: sent)])
      let lines = try source.session.explain(query, parameters: [], keys: KeyColumns()).statements.flatMap(\.plan)
      #expect(
        lines.contains { $0.contains("SEARCH t") && ($0.contains("INDEX") || $0.contains("INTEGER PRIMARY KEY")) }, "\(name): \(lines)")
      #expect(!lines.contains { $0.contains("SCAN t") }, "\(name): \(lines)")
    }
  }
}
