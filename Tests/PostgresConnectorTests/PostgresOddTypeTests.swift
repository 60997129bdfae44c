import ConnectorProtocol
import JSON
import TestSupport
import Testing

extension PostgresTests {
  /// Types whose values a client gives in another form than the server reads.
  @Suite struct OddTypes {
    let source: SourceUnderTest

    init() throws {
      source = try PostgresConnectorTests.makeSource(
        """
        CREATE TYPE pair AS (a integer, b text);
        CREATE TABLE t (id integer PRIMARY KEY, ia integer[], ta text[], ja jsonb[], p pair, bits bit(3), x xml, pt point, j json, e inet);
        INSERT INTO t VALUES (1, '{1,NULL,3}', '{a,"b\\"c",NULL,""}', '{"{\\"a\\": 1}",NULL}', '(1,x)', '101', '<a/>', '(1,2)', '{}', '::1'),
          (2, '{{1,2},{3,4}}', '{}', '{}', '(2,y)', '000', NULL, NULL, NULL, NULL);
        """)
    }

    func ids(_ column: String, _ name: String, _ parameter: Parameter) throws -> String {
      let filter = try source.comparison("t", column, name, 0)
      let selection = Selection(
        from: .table(TableReference(["public", "t"])), filter: filter, order: try source.order("t", ["id"]),
        shape: .rows(try source.fields("t", ["id"])))
      return try source.run(Query(selection: selection), [parameter])
    }

    @Test func arrays() throws {
      #expect(try ids("ia", "_eq", .text("[1,null,3]")) == #"[{"id":1}]"#)
      #expect(try ids("ia", "_eq", .text("[[1,2],[3,4]]")) == #"[{"id":2}]"#)
      #expect(try ids("ia", "_gt", .text("{1}")) == #"[{"id":1},{"id":2}]"#)
      #expect(try ids("ta", "_eq", .text(#"["a","b\"c",null,""]"#)) == #"[{"id":1}]"#)
      #expect(try ids("ta", "_eq", .text("[]")) == #"[{"id":2}]"#)
      #expect(try ids("ja", "_eq", .text(#"[{"a":1},null]"#)) == #"[{"id":1}]"#)
      #expect(try ids("ia", "_in", .list(["[1,null,3]", "[7]", "[]"])) == #"[{"id":1}]"#)
      #expect(try ids("ia", "_nin", .list(["[1,null,3]", "[[1,2],[3,4]]"])) == "[]")
    }

    @Test func composites() throws {
      #expect(try ids("p", "_eq", .text("(1,x)")) == #"[{"id":1}]"#)
      #expect(try ids("p", "_lt", .text("(2,y)")) == #"[{"id":1}]"#)
      #expect(try ids("p", "_in", .list(["(2,y)"])) == #"[{"id":2}]"#)
      #expect(try ids("bits", "_eq", .text("101")) == #"[{"id":1}]"#)
      #expect(try ids("e", "_eq", .text("::1")) == #"[{"id":1}]"#)
    }

    @Test func typesWithoutAnOrderOfferNone() throws {
      let described = try source.session.describe(DescribeCall())
      let scalars = Dictionary(uniqueKeysWithValues: described.scalars.map { ($0.name, $0) })
      for name in ["xml", "point"] { #expect(scalars[name].map { !$0.isOrderable && $0.operators.isEmpty } == true, "\(name)") }
      for name in ["pair", "bit", "inet"] { #expect(scalars[name].map { $0.isOrderable && !$0.operators.isEmpty } == true, "\(name)") }
    }

    /// Every operator that a scalar offers is one that the server finds, and every one that the server finds is offered.
    @Test func offeredOperatorsAreThoseOfTheDatabase() throws {
      try source.sql(
        """
        CREATE EXTENSION IF NOT EXISTS hstore; CREATE EXTENSION IF NOT EXISTS ltree;
        CREATE TYPE level AS ENUM ('low', 'high'); CREATE TYPE with_document AS (a integer, j json);
        CREATE DOMAIN tags AS hstore;
        CREATE TABLE odd (h hstore, d tags, q lquery, b box, x xid, r regclass, o level, c pair, w with_document, g int4range, m int4multirange);
        """)
      let described = try source.session.describe(DescribeCall())
      let scalars = Dictionary(uniqueKeysWithValues: described.scalars.map { ($0.name, $0) })
      let all = "_eq _gt _gte _in _lt _lte _neq _nin"
      let expected: [(String, operators: String, isOrderable: Bool)] = [
        ("hstore", "_eq _in _neq _nin", true), ("lquery", "", false), ("box", "_eq _gt _gte _in _lt _lte", false),
        ("xid", "_eq _in _neq _nin", false), ("regclass", all, true), ("level", all, true), ("pair", all, true),
        ("with_document", "", false), ("int4range", all, true), ("int4multirange", all, true),
      ]
      for (name, operators, isOrderable) in expected {
        let scalar = try #require(scalars[name], "\(name)")
        #expect(scalar.operators.map(\.name).sorted().joined(separator: " ") == operators, "\(name)")
        #expect(scalar.isOrderable == isOrderable, "\(name)")
      }
      #expect(try source.table("odd").columns.first { $0.name == "d" }?.scalar == "hstore")
      #expect(scalars["level"]?.aggregates.map(\.name) == ["max", "min"])
      #expect(scalars["hstore"]?.aggregates.isEmpty == true)
    }

    @Test func wrongTextOfAnExtensionsTypeIsTheClientsMistake() throws {
      try source.sql("CREATE EXTENSION IF NOT EXISTS hstore; CREATE TABLE tagged (id integer PRIMARY KEY, h hstore)")
      let selection = Selection(
        from: .table(TableReference(["public", "tagged"])), filter: try source.comparison("tagged", "h", "_eq", 0),
        shape: .rows(try source.fields("tagged", ["id"])))
      let error = #expect(throws: ConnectorError.self) { _ = try source.run(Query(selection: selection), [.text("1")]) }
      #expect(error?.code == "data-exception")
    }
  }
}
