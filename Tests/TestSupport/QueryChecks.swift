package import ConnectorProtocol

/// Questions that every SQL kind answers with the same bytes, over two small tables.
package struct QueryChecks {
  private let source: SourceUnderTest

  /// One question: what was answered and what is right.
  package struct Check: Sendable {
    package let name: String
    package let actual: String
    package let expected: String

  }

  /// Statements that make the tables; valid in every dialect under test.
  package static let schema = [
    "CREATE TABLE author (id INTEGER PRIMARY KEY, name VARCHAR(50), age INT)",
    """
    CREATE TABLE article (id INTEGER PRIMARY KEY, author_id INT, title VARCHAR(100), rating DECIMAL(5,2), published BOOLEAN,
      CONSTRAINT wrote FOREIGN KEY (author_id) REFERENCES author (id))
    """,
    "INSERT INTO author VALUES (1, 'Ada', 36), (2, 'bob', NULL), (3, 'Cy_d', 50), (4, 'Zo\u{eb}', 36)",
    """
    INSERT INTO article VALUES (10, 1, 'first', 4.5, TRUE), (11, 1, 'second', 3.25, FALSE), (12, 1, 'third', NULL, TRUE), (13, 3, 'fourth', 1, TRUE),
      (14, NULL, 'orphan', 2, NULL), (15, 3, 'fifth', 5, FALSE)
    """,
  ]

  package init(_ source: SourceUnderTest) throws(ConnectorError) {
    self.source = source
    for statement in Self.schema { try source.sql(statement) }
  }

  package func all() throws(ConnectorError) -> [Check] {
    try filters() + orders() + nesting() + aggregates() + keyed() + negatives()
  }

  private func table(_ name: String) -> Relation { .table(TableReference([name])) }

  private func ids(
    _ name: String, _ table: String, _ filter: Filter?, _ parameters: [Parameter] = [], order: [OrderTerm]? = nil,
    distinctOn: [String] = [],
    limit: Slot? = nil, offset: Slot? = nil, is expected: String
  ) throws(ConnectorError) -> Check {
    var terms = order
    if terms == nil { terms = try source.order(table, ["id"]) }
    let selection = Selection(
      from: self.table(table), filter: filter, order: terms ?? [], distinctOn: try source.columns(table, distinctOn), limit: limit,
      offset: offset, shape: .rows(try source.fields(table, ["id"])))
    let answer = try source.run(Query(selection: selection), parameters)
    let ids = answer.split { !$0.isNumber }.joined(separator: " ")
    return Check(name: name, actual: ids, expected: expected)
  }

  private func filters() throws(ConnectorError) -> [Check] {
    let cases: [(table: String, column: String, operator: String, value: Parameter, expected: String)] = [
      ("author", "age", "_eq", .text("36"), "1 4"), ("author", "age", "_neq", .text("36"), "3"), ("author", "age", "_gt", .text("36"), "3"),
      ("author", "age", "_lte", .text("36"), "1 4"), ("author", "age", "_eq", .null, ""),
      ("author", "id", "_in", .list(["1", "3", "9"]), "1 3"),
      ("author", "id", "_in", .list([]), ""), ("author", "id", "_nin", .list([]), "1 2 3 4"),
      ("author", "id", "_nin", .list(["1"]), "2 3 4"),
      ("author", "id", "_nin", .list(["1", nil]), ""), ("author", "name", "_in", .list(["Ada", "Zo\u{eb}"]), "1 4"),
      ("author", "name", "_like", .text("%d%"), "1 3"), ("author", "name", "_like", .text("a%"), ""),
      ("author", "name", "_ilike", .text("a%"), "1"),
      ("author", "name", "_ilike", .text("ZO\u{cb}"), "4"), ("author", "name", "_like", .text("Zo_"), "4"),
      ("author", "name", "_like", .text("%\\_%"), "3"),
      ("author", "name", "_nlike", .text("%d%"), "2 4"), ("author", "name", "_regex", .text("^[A-C]"), "1 3"),
      ("author", "name", "_iregex", .text("^[a-c]"), "1 2 3"), ("author", "name", "_nregex", .text("a"), "2 3 4"),
      ("article", "rating", "_gt", .text("3.255"), "10 15"), ("article", "rating", "_eq", .text("4.50"), "10"),
      ("article", "rating", "_in", .list(["1.00", "3.25", "1.001"]), "11 13"), ("article", "published", "_eq", .text("true"), "10 12 13"),
      ("article", "published", "_eq", .text("false"), "11 15"), ("article", "published", "_in", .list(["false"]), "11 15"),
    ]
    var checks: [Check] = []
    for (index, one) in cases.enumerated() {
      let filter = try source.comparison(one.table, one.column, one.operator, 0)
      checks.append(try ids("filter \(index) \(one.column) \(one.operator)", one.table, filter, [one.value], is: one.expected))
    }
    let age = Operand(try source.column("author", "age"))
    checks.append(try ids("is null", "author", .isNull(age, true), is: "2"))
    checks.append(try ids("not null", "author", .isNull(age, false), is: "1 3 4"))
    let adult = try source.comparison("author", "age", "_eq", 0)
    checks.append(try ids("not", "author", .not(adult), [.text("36")], is: "3"))
    checks.append(try ids("empty or", "author", .or([]), is: ""))
    checks.append(try ids("empty and", "author", .and([]), is: "1 2 3 4"))
    let first = try source.comparison("author", "id", "_eq", 1)
    checks.append(
      try ids("and or", "author", .or([.and([adult, .not(first)]), .isNull(age, true)]), [.text("36"), .text("1")], is: "2 4"))
    return checks + (try predicates())
  }

  private func predicates() throws(ConnectorError) -> [Check] {
    let published = try source.comparison("article", "published", "_eq", 0)
    let exists = Filter.exists(table("article"), try articles(), published)
    let count = RelatedAggregate(relation: table("article"), pairs: try articles(), function: "count")
    let atLeast = Filter.aggregate(count, operator: "_gte", .value(0, ColumnType(native: "bigint", canonical: .int64)))
    let columns = Filter.comparison(
      Operand(try source.column("article", "id")), operator: "_gt", .column(try source.column("article", "author_id"), outer: 0))
    return [
      try ids("exists", "author", exists, [.text("true")], is: "1 3"),
      try ids("not exists", "author", .not(exists), [.text("true")], is: "2 4"),
      try ids("aggregate predicate", "author", atLeast, [.text("3")], is: "1"),
      try ids("column against column", "article", columns, is: "10 11 12 13 15"),
    ]
  }

  private func articles() throws(ConnectorError) -> [ColumnPair] {
    [ColumnPair(parent: try source.column("author", "id"), child: try source.column("article", "author_id"))]
  }

  private func orders() throws(ConnectorError) -> [Check] {
    let age = OrderExpression.column(try source.column("author", "age"))
    let id = OrderTerm(.column(try source.column("author", "id")))
    let rating = OrderExpression.column(try source.column("article", "rating"))
    let author = [ColumnPair(parent: try source.column("article", "author_id"), child: try source.column("author", "id"))]
    let name = OrderExpression.related(table("author"), author, filter: nil, .column(try source.column("author", "name")))
    let count = OrderExpression.aggregate(RelatedAggregate(relation: table("article"), pairs: try articles(), function: "count"))
    let articleID = OrderTerm(.column(try source.column("article", "id")))
    let byAuthor = try source.order("article", ["author_id"]) + [OrderTerm(rating, descending: true, nullsFirst: false)]
    return [
      try ids("nulls last", "author", nil, order: [OrderTerm(age), id], is: "1 4 3 2"),
      try ids("nulls first", "author", nil, order: [OrderTerm(age, nullsFirst: true), id], is: "2 1 4 3"),
      try ids("descending, nulls first", "author", nil, order: [OrderTerm(age, descending: true), id], is: "2 3 1 4"),
      try ids("descending, nulls last", "author", nil, order: [OrderTerm(age, descending: true, nullsFirst: false), id], is: "3 1 4 2"),
      try ids("limit and offset", "author", nil, [.text("2"), .text("1")], limit: 0, offset: 1, is: "2 3"),
      try ids("offset alone", "author", nil, [.text("3")], offset: 0, is: "4"),
      try ids("limit 0", "author", nil, [.text("0")], limit: 0, is: ""),
      try ids("null limits nothing", "author", nil, [.null, .null], limit: 0, offset: 1, is: "1 2 3 4"),
      try ids("null limit with offset", "author", nil, [.null, .text("3")], limit: 0, offset: 1, is: "4"),
      try ids("by related column", "article", nil, order: [OrderTerm(name), articleID], is: "10 11 12 13 15 14"),
      try ids("by related count", "author", nil, order: [OrderTerm(count, descending: true), id], is: "1 3 2 4"),
      try ids("distinct on", "article", nil, order: byAuthor, distinctOn: ["author_id"], is: "10 15 14"),
      try ids(
        "distinct on with limit", "article", nil, [.text("1"), .text("1")], order: byAuthor, distinctOn: ["author_id"], limit: 0, offset: 1,
        is: "15"),
    ]
  }

  private func articlesField(limit: Slot? = nil, offset: Slot? = nil, names: [String] = ["id"]) throws(ConnectorError) -> Field {
    let selection = Selection(
      from: table("article"), order: try source.order("article", ["id"]), limit: limit, offset: offset,
      shape: .rows(try source.fields("article", names)))
    return Field("articles", .related(try articles(), selection))
  }

  private func authors(_ fields: [Field], _ name: String, _ parameters: [Parameter] = [], is expected: String) throws(ConnectorError)
    -> Check
  {
    let selection = Selection(
      from: table("author"), order: try source.order("author", ["id"]), shape: .rows(try source.fields("author", ["id"]) + fields))
    return Check(name: name, actual: try source.run(Query(selection: selection), parameters), expected: expected)
  }

  private func nesting() throws(ConnectorError) -> [Check] {
    let author = [ColumnPair(parent: try source.column("article", "author_id"), child: try source.column("author", "id"))]
    let writer = Field(
      "writer",
      .related(
        author, Selection(from: table("author"), shape: .firstRow(try source.fields("author", ["name"]) + [articlesField(limit: 0)]))))
    let deep = Selection(
      from: table("article"), filter: try source.comparison("article", "id", "_in", 1), order: try source.order("article", ["id"]),
      shape: .rows(try source.fields("article", ["title", "published"]) + [writer, Field("t", .constant("\"article\""))]))
    return [
      try authors(
        [articlesField(names: ["id", "rating"])], "nested rows",
        is: #"[{"id":1,"articles":[{"id":10,"rating":4.50},{"id":11,"rating":3.25},{"id":12,"rating":null}]},{"id":2,"articles":[]},"#
          + #"{"id":3,"articles":[{"id":13,"rating":1.00},{"id":15,"rating":5.00}]},{"id":4,"articles":[]}]"#),
      try authors(
        [articlesField(limit: 0, offset: 1)], "limit per parent", [.text("1"), .text("1")],
        is: #"[{"id":1,"articles":[{"id":11}]},{"id":2,"articles":[]},{"id":3,"articles":[{"id":15}]},{"id":4,"articles":[]}]"#),
      Check(
        name: "rows in objects in rows", actual: try source.run(Query(selection: deep), [.text("2"), .list(["10", "13", "14"])]),
        expected: #"[{"title":"first","published":true,"writer":{"name":"Ada","articles":[{"id":10},{"id":11}]},"t":"article"},"#
          + #"{"title":"fourth","published":true,"writer":{"name":"Cy_d","articles":[{"id":13},{"id":15}]},"t":"article"},"#
          + #"{"title":"orphan","published":null,"writer":null,"t":"article"}]"#),
    ]
  }

  private func summary() throws(ConnectorError) -> AggregateField {
    let rating = try source.column("article", "rating")
    let id = try source.column("article", "id")
    let author = try source.column("article", "author_id")
    func function(_ name: String, _ column: Column, _ result: CanonicalType) -> SummaryField {
      SummaryField(name, .function(name: name, [FunctionField("v", .column(column, result: result))]))
    }
    return AggregateField(
      "aggregate",
      .summary([
        SummaryField("count", .count([], distinct: false)), SummaryField("rated", .count([rating], distinct: false)),
        SummaryField("authors", .count([author], distinct: true)), SummaryField("both", .count([author, rating], distinct: false)),
        SummaryField("pairs", .count([author, rating], distinct: true)), function("max", id, .int32), function("sum", id, .int64),
        function("stddev_pop", author, .float64),
      ]))
  }

  private func aggregates() throws(ConnectorError) -> [Check] {
    let nodes = AggregateField("nodes", .nodes(try source.fields("article", ["id"]), limit: 0))
    let all = Selection(from: table("article"), order: try source.order("article", ["id"]), shape: .aggregate([try summary(), nodes]))
    var none = all
    none.filter = .or([])
    var cut = all
    cut.limit = 0
    let related = Field("s", .related(try articles(), Selection(from: table("article"), shape: .aggregate([try summary()]))))
    let empty = #"{"count":0,"rated":0,"authors":0,"both":0,"pairs":0,"max":{"v":null},"sum":{"v":null},"stddev_pop":{"v":null}}"#
    return [
      Check(
        name: "aggregate", actual: try source.run(Query(selection: all), [.text("2")]),
        expected:
          #"{"aggregate":{"count":6,"rated":5,"authors":2,"both":6,"pairs":6,"max":{"v":15},"sum":{"v":75},"stddev_pop":{"v":0.9797958971132712}},"#
          + #""nodes":[{"id":10},{"id":11}]}"#),
      Check(
        name: "aggregate of nothing", actual: try source.run(Query(selection: none), [.text("2")]),
        expected: #"{"aggregate":\#(empty),"nodes":[]}"#),
      Check(
        name: "aggregate of a cut", actual: try source.run(Query(selection: cut), [.text("2")]),
        expected: #"{"aggregate":{"count":2,"rated":2,"authors":1,"both":2,"pairs":2,"max":{"v":11},"sum":{"v":21},"stddev_pop":{"v":0}},"#
          + #""nodes":[{"id":10},{"id":11}]}"#),
      try authors(
        [related], "nested aggregate",
        is:
          #"[{"id":1,"s":{"aggregate":{"count":3,"rated":2,"authors":1,"both":3,"pairs":3,"max":{"v":12},"sum":{"v":33},"stddev_pop":{"v":0}}}},"#
          + #"{"id":2,"s":{"aggregate":\#(empty)}},{"id":3,"s":{"aggregate":{"count":2,"rated":2,"authors":1,"both":2,"pairs":2,"max":{"v":15},"#
          + #""sum":{"v":28},"stddev_pop":{"v":0}}}},{"id":4,"s":{"aggregate":\#(empty)}}]"#),
    ]
  }

  /// Lookups with everything that holds per key.
  private func keyed() throws(ConnectorError) -> [Check] {
    let key = LookupKey(column: try source.column("article", "author_id"), sent: .int64)
    let rating = OrderTerm(.column(try source.column("article", "rating")), descending: true, nullsFirst: false)
    var rows = Selection(from: table("article"), order: [rating], shape: .rows(try source.fields("article", ["id"])))
    let keys = [["3"], ["1"], ["7"], ["3"]]
    let plain = try source.lookup(Query(selection: rows, keys: [key]), keys)
    rows.limit = 0
    let limited = try source.lookup(Query(selection: rows, keys: [key]), keys, [.text("1")])
    rows.offset = 1
    let unlimited = try source.lookup(Query(selection: rows, keys: [key]), keys, [.null, .text("1")])
    rows.offset = nil
    rows.distinctOn = try source.columns("article", ["published"])
    rows.order = try source.order("article", ["published", "id"])
    let distinct = try source.lookup(Query(selection: rows, keys: [key]), keys, [.text("5")])
    let counts = Selection(
      from: table("article"), shape: .aggregate([AggregateField("a", .summary([SummaryField("n", .count([], distinct: false))]))]))
    let counted = try source.lookup(Query(selection: counts, keys: [key]), keys)
    func text(_ found: [[String]]) -> String { found.map { $0.joined(separator: ",") }.joined(separator: " | ") }
    return [
      Check(
        name: "lookup", actual: text(plain),
        expected: #"{"id":15},{"id":13} | {"id":10},{"id":11},{"id":12} |  | {"id":15},{"id":13}"#),
      Check(name: "lookup with limit", actual: text(limited), expected: #"{"id":15} | {"id":10} |  | {"id":15}"#),
      Check(name: "lookup with null limit", actual: text(unlimited), expected: #"{"id":13} | {"id":11},{"id":12} |  | {"id":13}"#),
      Check(
        name: "lookup with distinct on", actual: text(distinct),
        expected: #"{"id":15},{"id":13} | {"id":11},{"id":10} |  | {"id":15},{"id":13}"#),
      Check(
        name: "lookup of aggregates", actual: text(counted), expected: #"{"a":{"n":2}} | {"a":{"n":3}} | {"a":{"n":0}} | {"a":{"n":2}}"#),
    ]
  }

  private func negatives() throws(ConnectorError) -> [Check] {
    let filter = try source.comparison("author", "age", "_eq", 0)
    let selection = Selection(from: table("author"), filter: filter, shape: .rows(try source.fields("author", ["id"])))
    do throws(ConnectorError) {
      return [Check(name: "bad literal", actual: try source.run(Query(selection: selection), [.text("abc")]), expected: "an error")]
    } catch {
      return [Check(name: "bad literal", actual: "\(error.family) \(error.code)", expected: "user data-exception")]
    }
  }
}
