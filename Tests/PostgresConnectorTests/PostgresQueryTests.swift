import ConnectorProtocol
import JSON
import TestSupport
import Testing

extension PostgresTests {
  @Suite struct Queries {
    static let tables = """
      CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, mail citext_like, parent integer REFERENCES users(id));
      CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users(id), total numeric(10,2), placed timestamptz, note jsonb);
      CREATE TABLE lines (order_id bigint REFERENCES orders(id), no smallint, product text, amount integer, PRIMARY KEY (order_id, no));
      INSERT INTO users VALUES (1,'Ann','a@x',NULL),(2,'Bob','b@x',1),(3,'Cid',NULL,1),(4,'Dee','d@x',2);
      INSERT INTO orders VALUES (10,1,5.50,'2020-01-01 00:00+00','{"a":{"b":[1,2]}}'),(11,1,7.00,'2020-01-02 00:00+00','{"k":1}'),
        (12,2,NULL,NULL,NULL),(13,NULL,1.25,'2020-01-03 00:00+00','[]');
      INSERT INTO lines VALUES (10,1,'nut',3),(10,2,'bolt',4),(11,1,'nut',1),(12,1,'cog',NULL),(10,3,'cog',9);
      """

    static func makeSource() throws -> SourceUnderTest {
      try PostgresConnectorTests.makeSource("CREATE DOMAIN citext_like AS text;" + tables)
    }

    let source: SourceUnderTest

    init() throws { source = try Self.makeSource() }

    func selection(
      _ table: String, _ fields: [Field], where filter: Filter? = nil, order: [String] = [], distinct: [String] = [], limit: Slot? = nil,
      offset: Slot? = nil
    ) throws -> Selection {
      Selection(
        from: .table(TableReference(["public", table])), filter: filter, order: try source.order(table, order),
        distinctOn: try source.columns(table, distinct), limit: limit, offset: offset, shape: .rows(fields))
    }

    func pair(_ parent: (String, String), _ child: (String, String)) throws -> ColumnPair {
      ColumnPair(parent: try source.column(parent.0, parent.1), child: try source.column(child.0, child.1))
    }

    func run(_ selection: Selection, _ parameters: [Parameter] = []) throws -> String {
      try source.run(Query(selection: selection), parameters)
    }

    @Test func nestsToAnyDepth() throws {
      let lines = try selection("lines", try source.fields("lines", ["no", "product"]), order: ["no"])
      var user = try selection("users", try source.fields("users", ["name"]))
      user.shape = .firstRow(try source.fields("users", ["name"]))
      let fields =
        try source.fields("orders", ["id"]) + [
          Field("user", .related([try pair(("orders", "user_id"), ("users", "id"))], user)),
          Field("__typename", .constant("\"orders\"")),
          Field("lines", .related([try pair(("orders", "id"), ("lines", "order_id"))], lines)),
        ]
      let orders = try selection("orders", fields, order: ["id"])
      let users = try selection(
        "users",
        try source.fields("users", ["id"]) + [Field("orders", .related([try pair(("users", "id"), ("orders", "user_id"))], orders))],
        order: ["id"])
      let expected = #"""
        [{"id":1,"orders":[{"id":10,"user":{"name":"Ann"},"__typename":"orders","lines":[{"no":1,"product":"nut"},{"no":2,"product":"bolt"},{"no":3,"product":"cog"}]},{"id":11,"user":{"name":"Ann"},"__typename":"orders","lines":[{"no":1,"product":"nut"}]}]},{"id":2,"orders":[{"id":12,"user":{"name":"Bob"},"__typename":"orders","lines":[{"no":1,"product":"cog"}]}]},{"id":3,"orders":[]},{"id":4,"orders":[]}]
        """#
      #expect(try run(users) == expected)
      #expect(try run(orders).hasSuffix(#"{"id":13,"user":null,"__typename":"orders","lines":[]}]"#))
    }

    @Test func limitsChildrenPerParent() throws {
      var lines = try selection("lines", try source.fields("lines", ["no"]), order: ["no"], limit: 0, offset: 1)
      lines.order[0].descending = true
      let orders = try selection(
        "orders",
        try source.fields("orders", ["id"]) + [Field("lines", .related([try pair(("orders", "id"), ("lines", "order_id"))], lines))],
        order: ["id"])
      #expect(
        try run(orders, [.text("2"), .text("1")])
          == #"[{"id":10,"lines":[{"no":2},{"no":1}]},{"id":11,"lines":[]},{"id":12,"lines":[]},{"id":13,"lines":[]}]"#)
      let distinct = try selection(
        "lines", try source.fields("lines", ["product", "order_id"]), order: ["product", "order_id"], distinct: ["product"])
      #expect(
        try run(distinct)
          == #"[{"product":"bolt","order_id":10},{"product":"cog","order_id":10},{"product":"nut","order_id":10}]"#)
    }

    @Test func filters() throws {
      func ids(_ filter: Filter, _ parameters: [Parameter]) throws -> String {
        try run(try selection("orders", try source.fields("orders", ["id"]), where: filter, order: ["id"]), parameters)
      }
      func compare(_ column: String, _ name: String) throws -> Filter { try source.comparison("orders", column, name, 0) }
      #expect(try ids(try compare("id", "_in"), [.list(["10", "13"])]) == #"[{"id":10},{"id":13}]"#)
      #expect(try ids(try compare("id", "_in"), [.list([])]) == "[]")
      #expect(try ids(try compare("id", "_nin"), [.list(["10", "13"])]) == #"[{"id":11},{"id":12}]"#)
      #expect(try ids(try compare("total", "_eq"), [.text("5.5")]) == #"[{"id":10}]"#)
      #expect(try ids(try compare("total", "_eq"), [.text("5.501")]) == "[]")
      #expect(try ids(try compare("total", "_eq"), [.null]) == "[]")
      #expect(try ids(.not(try compare("total", "_gt")), [.text("6")]) == #"[{"id":10},{"id":13}]"#)
      #expect(try ids(.isNull(Operand(try source.column("orders", "total")), true), []) == #"[{"id":12}]"#)
      #expect(try ids(.and([]), []).count == ids(.not(.or([])), []).count)
      #expect(try ids(try compare("placed", "_gte"), [.text("2020-01-02T00:00:00+00:00")]) == #"[{"id":11},{"id":13}]"#)
      #expect(try ids(try compare("note", "_contains"), [.text(#"{"k":1}"#)]) == #"[{"id":11}]"#)
      let text = ColumnType(native: "text", canonical: .text)
      let note = Operand(try source.column("orders", "note"))
      #expect(try ids(.comparison(note, operator: "_has_key", .value(0, text)), [.text("a")]) == #"[{"id":10}]"#)
      #expect(try ids(.comparison(note, operator: "_has_keys_any", .list(0, text)), [.list(["a", "k"])]) == #"[{"id":10},{"id":11}]"#)
      #expect(try ids(.comparison(note, operator: "_has_keys_all", .list(0, text)), [.list(["a", "k"])]) == "[]")
      let cast = Operand(try source.column("orders", "note"), cast: text)
      #expect(try ids(.comparison(cast, operator: "_like", .value(0, text)), [.text("%b%")]) == #"[{"id":10}]"#)
      let self1 = Filter.comparison(
        Operand(try source.column("orders", "id")), operator: "_gt", .column(try source.column("orders", "user_id"), outer: 0))
      #expect(try ids(self1, []) == #"[{"id":10},{"id":11},{"id":12}]"#)
    }

    @Test(arguments: [
      ("_like", "A%", "Ann"), ("_nlike", "%n%", "Bob Cid Dee"), ("_ilike", "ANN", "Ann"), ("_nilike", "%b", "Ann Cid Dee"),
      ("_similar", "(Ann|Bob)", "Ann Bob"), ("_nsimilar", "(Ann|Bob)", "Cid Dee"), ("_regex", "^[AB]", "Ann Bob"),
      ("_iregex", "^[ab]", "Ann Bob"),
      ("_nregex", "^[AB]", "Cid Dee"), ("_niregex", "n$", "Bob Cid Dee"), ("_gt", "Bob", "Cid Dee"), ("_neq", "Ann", "Bob Cid Dee"),
    ])
    func textOperators(_ name: String, _ argument: String, _ expected: String) throws {
      let query = try selection(
        "users", try source.fields("users", ["name"]), where: try source.comparison("users", "name", name, 0), order: ["id"])
      let names = try JSON(parsing: try run(query, [.text(argument)])).arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
      #expect(names.joined(separator: " ") == expected)
    }

    @Test func existsAndAggregatePredicates() throws {
      let pairs = [try pair(("users", "id"), ("orders", "user_id"))]
      let orders = Relation.table(TableReference(["public", "orders"]))
      func names(_ filter: Filter, _ parameters: [Parameter]) throws -> String {
        try run(try selection("users", try source.fields("users", ["name"]), where: filter, order: ["id"]), parameters)
      }
      let expensive = try source.comparison("orders", "total", "_gt", 0)
      #expect(try names(.exists(orders, pairs, expensive), [.text("6")]) == #"[{"name":"Ann"}]"#)
      #expect(try names(.exists(orders, [], expensive), [.text("6")]).split(separator: "{").count == 5)
      let root = Filter.comparison(
        Operand(try source.column("orders", "id")), operator: "_eq", .column(try source.column("users", "id"), outer: 1))
      #expect(try names(.exists(orders, [], root), []) == "[]")
      let count = RelatedAggregate(relation: orders, pairs: pairs, function: "count")
      let int = ColumnType(native: "bigint", canonical: .int64)
      #expect(try names(.aggregate(count, operator: "_gte", .value(0, int)), [.text("1")]) == #"[{"name":"Ann"},{"name":"Bob"}]"#)
    }

    @Test func ordersByRelatedRowsAndAggregates() throws {
      let users = Relation.table(TableReference(["public", "users"]))
      let orders = Relation.table(TableReference(["public", "orders"]))
      let toUser = [try pair(("orders", "user_id"), ("users", "id"))]
      var byUser = try selection("orders", try source.fields("orders", ["id"]))
      byUser.order = [
        OrderTerm(.related(users, toUser, filter: nil, .column(try source.column("users", "name"))), descending: true, nullsFirst: false),
        OrderTerm(.column(try source.column("orders", "id"))),
      ]
      #expect(try run(byUser) == #"[{"id":12},{"id":10},{"id":11},{"id":13}]"#)
      var byCount = try selection("users", try source.fields("users", ["id"]))
      let count = RelatedAggregate(relation: orders, pairs: [try pair(("users", "id"), ("orders", "user_id"))], function: "count")
      byCount.order = [OrderTerm(.aggregate(count), descending: true), OrderTerm(.column(try source.column("users", "id")))]
      #expect(try run(byCount) == #"[{"id":1},{"id":2},{"id":3},{"id":4}]"#)
      var nulls = try selection("orders", try source.fields("orders", ["id"]))
      nulls.order = [OrderTerm(.column(try source.column("orders", "total")), nullsFirst: true)]
      #expect(try run(nulls) == #"[{"id":12},{"id":13},{"id":10},{"id":11}]"#)
    }

    func aggregate(_ table: String) throws -> Shape {
      let total = try source.column("orders", "total")
      return .aggregate([
        AggregateField(
          "aggregate",
          .summary([
            SummaryField("count", .count([], distinct: false)),
            SummaryField("users", .count([try source.column("orders", "user_id")], distinct: true)),
            SummaryField(
              "sum", .function(name: "sum", [FunctionField("total", .column(total, result: .numeric(precision: nil, scale: nil)))])),
            SummaryField(
              "max",
              .function(
                name: "max",
                [
                  FunctionField("__typename", .constant("\"m\"")),
                  FunctionField("placed", .column(try source.column("orders", "placed"), result: .timestampWithTimeZone)),
                ])),
          ])), AggregateField("nodes", .nodes(try source.fields("orders", ["id"]), limit: nil)),
      ])
    }

    @Test func aggregates() throws {
      var all = try selection("orders", [], order: ["id"])
      all.shape = try aggregate("orders")
      #expect(
        try run(all)
          == #"{"aggregate":{"count":4,"users":2,"sum":{"total":13.75},"max":{"__typename":"m","placed":"2020-01-03T01:00:00+01:00"}},"nodes":[{"id":10},{"id":11},{"id":12},{"id":13}]}"#
      )
      all.limit = 0
      #expect(
        try run(all, [.text("1")])
          == #"{"aggregate":{"count":1,"users":1,"sum":{"total":5.50},"max":{"__typename":"m","placed":"2020-01-01T01:00:00+01:00"}},"nodes":[{"id":10}]}"#
      )
      let users = try selection(
        "users",
        try source.fields("users", ["id"]) + [Field("orders_aggregate", .related([try pair(("users", "id"), ("orders", "user_id"))], all))],
        order: ["id"], limit: 1)
      #expect(
        try run(users, [.text("1"), .text("1")])
          == #"[{"id":1,"orders_aggregate":{"aggregate":{"count":1,"users":1,"sum":{"total":5.50},"max":{"__typename":"m","placed":"2020-01-01T01:00:00+01:00"}},"nodes":[{"id":10}]}}]"#
      )
      all.limit = nil
      let everyone = try selection(
        "users", [Field("o", .related([try pair(("users", "id"), ("orders", "user_id"))], all))], order: ["id"])
      #expect(
        try run(everyone).hasSuffix(
          #"{"o":{"aggregate":{"count":0,"users":0,"sum":{"total":null},"max":{"__typename":"m","placed":null}},"nodes":[]}}]"#))
    }

    @Test func aPermissionsLimitCapsTheNodesOnly() throws {
      var orders = try selection("orders", [], order: ["id"])
      let nodes = AggregateField("nodes", .nodes(try source.fields("orders", ["id"]), limit: 0))
      let count = AggregateField("a", .summary([SummaryField("count", .count([], distinct: false))]))
      orders.shape = .aggregate([count, nodes])
      #expect(try run(orders, [.text("1")]) == #"{"a":{"count":4},"nodes":[{"id":10}]}"#)
      orders.limit = 1
      #expect(try run(orders, [.text("1"), .text("3")]) == #"{"a":{"count":3},"nodes":[{"id":10}]}"#)
      #expect(try run(orders, [.text("3"), .text("1")]) == #"{"a":{"count":1},"nodes":[{"id":10}]}"#)
      let users = try selection(
        "users", [Field("o", .related([try pair(("users", "id"), ("orders", "user_id"))], orders))], order: ["id"], limit: 2)
      #expect(
        try run(users, [.text("1"), .text("3"), .text("2")])
          == #"[{"o":{"a":{"count":2},"nodes":[{"id":10}]}},{"o":{"a":{"count":1},"nodes":[{"id":12}]}}]"#)
    }

    @Test func jsonPathsAndFirstRows() throws {
      var one = try selection(
        "orders", [Field("b", .column(try source.column("orders", "note"), path: 1))],
        where: try source.comparison("orders", "id", "_eq", 0))
      if case .rows(let fields) = one.shape { one.shape = .firstRow(fields) }
      #expect(try run(one, [.text("10"), .list(["a", "b", "1"])]) == #"{"b":2}"#)
      #expect(try run(one, [.text("99"), .list(["a"])]) == "null")
      #expect(try run(one, [.text("13"), .list(["a\"\\", "b"])]) == #"{"b":null}"#)
    }

    /// Rows without a limit are streamed; the selection inside of them asks the database nothing.
    @Test func childrenOfConstantsOnly() throws {
      var inside = try selection("orders", [])
      inside.shape = .aggregate([AggregateField("__typename", .constant(#""orders_aggregate""#))])
      let related = FieldValue.related([try pair(("users", "id"), ("orders", "user_id"))], inside)
      let users = try selection("users", [Field("o", related)], order: ["id"])
      let one = #"{"o":{"__typename":"orders_aggregate"}}"#
      #expect(try run(users) == "[\(one),\(one),\(one),\(one)]")
    }

    @Test func streamsLargeAnswers() throws {
      try source.sql(
        "CREATE TABLE big (id integer PRIMARY KEY, k integer); INSERT INTO big SELECT i, i % 7 FROM generate_series(1, 5000) i; CREATE INDEX ON big (k)"
      )
      let flat = try JSON(parsing: try run(try selection("big", try source.fields("big", ["id"]), order: ["id"])))
      #expect(flat.arrayValue?.count == 5000 && flat[4999]?["id"]?.int == 5000)
      let me = try selection("big", try source.fields("big", ["k"]))
      let nested = try JSON(
        parsing: try run(
          try selection(
            "big", try source.fields("big", ["id"]) + [Field("me", .related([try pair(("big", "id"), ("big", "id"))], me))], order: ["id"]))
      )
      #expect(nested.arrayValue?.count == 5000 && nested[4999]?["me"]?[0]?["k"]?.int == 5000 % 7)
      #expect(try source.sql("SELECT count(*) FROM big").rows == [["5000"]])
    }

    @Test func reportsRemotePlaces() throws {
      let fields =
        try source.fields("orders", ["id"]) + [
          Field("a", .remote(use: 3, keys: try source.columns("orders", ["user_id"]).map(RowValue.column))),
          Field("b", .remote(use: 4, keys: try source.columns("orders", ["placed", "id"]).map(RowValue.column))),
        ]
      let chunk = try source.chunk(Query(selection: try selection("orders", fields, order: ["id"])), [])
      #expect(String(decoding: chunk.json.prefix(20), as: UTF8.self) == #"[{"id":10,"a":,"b":}"#)
      #expect(chunk.uses.map(\.use) == [3, 4] && chunk.uses[0].offsets.first == 14)
      #expect(String(decoding: chunk.uses[0].keys[0].bytes, as: UTF8.self) == "112" && chunk.uses[0].nulls == [8])
      #expect(String(decoding: chunk.uses[1].keys[0].bytes.prefix(25), as: UTF8.self) == "2020-01-01T01:00:00+01:00")
    }
  }
}
