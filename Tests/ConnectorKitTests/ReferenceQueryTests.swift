import ConnectorKit
import ConnectorProtocol
import JSON
import Testing

private typealias Data = ReferenceData

/// What every part of a query means, shown on the reference connector over real sockets.
@Suite struct ReferenceQueryTests {
  private func answer(_ selection: Selection, _ parameters: [Parameter] = [], strings: Bool = false) throws -> String {
    let (client, connection) = try Data.connect()
    defer { client.close() }
    return try connection.query(Query(selection: selection, numbersAsStrings: strings), parameters: parameters).text
  }

  /// The ids of the authors that a filter keeps.
  private func ids(_ filter: Filter, _ parameters: [Parameter] = []) throws -> String {
    try answer(Selection(from: Data.author, filter: filter, shape: .rows([Data.field(Data.id)])), parameters)
      .replacing("{\"id\":", with: "").replacing("}", with: "")
  }

  @Test func rowsAreObjectsInTheOrderOfTheFields() throws {
    let selection = Selection(
      from: Data.author, limit: 0, offset: 1,
      shape: .rows([Field("t", .constant("\"author\"")), Data.field(Data.score), Field("n", .column(Data.name, path: nil))]))
    #expect(
      try answer(selection, [.text("2"), .text("1")])
        == #"[{"t":"author","score":null,"n":"Bob"},{"t":"author","score":0.5,"n":"cyd"}]"#)
    #expect(try answer(selection, [.text("0"), .null]) == "[]")
    #expect(
      try answer(
        Selection(from: Data.article, limit: 0, shape: .rows([Data.field(Data.articleID), Data.field(Data.title)])), [.text("1")],
        strings: true)
        == #"[{"id":"1","title":"a\"1"}]"#)
  }

  @Test func filtersAreThreeValued() throws {
    #expect(try ids(Data.compare(Data.id, "_gt", 0), [.text("2")]) == "[3,4]")
    #expect(try ids(Data.compare(Data.score, "_gt", 0), [.text("1")]) == "[1,4]")
    #expect(try ids(.not(Data.compare(Data.score, "_gt", 0)), [.text("1")]) == "[3]")
    #expect(try ids(Data.compare(Data.score, "_eq", 0), [.null]) == "[]")
    #expect(try ids(.isNull(Operand(Data.score), true)) == "[2]")
    #expect(try ids(.and([])) == "[1,2,3,4]")
    #expect(try ids(.or([])) == "[]")
    #expect(try ids(.or([Data.compare(Data.score, "_gt", 0), Data.compare(Data.id, "_eq", 1)]), [.text("1"), .text("2")]) == "[1,2,4]")
    #expect(try ids(.comparison(Operand(Data.id), operator: "_in", .list(0, Data.id.type)), [.list(["1", "4"])]) == "[1,4]")
    #expect(try ids(.comparison(Operand(Data.id), operator: "_in", .list(0, Data.id.type)), [.list([])]) == "[]")
    #expect(try ids(.comparison(Operand(Data.id), operator: "_nin", .list(0, Data.id.type)), [.list(["1", nil])]) == "[]")
    #expect(try ids(Data.compare(Data.name, "_like", 0), [.text("_n%")]) == "[1]")
    #expect(try ids(Data.compare(Data.name, "_ilike", 0), [.text("C%D")]) == "[3]")
    #expect(try ids(.comparison(Operand(Data.id, cast: Data.name.type), operator: "_eq", .value(0, Data.name.type)), [.text("3")]) == "[3]")
  }

  @Test func existsAndColumnsOfTheRoot() throws {
    #expect(try ids(.exists(Data.article, Data.articlesOfAuthor, Data.compare(Data.words, "_gte", 0)), [.text("200")]) == "[1]")
    #expect(try ids(.not(.exists(Data.article, Data.articlesOfAuthor, .and([])))) == "[3,4]")
    // Without pairs the table is unrelated; the root's id is compared with each article's.
    let ofRoot = Filter.comparison(Operand(Data.articleID), operator: "_eq", .column(Data.id, outer: 1))
    #expect(try ids(.exists(Data.article, [], .and([ofRoot, Data.compare(Data.words, "_lt", 0)])), [.text("100")]) == "[4]")
  }

  @Test func aggregatesOfRelatedRowsFilterAndOrder() throws {
    let count = RelatedAggregate(relation: Data.article, pairs: Data.articlesOfAuthor, function: "count")
    #expect(try ids(.aggregate(count, operator: "_gte", .value(0, Data.id.type)), [.text("1")]) == "[1,2]")
    let selection = Selection(
      from: Data.author, order: [OrderTerm(.aggregate(count), descending: true), OrderTerm(.column(Data.name))],
      shape: .rows([Data.field(Data.name)]))
    #expect(try answer(selection) == #"[{"name":"Ann"},{"name":"Bob"},{"name":"Dan"},{"name":"cyd"}]"#)
  }

  @Test func nullsStandWhereTheOrderSays() throws {
    func titles(_ term: OrderTerm) throws -> String {
      try answer(Selection(from: Data.article, order: [term], shape: .rows([Data.field(Data.articleID)])))
        .replacing("{\"id\":", with: "").replacing("}", with: "")
    }
    #expect(try titles(OrderTerm(.column(Data.words))) == "[4,1,5,2,3]")
    #expect(try titles(OrderTerm(.column(Data.words), descending: true)) == "[3,2,5,1,4]")
    #expect(try titles(OrderTerm(.column(Data.words), descending: true, nullsFirst: false)) == "[2,5,1,4,3]")
    #expect(
      try titles(OrderTerm(.related(Data.author, Data.authorOfArticle, filter: nil, .column(Data.name)), descending: true)) == "[4,3,1,2,5]"
    )
  }

  @Test func distinctKeepsTheFirstInOrder() throws {
    let selection = Selection(
      from: Data.article, order: [OrderTerm(.column(Data.authorID)), OrderTerm(.column(Data.words), descending: true)],
      distinctOn: [Data.authorID], shape: .rows([Data.field(Data.articleID)]))
    #expect(try answer(selection) == #"[{"id":2},{"id":3},{"id":4}]"#)
  }

  @Test func relatedRowsNest() throws {
    let articles = Selection(
      from: Data.article, filter: Data.compare(Data.words, "_gt", 0), order: [OrderTerm(.column(Data.words))], limit: 1,
      shape: .rows([
        Data.field(Data.words),
        Field("author", .related(Data.authorOfArticle, Selection(from: Data.author, shape: .firstRow([Data.field(Data.id)])))),
      ]))
    let selection = Selection(from: Data.author, limit: 1, shape: .rows([Field("articles", .related(Data.articlesOfAuthor, articles))]))
    #expect(
      try answer(selection, [.text("100"), .text("2")])
        == #"[{"articles":[{"words":200,"author":{"id":1}},{"words":300,"author":{"id":1}}]},{"articles":[]}]"#)
    let author = Selection(from: Data.author, shape: .firstRow([Data.field(Data.name)]))
    #expect(
      try answer(Selection(from: Data.article, offset: 0, shape: .rows([Field("a", .related(Data.authorOfArticle, author))])), [.text("2")])
        == #"[{"a":{"name":"Bob"}},{"a":null},{"a":{"name":"Ann"}}]"#)
  }

  @Test func aggregatesAreOneObject() throws {
    let summary: [SummaryField] = [
      SummaryField("count", .count([], distinct: false)), SummaryField("written", .count([Data.words], distinct: false)),
      SummaryField("authors", .count([Data.authorID], distinct: true)),
      SummaryField("both", .count([Data.words, Data.authorID], distinct: false)),
      SummaryField("pairs", .count([Data.words, Data.words], distinct: true)),
      SummaryField(
        "sum",
        .function(name: "sum", [FunctionField("words", .column(Data.words, result: .int64)), FunctionField("t", .constant("\"s\""))])),
      SummaryField("max", .function(name: "max", [FunctionField("title", .column(Data.title, result: .text))])),
      SummaryField("avg", .function(name: "avg", [FunctionField("words", .column(Data.words, result: .float64))])),
    ]
    let shape = Shape.aggregate([
      AggregateField("aggregate", .summary(summary)), AggregateField("nodes", .nodes([Data.field(Data.articleID)], limit: 0)),
    ])
    #expect(
      try answer(Selection(from: Data.article, shape: shape), [.text("2")])
        == #"{"aggregate":{"count":5,"written":4,"authors":2,"both":5,"pairs":5,"sum":{"words":650,"t":"s"},"max":{"title":"none"},"avg":{"words":162.5}},"nodes":[{"id":1},{"id":2}]}"#
    )
    let none = Selection(from: Data.article, filter: .or([]), shape: .aggregate([AggregateField("aggregate", .summary(summary))]))
    #expect(
      try answer(none)
        == #"{"aggregate":{"count":0,"written":0,"authors":0,"both":0,"pairs":0,"sum":{"words":null,"t":"s"},"max":{"title":null},"avg":{"words":null}}}"#
    )
  }

  @Test func firstRowOrNull() throws {
    let shape = Shape.firstRow([Data.field(Data.name)])
    #expect(
      try answer(Selection(from: Data.author, filter: Data.compare(Data.id, "_eq", 0), shape: shape), [.text("2")]) == #"{"name":"Bob"}"#)
    #expect(try answer(Selection(from: Data.author, filter: .or([]), shape: shape)) == "null")
  }

  @Test func remotePlacesAreReportedWithTheirKeys() throws {
    let (client, connection) = try Data.connect()
    defer { client.close() }
    let remote = Field("city", .remote(use: 0, keys: [.column(Data.column("city_id"))]))
    let nested = Field("authors", .related(Data.authorOfArticle, Selection(from: Data.author, shape: .rows([remote]))))
    let pair = Field("pair", .remote(use: 1, keys: [.column(Data.authorID), .column(Data.title)]))
    let query = Query(selection: Selection(from: Data.article, shape: .rows([nested, pair])))
    let answer = try connection.query(query)
    var text = Array(answer.text.utf8)
    let places = (answer.places(of: 0) + answer.places(of: 1)).sorted { $0.offset > $1.offset }
    for place in places {
      text.insert(contentsOf: Array((place.key?.joined(separator: "+") ?? "null").utf8), at: place.offset)
    }
    #expect(
      String(decoding: text, as: UTF8.self)
        == #"[{"authors":[{"city":10}],"pair":1+a"1},{"authors":[{"city":10}],"pair":1+a2},"#
        + #"{"authors":[{"city":20}],"pair":2+b1},{"authors":[],"pair":null},{"authors":[{"city":10}],"pair":1+a3}]"#)
  }

  @Test func describeGivesAllOrTheNamedTables() throws {
    let (client, connection) = try Data.connect()
    defer { client.close() }
    let schema = try connection.describe()
    #expect(schema.tables.map(\.name.description) == ["article", "author"])
    #expect(schema.tables[0].foreignKeys.first?.table == TableReference(["author"]))
    #expect(schema.tables[1].primaryKey?.columns == ["id"])
    #expect(schema.tables[1].columns.map(\.scalar) == ["Int", "String", "numeric", "Int"])
    let named = try connection.describe(DescribeCall(tables: [TableReference(["author"]), TableReference(["none"])], namesOnly: true))
    #expect(named.tables == [TableDescription(name: TableReference(["author"]), columns: [])])
  }
}
