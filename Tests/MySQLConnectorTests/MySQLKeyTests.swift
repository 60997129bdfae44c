import ConnectorProtocol
import TestSupport
import Testing

/// Keys from other engines match exactly the rows that hold the same value.
@Suite struct MySQLKeyTests {
  private func source() throws -> SourceUnderTest {
    let source = try MySQLFixture.open()
    try source.sql(
      """
      CREATE TABLE k (n INT PRIMARY KEY, i INT, b BIGINT, u BIGINT UNSIGNED, d DECIMAL(10,2), s VARCHAR(10), l VARCHAR(10) CHARACTER SET latin1,
        x VARCHAR(10) COLLATE utf8mb4_bin, t TEXT, f TINYINT(1), g UUID, h CHAR(36), y BINARY(4), v VARBINARY(4), dt DATETIME(3), ts TIMESTAMP(3) NULL, da DATE,
        fl FLOAT, db DOUBLE, tm TIME, KEY (i), KEY (b), KEY (u), KEY (d), KEY (s), KEY (l), KEY (x), KEY (g), KEY (h), KEY (v), KEY (dt), KEY (ts), KEY (da));
      INSERT INTO k (n, i, b, u, d, s, l, x, t, f, g, h, v, dt, ts, da, fl, db, tm) VALUES
        (1, 2147483647, 9007199254740993, 18446744073709551615, 1.50, 'abc', '?', 'abc', 'long', 1, '123e4567-e89b-12d3-a456-426614174000',
          '123E4567-E89B-12D3-A456-426614174000', x'00ff', '2020-01-01 10:00:00.5', '2020-01-01 10:00:00', '2020-01-01', 0.1, 0.1, '10:00:00'),
        (2, 0, 9007199254740992, 0, 0.00, '', '', '', '', 0, NULL, '123e4567-e89b-12d3-a456-426614174000', '', NULL, NULL, NULL, 0, 0, NULL),
        (3, -1, -1, 1, -2.25, 'ABC', 'd\u{e9}', 'ABC', 'Long', 2, NULL, 'x', 'ab', NULL, NULL, NULL, 1.5, 1e300, NULL),
        (4, NULL, NULL, NULL, NULL, 'abc ', 'x', 'abc ', '\u{1F600}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
      """)
    return source
  }

  private func check(
    _ source: SourceUnderTest, _ column: String, _ sent: CanonicalType, _ keys: [(String, [String])], collated: Bool = false,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let found = try source.lookup("k", by: column, sent: sent, collated: collated, show: "n", keys.map(\.0))
    for (key, rows) in zip(keys, found) { #expect(rows == key.1, "\(column) = \(key.0)", sourceLocation: location) }
  }

  @Test func integers() throws {
    let source = try source()
    try check(source, "i", .int64, [("99999999999", []), ("2147483647", ["1"]), ("0", ["2"]), ("-1", ["3"]), ("2147483647", ["1"])])
    try check(source, "b", .int64, [("9007199254740993", ["1"]), ("9007199254740992", ["2"]), ("9007199254740994", [])])
    try check(source, "b", .numeric(precision: 20, scale: 2), [("9007199254740993.00", ["1"]), ("9007199254740993.50", []), ("1e3", [])])
    try check(
      source, "u", .numeric(precision: 20, scale: 0),
      [("18446744073709551615", ["1"]), ("18446744073709551616", []), ("-1", []), ("1", ["3"])])
    #expect(throws: ConnectorError.self) { try check(source, "i", .text, [("1", [])]) }
  }

  @Test func decimals() throws {
    let source = try source()
    let numeric = CanonicalType.numeric(precision: nil, scale: nil)
    try check(
      source, "d", numeric,
      [
        ("1.5", ["1"]), ("1.50000", ["1"]), ("1.505", []), ("-2.25", ["3"]), ("0", ["2"]), (String(repeating: "9", count: 70), []),
        ("NaN", []),
      ])
    try check(source, "d", .int32, [("0", ["2"]), ("1", [])])
  }

  @Test func texts() throws {
    let source = try source()
    let cases: [(String, [String])] = [
      ("abc", ["1"]), ("ABC", ["3"]), ("aBc", []), ("abc ", ["4"]), ("abc  ", []), ("", ["2"]), ("abcdefghijklmnop", []), ("a\u{0}", []),
    ]
    try check(source, "s", .text, cases)
    try check(source, "x", .text, cases)
    try check(source, "l", .text, [("\u{1F600}", []), ("?", ["1"]), ("d\u{e9}", ["3"]), ("de", []), ("D\u{e9}", [])])
    try check(source, "t", .text, [("\u{1F600}", ["4"]), ("long", ["1"]), ("\u{1F601}", [])])
    try check(source, "s", .text, [("abc", ["1", "3", "4"])], collated: true)
  }

  @Test func otherTypes() throws {
    let source = try source()
    try check(source, "f", .boolean, [("true", ["1", "3"]), ("false", ["2"])])
    let uuid = "123e4567-e89b-12d3-a456-426614174000"
    try check(source, "g", .uuid, [(uuid, ["1"]), ("nonsense", [])])
    try check(source, "g", .text, [(uuid.uppercased(), []), (uuid, ["1"]), ("", [])])
    try check(source, "h", .uuid, [(uuid, ["2"])])
    try check(source, "v", .bytes, [("\\x00ff", ["1"]), ("\\x", ["2"]), ("\\x6162", ["3"]), ("\\x00", [])])
    try check(
      source, "dt", .timestamp,
      [("2020-01-01T10:00:00.5", ["1"]), ("2020-01-01T10:00:00", []), ("2020-01-01T10:00:00.5001", []), ("infinity", [])])
    try check(
      source, "ts", .timestampWithTimeZone,
      [("2020-01-01T12:00:00+02:00", ["1"]), ("2020-01-01T10:00:00+00:00", ["1"]), ("2020-01-01T12:00:00+00:00", [])])
    try check(source, "da", .date, [("2020-01-01", ["1"]), ("2020-02-31", [])])
    try check(
      source, "tm", .time,
      [
        ("10:00:00", ["1"]), ("10:00:01", []), ("10:00:00.0000001", []), ("24:00:00", []), ("noon", []), ("10:61:00", []),
        ("900:00:00", []),
      ])
    try check(source, "db", .float64, [("0.1", ["1"]), ("1e+300", ["3"]), ("0.10000000000000002", [])])
    try check(source, "fl", .float32, [("0.1", ["1"]), ("1.5", ["3"])])
    try check(source, "fl", .float64, [("0.1", []), ("0.10000000149011612", ["1"]), ("1.5", ["3"])])
  }

  @Test func compositeKeysAndDuplicates() throws {
    let source = try source()
    let query = Query(
      selection: Selection(from: .table(TableReference(["k"])), shape: .rows(try source.fields("k", ["n"]))),
      keys: [
        LookupKey(column: try source.column("k", "i"), sent: .int32), LookupKey(column: try source.column("k", "s"), sent: .text),
      ])
    let found = try source.lookup(query, [["0", ""], ["-1", "ABC"], ["-1", "abc"], ["0", ""], ["x", "abc"]])
    #expect(found == [["{\"n\":2}"], ["{\"n\":3}"], [], ["{\"n\":2}"], []])
  }

  @Test func lookupsUseTheIndex() throws {
    let source = try source()
    try source.sql("INSERT INTO k (n, i, s, l, d, g, v) SELECT seq, seq, seq, seq, seq, UUID(), seq FROM seq_10_to_5000; ANALYZE TABLE k")
    let columns: [(String, CanonicalType)] = [
      ("n", .int32), ("i", .int32), ("s", .text), ("l", .text), ("x", .text), ("d", .numeric(precision: nil, scale: nil)), ("b", .int64),
      ("u", .int64), ("g", .uuid), ("h", .text), ("v", .bytes), ("dt", .timestamp), ("da", .date),
    ]
    for (name, sent) in columns {
      let query = Query(
        selection: Selection(from: .table(TableReference(["k"])), shape: .rows(try source.fields("k", ["n"]))),
        keys: [LookupKey(column: try source.column("k", name), sent: sent)])
      let plan = try source.session.explain(query, parameters: [], keys: SourceUnderTest.keys([["1"], ["2"], ["3"]]))
      let lines = plan.statements.flatMap(\.plan)
      #expect(lines.contains { $0.contains("type=ref") || $0.contains("type=eq_ref") }, "\(name): \(plan)")
      #expect(!lines.contains { $0.contains("type=ALL") && !$0.contains("table=k ") || $0.contains("type=index") }, "\(name): \(lines)")
    }
  }
}
