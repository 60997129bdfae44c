import ConnectorProtocol
import JSON
import SQLiteConnector
import TestSupport
import Testing

@Suite struct SQLiteTypeTests {
  @Test func everyDeclaredTypeIsShownCanonically() throws {
    let fixture = try SQLiteFixture()
    let source = fixture.source
    try source.sql(
      """
      CREATE TABLE v (id INTEGER PRIMARY KEY, i INT, b BIGINT, bo BOOLEAN, n NUMERIC(10,2), n2 DECIMAL(40,20), r REAL, t TEXT, vc VARCHAR(10),
        bl BLOB, d DATE, dt DATETIME, ts TIMESTAMP, tm TIME, j JSON, u UUID, un, g INTEGER AS (i + 1) STORED);
      INSERT INTO v (id, i, b, bo, n, n2, r, t, vc, bl, d, dt, ts, tm, j, u, un) VALUES
        (1, -5, 9223372036854775807, 1, 12.5, '12345678901234567890123', 9e999, 'a"\\b' || char(0) || 'c', 7, x'00ff', '2020-02-29', '2020-02-29 01:02:03',
         '2020-02-29T01:02:03.5', '10:00:00', '{"a": [1]}', '123E4567-E89B-12D3-A456-426614174000', 3),
        (2, 9007199254740993, -1, 0, 1e-7, 1e20, 0.1, '\u{1F600}', '', x'', NULL, '2020-02-29 01:02', '2020-02-29', NULL, '[broken', NULL, 'x');
      """)
    let names = try source.table("v").columns.map(\.name)
    let answer = try JSON(parsing: source.rows("v", names, orderedBy: "id"))
    let first: JSON = [
      "id": 1, "i": -5, "b": 9_223_372_036_854_775_807, "bo": true, "n": 12.5, "n2": .number(JSONNumber(text: "12345678901234568000000")!),
      "r": "Infinity", "t": "a\"\\b\0c", "vc": "7", "bl": "\\x00ff", "d": "2020-02-29", "dt": "2020-02-29T01:02:03",
      "ts": "2020-02-29T01:02:03.5", "tm": "10:00:00", "j": ["a": [1]], "u": "123e4567-e89b-12d3-a456-426614174000", "un": "3", "g": -4,
    ]
    for name in names { #expect(answer[0]?[name] == first[name], "\(name)") }
    let second: JSON = [
      "id": 2, "i": 9_007_199_254_740_993, "b": -1, "bo": false, "n": .number(JSONNumber(text: "0.0000001")!),
      "n2": .number(JSONNumber(text: "100000000000000000000")!), "r": 0.1, "t": "\u{1F600}", "vc": "", "bl": "\\x", "d": nil,
      "dt": "2020-02-29T01:02:00", "ts": "2020-02-29T00:00:00", "tm": nil, "j": "[broken", "u": nil, "un": "x", "g": 9_007_199_254_740_994,
    ]
    for name in names { #expect(answer[1]?[name] == second[name], "\(name)") }
  }

  @Test(arguments: [
    ("INTEGER", "'abc'", "text"), ("INT", "1.5", "real"), ("BOOLEAN", "2", "integer"), ("DATE", "'2020-02-31'", "text"),
    ("DATETIME", "5", "integer"),
    ("TEXT", "x'00'", "blob"), ("UUID", "'abc'", "text"), ("DECIMAL(5,2)", "'abc'", "text"),
  ])
  func valuesThatDoNotFitAreErrors(type: String, literal: String, stored: String) throws {
    let fixture = try SQLiteFixture()
    try fixture.source.sql("CREATE TABLE t (id INTEGER PRIMARY KEY, c \(type)); INSERT INTO t VALUES (7, NULL), (41, \(literal))")
    let error = try #require(throws: ConnectorError.self) { try fixture.source.rows("t", ["c"], orderedBy: "id") }
    #expect(error.message == "table \"t\": column \"c\" of the row with rowid 41 holds a \(stored) value that is not a \(type)")
  }

  @Test func valuesThatDoNotFitMayBeNull() throws {
    let fixture = try SQLiteFixture(["inexact_values": "null"])
    try fixture.source.sql("CREATE TABLE t (id INTEGER PRIMARY KEY, c INT); INSERT INTO t VALUES (1, 'x')")
    #expect(try fixture.source.rows("t", ["c"], orderedBy: "id") == #"[{"c":null}]"#)
  }

  @Test func keysAndScalarsAreDescribed() throws {
    let fixture = try SQLiteFixture()
    let source = fixture.source
    try source.sql(
      """
      CREATE TABLE author (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE COLLATE NOCASE, born DATE DEFAULT '2000-01-01', up TEXT AS (upper(email)));
      CREATE TABLE article (a INT, b BIGINT, author_id INT REFERENCES author, body CLOB, PRIMARY KEY (b, a), UNIQUE (author_id, a)) WITHOUT ROWID;
      CREATE UNIQUE INDEX titles ON article (body, b); CREATE UNIQUE INDEX some ON article (a) WHERE a > 1; CREATE UNIQUE INDEX low ON article (lower(body));
      CREATE VIEW names AS SELECT email, count(*) AS n FROM author GROUP BY 1;
      """)
    let author = try source.table("author")
    #expect(author.primaryKey == UniqueKey(name: "author_pkey", columns: ["id"]))
    #expect(author.uniqueKeys == [UniqueKey(name: "author_email_key", columns: ["email"])])
    #expect(author.columns.map(\.scalar) == ["Int", "String", "date", "String"])
    #expect(author.columns.map(\.hasDefault) == [true, false, true, false])
    #expect(author.columns.map(\.isNullable) == [false, false, true, true])
    #expect(author.columns.map(\.isGenerated) == [false, false, false, true])
    #expect(author.columns[1].type.collation == "NOCASE")
    let article = try source.table("article")
    #expect(article.primaryKey?.columns == ["b", "a"])
    #expect(Set(article.uniqueKeys.map(\.name)) == ["article_author_id_a_key", "titles"])
    #expect(
      article.foreignKeys == [
        ForeignKey(name: "article_author_id_fkey", columns: ["author_id"], table: TableReference(["author"]), referencedColumns: ["id"])
      ])
    #expect(try source.table("names").kind == .view)
    #expect(try source.table("names").isInsertable == false)
    #expect(try source.table("names").columns.map(\.scalar) == ["String", "String"])
    #expect(try source.session.describe(DescribeCall()).tables.count == 3)
    let asked = [TableReference(["main", "author"]), TableReference(["article"])]
    let described = try source.session.describe(DescribeCall(tables: asked)).tables
    #expect(described.map(\.name) == [asked[1], asked[0]])
    #expect(described[0].foreignKeys[0].table == asked[0])
  }

  @Test func missingFilesAreErrors() {
    let error = #expect(throws: ConnectorError.self) {
      try SourceUnderTest(SQLiteConnector(), configuration: ["value": ["db": "/nowhere/at/all.db"]])
    }
    #expect(error?.family == .unavailable)
    #expect(error?.message.hasPrefix("unable to open database file") == true)
  }
}
