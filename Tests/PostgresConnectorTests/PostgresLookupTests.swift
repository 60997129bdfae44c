import ConnectorProtocol
import TestSupport
import Testing

extension PostgresTests {
  @Suite struct Lookups {
    let source: SourceUnderTest

    init() throws {
      source = try makeSource(
        """
        CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
        CREATE TYPE mood AS ENUM ('ok', 'bad');
        CREATE TABLE t (id integer PRIMARY KEY, s smallint, i integer, b bigint, n numeric, x text, v varchar(3), c char(5), u uuid, d date,
          ts timestamp, bo boolean, f double precision, r real, tm time, y bytea, ci text COLLATE nocase, e mood);
        INSERT INTO t VALUES
          (1, 32767, 2147483647, 9007199254740993, 1.50, 'a', 'abc', 'ab', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '2020-01-31',
            '2020-01-31 10:00:00', true, 0.1, 0.1, '10:00:00.123457', '\\x00ff', 'Ann', 'ok'),
          (2, 0, 0, 0, 0, '', '', '', '00000000-0000-0000-0000-000000000000', '0001-01-01', '2020-01-31 10:00:00.5', false, 'NaN', 1.5, NULL, '\\x', 'bob', 'bad'),
          (3, -1, -1, -1, 7, 'A', ' a', 'b', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'ann ', NULL),
          (4, -1, -1, -1, 7.0, 'a ', '?', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
        CREATE INDEX ON t (i); CREATE INDEX ON t (x); CREATE INDEX ON t (n); CREATE INDEX ON t (c);
        """)
    }

    func find(_ column: String, _ sent: CanonicalType, _ keys: [String], collated: Bool = false) throws -> [[String]] {
      try source.lookup("t", by: column, sent: sent, collated: collated, show: "id", keys)
    }

    @Test func integers() throws {
      #expect(try find("i", .int64, ["2147483647", "99999999999", "0", "-1"]) == [["1"], [], ["2"], ["3", "4"]])
      #expect(try find("s", .int64, ["32767", "98303", "-1"]) == [["1"], [], ["3", "4"]])
      #expect(try find("b", .int64, ["9007199254740993", "9007199254740992"]) == [["1"], []])
      #expect(
        try find("b", .numeric(precision: nil, scale: nil), ["9007199254740993.00", "0.5", "99999999999999999999", "-0"]) == [
          ["1"], [], [], ["2"],
        ])
      #expect(try find("n", .int32, ["7", "0", "1"]) == [["3", "4"], ["2"], []])
      #expect(try find("n", .numeric(precision: nil, scale: nil), ["1.5", "1.500", "7.00", "1.51"]) == [["1"], ["1"], ["3", "4"], []])
      #expect(try find("i", .int32, ["0", "0", "-1"]) == [["2"], ["2"], ["3", "4"]])
    }

    @Test func texts() throws {
      #expect(try find("x", .text, ["a", "A", "", "a ", "a\0", "\u{1F600}", "a\"b\\c,{}"]) == [["1"], ["3"], ["2"], ["4"], [], [], []])
      #expect(try find("v", .text, ["abc", "abcd", "", " a", "\u{1F600}"]) == [["1"], [], ["2"], ["3"], []])
      #expect(try find("c", .text, ["ab   ", "ab", "     ", ""]) == [["1"], [], ["2"], []])
      #expect(try find("ci", .text, ["Ann", "ann", "BOB"]) == [["1"], [], []])
      #expect(try find("ci", .text, ["Ann", "ann", "BOB"], collated: true) == [["1"], ["1"], ["2"]])
      #expect(try find("e", .text, ["ok", "nope"]) == [["1"], []])
      #expect(try find("x", .uuid, ["a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"]) == [[]])
    }

    @Test func otherTypes() throws {
      let upper = "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"
      #expect(try find("u", .text, [upper, upper.lowercased(), "no uuid", upper]) == [[], ["1"], [], []])
      #expect(try find("u", .uuid, [upper, upper.lowercased()]) == [["1"], ["1"]])
      #expect(try find("u", .enumeration, [upper, upper.lowercased()]) == [[], ["1"]])
      #expect(try find("d", .date, ["2020-01-31", "0000-00-00", "2021-02-29"]) == [["1"], [], []])
      #expect(try find("ts", .timestamp, ["2020-01-31T10:00:00", "2020-01-31T10:00:00.500", "x"]) == [["1"], ["2"], []])
      #expect(try find("bo", .boolean, ["true", "false", "1"]) == [["1"], ["2"], []])
      #expect(try find("f", .float64, ["0.1", "NaN", "abc"]) == [["1"], ["2"], []])
      #expect(try find("r", .float32, ["0.1", "1.5", "0.2"]) == [["1"], ["2"], []])
      #expect(try find("r", .float64, ["0.1", "0.10000000149011612", "1.5"]) == [[], ["1"], ["2"]])
      #expect(try find("tm", .time, ["10:00:00.123457", "10:00:00.1234567"]) == [["1"], []])
      #expect(try find("y", .bytes, ["\\x00ff", "\\x", "\\xz"]) == [["1"], ["2"], []])
      #expect(throws: ConnectorError.self) { try find("i", .text, ["1"]) }
    }

    @Test func compositeKeysLimitsAndAggregates() throws {
      let columns = try source.columns("t", ["i", "x"])
      let keys = [LookupKey(column: columns[0], sent: .int64), LookupKey(column: columns[1], sent: .text)]
      let table = Relation.table(TableReference(["public", "t"]))
      let both = Query(selection: Selection(from: table, shape: .rows(try source.fields("t", ["id"]))), keys: keys)
      #expect(
        try source.lookup(both, [["-1", "A"], ["0", ""], ["0", "A"], ["99999999999", "A"]]) == [[#"{"id":3}"#], [#"{"id":2}"#], [], []])

      let byI = [LookupKey(column: columns[0], sent: .int64)]
      var limited = Query(
        selection: Selection(from: table, order: try source.order("t", ["id"]), limit: 0, shape: .rows(try source.fields("t", ["id"]))),
        keys: byI)
      limited.selection.order[0].descending = true
      #expect(try source.lookup(limited, [["-1"], ["0"], ["5"]], [.text("1")]) == [[#"{"id":4}"#], [#"{"id":2}"#], []])

      let count = Shape.aggregate([AggregateField("aggregate", .summary([SummaryField("count", .count([], distinct: false))]))])
      let counts = Query(selection: Selection(from: table, shape: count), keys: byI)
      #expect(
        try source.lookup(counts, [["-1"], ["99999999999"], ["0"], ["0"]])
          == [2, 0, 1, 1].map { ["{\"aggregate\":{\"count\":\($0)}}"] })
    }

    @Test func lookupsUseTheIndex() throws {
      try source.sql(
        """
        INSERT INTO t (id, i, x, n, c) SELECT g, g, 'x' || g, g, g::text FROM generate_series(100, 20000) g; ANALYZE t; SET enable_seqscan TO on
        """)
      let cases: [(String, CanonicalType)] = [
        ("i", .int64), ("x", .text), ("n", .int64), ("c", .text), ("i", .numeric(precision: nil, scale: nil)),
      ]
      for (name, sent) in cases {
        let key = LookupKey(column: try source.column("t", name), sent: sent)
        for limit in [nil, 0] as [Slot?] {
          let query = Query(
            selection: Selection(
              from: .table(TableReference(["public", "t"])), limit: limit, shape: .rows(try source.fields("t", ["id"]))),
            keys: [key])
          let plan = try source.session.explain(query, parameters: [.text("3")], keys: SourceUnderTest.keys([["1"]])).statements[0].plan
          #expect(plan.contains { $0.contains("Index") }, "\(name) \(plan.joined(separator: "\n"))")
        }
      }
    }
  }
}
