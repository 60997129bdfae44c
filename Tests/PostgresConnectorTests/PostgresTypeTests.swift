import ConnectorProtocol
import JSON
import TestSupport
import Testing

extension PostgresTests {
  @Suite struct Types {
    /// Values of every built-in type that a column can have; the oracle is the server's own `to_json`.
    static let values: [(type: String, values: [String])] = [
      ("smallint", ["-32768", "0", "32767"]), ("integer", ["-2147483648", "7"]),
      ("bigint", ["-9223372036854775808", "9007199254740993", "9223372036854775807"]),
      ("numeric", ["0", "-1.50", "1e-20", "123456789012345678901234567890.000", "NaN", "Infinity", "-Infinity"]),
      ("numeric(10,2)", ["1.5", "-0.01"]),
      ("real", ["1.5", "-0", "1e20", "1e-30", "NaN", "Infinity", "-Infinity", "3.4028235e38"]),
      ("double precision", ["0.1", "1e300", "5e-324", "-0", "NaN", "Infinity", "-Infinity", "123456789012345680000"]),
      ("money", ["12.34"]), ("boolean", ["true", "false"]),
      (
        "text",
        ["", "plain", "with \"quotes\" and \\ and / and \u{7F}", "tab\tnewline\nreturn\r\u{8}\u{C}\u{1}\u{1F}", "\u{1F600}\u{4E16}\u{E9}"]
      ),
      ("varchar(40)", ["abc", ""]), ("char(5)", ["ab", ""]), ("name", ["n\"x"]), ("\"char\"", ["x", "\""]),
      ("bytea", ["\\x", "\\xdeadbeef00"]), ("uuid", ["A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"]),
      ("date", ["2020-02-29", "infinity", "-infinity", "0044-03-15 BC", "12345-01-01"]),
      ("time", ["10:00:00", "23:59:59.999999", "24:00:00"]), ("timetz", ["10:00:00+02", "10:00:00.5-03:30"]),
      ("timestamp", ["2020-01-31 10:00:00", "2020-01-31 10:00:00.123456", "infinity", "0044-03-15 10:00:00 BC", "294276-12-31 23:59:59"]),
      (
        "timestamptz",
        ["2020-01-31 10:00:00+00", "1900-01-01 00:00:00+00", "2020-07-31 10:00:00.5-03:30", "-infinity", "0044-03-15 10:00:00+00 BC"]
      ),
      ("interval", ["1 year 2 mons 3 days 04:05:06.789", "-1 day", "0"]), ("json", ["{\"a\":  [1, null]}", "\"x\"", "null"]),
      ("jsonb", ["{\"b\": 1.50, \"a\": {\"c\": []}}", "1"]),
      ("integer[]", ["{1,2,NULL}", "{}", "{{1,2},{3,4}}"]), ("text[]", ["{\"a b\",\"quote\\\"\",NULL,\"\"}"]),
      ("numeric[]", ["{1.50,NaN}"]), ("timestamptz[]", ["{\"2020-01-31 10:00:00+00\"}"]), ("boolean[]", ["{t,f}"]),
      ("jsonb[]", ["{\"{\\\"a\\\":1}\"}"]),
      ("inet", ["192.168.0.1/24", "::1"]), ("cidr", ["10.0.0.0/8"]), ("macaddr", ["08:00:2b:01:02:03"]),
      ("macaddr8", ["08:00:2b:01:02:03:04:05"]),
      ("bit(3)", ["101"]), ("bit varying(5)", ["10"]), ("point", ["(1,2.5)"]), ("line", ["{1,2,3}"]), ("lseg", ["[(0,0),(1,1)]"]),
      ("box", ["(1,1),(0,0)"]), ("path", ["((0,0),(1,1))"]), ("polygon", ["((0,0),(1,1),(1,0))"]), ("circle", ["<(1,1),2>"]),
      ("tsvector", ["'a':1 'b':2"]), ("tsquery", ["'a' & 'b'"]), ("xml", ["<a b=\"c\"/>"]), ("oid", ["42"]), ("xid", ["7"]),
      ("int4range", ["[1,5)", "empty"]), ("numrange", ["[1.5,2)"]), ("tstzrange", ["[2020-01-01 00:00+00,)"]),
      ("daterange", ["[2020-01-01,2020-02-01)"]),
      ("int4multirange", ["{[1,3),[5,7)}"]), ("regclass", ["pg_class"]), ("pg_lsn", ["16/B374D848"]), ("jsonpath", ["$.a"]),
      ("mood", ["sad", "it's \"fine\""]), ("positive", ["3"]), ("tags", ["{a,b}"]), ("pair", ["(1,\"x y\")"]), ("pair[]", ["{\"(1,a)\"}"]),
    ]

    static let types = """
      CREATE TYPE mood AS ENUM ('sad', 'it''s "fine"'); CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
      CREATE DOMAIN tags AS text[]; CREATE TYPE pair AS (a integer, b text);
      """

    /// One column per type, one row per value.
    static func makeTables() throws -> SourceUnderTest {
      var sql = types
      let columns = values.indices.map { "c\($0) \(values[$0].type)" }.joined(separator: ", ")
      sql += "CREATE TABLE everything (id integer PRIMARY KEY, \(columns));"
      let depth = values.map(\.values.count).max() ?? 0
      for row in 0...depth {
        let cells = values.map { entry in
          row < entry.values.count ? "'" + quoted(entry.values[row]) + "'::\(entry.type)" : "NULL"
        }
        sql += "INSERT INTO everything VALUES (\(row), \(cells.joined(separator: ", ")));"
      }
      return try makeSource(sql)
    }

    static func quoted(_ text: String) -> String {
      String(decoding: text.utf8.flatMap { $0 == 0x27 ? [0x27, 0x27] : [$0] }, as: UTF8.self)
    }

    @Test func everyTypeReadsAsToJSON() throws {
      let source = try Self.makeTables()
      for index in Self.values.indices {
        let expected = try source.sql("SELECT coalesce(to_json(c\(index))::text, 'null') FROM everything ORDER BY id").rows.map {
          $0[0] ?? ""
        }
        let answer = try source.rows("everything", ["c\(index)"], orderedBy: "id")
        let objects = expected.map { "{\"c\(index)\":\($0)}" }
        #expect(answer == "[" + objects.joined(separator: ",") + "]", "\(Self.values[index].type)")
      }
    }

    @Test func numbersBecomeStrings() throws {
      let source = try Self.makeTables()
      let wide = Self.values.indices.filter { ["bigint", "numeric", "double precision", "numeric[]"].contains(Self.values[$0].type) }
      for index in wide {
        let cast = Self.values[index].type.hasSuffix("[]") ? "text[]" : "text"
        let expected = try source.sql("SELECT coalesce(to_json(c\(index)::\(cast))::text, 'null') FROM everything ORDER BY id").rows.map {
          $0[0] ?? ""
        }
        let query = Query(
          selection: Selection(
            from: .table(TableReference(["public", "everything"])), order: try source.order("everything", ["id"]),
            shape: .rows(try source.fields("everything", ["c\(index)"]))), numbersAsStrings: true)
        let objects = expected.map { "{\"c\(index)\":\($0)}" }
        #expect(try source.run(query) == "[" + objects.joined(separator: ",") + "]", "\(Self.values[index].type)")
      }
    }

    @Test func sessionSettingsDoNotChangeTexts() throws {
      let source = try makeSource(
        "CREATE TABLE t (id integer PRIMARY KEY, d date, b bytea, i interval); INSERT INTO t VALUES (1, '2020-01-31', '\\x01', '1 day')")
      try source.sql("SET datestyle TO 'SQL, DMY'; SET bytea_output TO 'escape'; SET intervalstyle TO 'iso_8601'")
      #expect(try source.rows("t", ["d", "b", "i"], orderedBy: "id") == #"[{"d":"2020-01-31","b":"\\x01","i":"1 day"}]"#)
    }

    @Test func introspectsTypes() throws {
      let source = try Self.makeTables()
      func column(_ type: String) throws -> ColumnDescription? {
        let index = Self.values.firstIndex { $0.type == type }
        return try source.table("everything").columns.first { $0.name == "c\(index ?? -1)" }
      }
      #expect(try column("integer")?.scalar == "Int")
      #expect(try column("double precision")?.scalar == "float8")
      #expect(try column("numeric(10,2)")?.type.canonical == .numeric(precision: 10, scale: 2))
      #expect(try column("integer[]")?.type.canonical == .array(of: .int32))
      #expect(try column("positive")?.type == ColumnType(native: "integer", canonical: .int32))
      #expect(try column("tags")?.type.canonical == .array(of: .text))
      #expect(try column("mood")?.scalar == "mood")
      #expect(try column("mood")?.type.canonical == .enumeration)
      let scalars = try source.session.describe(DescribeCall()).scalars.map(\.name)
      #expect(scalars.contains("mood") && scalars.contains("inet") && !scalars.contains("Int"))
    }
  }
}
