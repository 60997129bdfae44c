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
  }
}
