import ConnectorProtocol

/// Queries over `author(id, name)`, `book(id, author_id, title, price, data)`, as the host would ask them.
enum GoldenCases {
  private static let int = ColumnType(native: "integer", canonical: .int32)
  private static let text = ColumnType(native: "text", canonical: .text)
  private static let price = ColumnType(native: "numeric(10,2)", canonical: .numeric(precision: 10, scale: 2))
  private static let json = ColumnType(native: "json", canonical: .json)

  private static let id = Column(name: "id", type: int)
  private static let name = Column(name: "name", type: text)
  private static let authorID = Column(name: "author_id", type: int)
  private static let title = Column(name: "ti\"t`le", type: text)
  private static let cost = Column(name: "price", type: price)
  private static let data = Column(name: "data", type: json)

  private static let author = Relation.table(TableReference(["author"]))
  private static let book = Relation.table(TableReference(["book"]))
  private static let books = [ColumnPair(parent: id, child: authorID)]
  private static let toAuthor = [ColumnPair(parent: authorID, child: id)]

  private static func show(_ columns: Column...) -> [Field] {
    columns.enumerated().map { Field("f\($0)", .column($1, path: nil)) }
  }

  private static func compare(_ column: Column, _ name: String, _ slot: Slot) -> Filter {
    .comparison(Operand(column), operator: name, .value(slot, column.type))
  }

  private static let collated = Column(
    name: "isbn", type: ColumnType(native: "varchar(13)", canonical: .text, collation: "latin1_german1_ci"))
  private static let uuid = Column(name: "code", type: ColumnType(native: "uuid", canonical: .uuid))
  private static let moment = Column(name: "printed", type: ColumnType(native: "timestamp", canonical: .timestamp))

  private static func keys(_ lists: (Column, CanonicalType, Slot)...) -> Filter {
    .keys(lists.map { KeyList(LookupKey(column: $0.0, sent: $0.1), in: $0.2) })
  }

  private static func call(_ name: String, returnsSet: Bool = true, _ more: FunctionArgument...) -> FunctionCall {
    let row = FunctionArgument(.row(TableReference(["author"])))
    return FunctionCall(function: TableReference([name]), arguments: [row] + more, returnsSet: returnsSet)
  }

  private static let full = ScalarCall(
    call("full_name", returnsSet: false, FunctionArgument(.value(0, text)), FunctionArgument(.value(1, int), name: "le\"ngth")), type: text)
  private static let search = FunctionCall(
    function: TableReference(["search"]), arguments: [FunctionArgument(.value(0, text), name: "query")])

  private static let functions: [String: Query] = [
    "function": Query(
      selection: Selection(
        from: .function(search), filter: compare(cost, "_gt", 1), order: [OrderTerm(.column(id))], shape: .rows(show(id)))),
    "function-aggregate": Query(
      selection: Selection(
        from: .function(search), limit: 1,
        shape: .aggregate([
          AggregateField(
            "aggregate",
            .summary([
              SummaryField("n", .count([], distinct: false)),
              SummaryField("max", .function(name: "max", [FunctionField("full", .computed(full, result: .text))])),
            ]))
        ]))),
    "computed": Query(
      selection: Selection(
        from: author,
        filter: .and([
          .comparison(Operand(.computed(full)), operator: "_eq", .value(2, text)), .isNull(Operand(.computed(full)), false),
          .exists(.function(call("books")), [], compare(cost, "_gt", 3)),
        ]),
        order: [
          OrderTerm(.computed(full)),
          OrderTerm(.aggregate(RelatedAggregate(relation: .function(call("books")), pairs: [], function: "count")), descending: true),
        ], shape: .rows([Field("full", .computed(full, path: nil)), Field("r", .remote(use: 0, keys: [.computed(full), .column(id)]))]))),
    "computed-rows": Query(
      selection: Selection(
        from: author,
        shape: .rows(
          show(id) + [
            Field("all", .related([], Selection(from: .function(call("books")), shape: .rows(show(title))))),
            Field(
              "some",
              .related(
                [], Selection(from: .function(call("books")), order: [OrderTerm(.column(cost))], limit: 0, shape: .rows(show(title))))),
            Field("one", .related([], Selection(from: .function(call("best", returnsSet: false)), shape: .firstRow(show(title))))),
          ]))),
  ]

  static let all: [String: Query] = [functions, plain, nested, lookups, MaskCases.all].reduce(into: [:]) { all, cases in
    all.merge(cases) { first, _ in first }
  }

  private static let plain: [String: Query] = [
    "by-key": Query(selection: Selection(from: book, filter: compare(id, "_eq", 0), shape: .firstRow(show(id, title, cost, data)))),
    "filters": Query(
      selection: Selection(
        from: book,
        filter: .and([
          .or([compare(title, "_like", 0), compare(title, "_ilike", 1), compare(title, "_nregex", 2)]),
          .not(.isNull(Operand(cost), true)), .comparison(Operand(id), operator: "_in", .list(3, int)),
          .comparison(Operand(id), operator: "_nin", .list(4, int)),
          .comparison(Operand(id), operator: "_gt", .column(authorID, outer: 0)), .or([]), .and([]),
        ]), shape: .rows(show(id)))),
    "key-filter": Query(selection: Selection(from: book, filter: keys((authorID, .int32, 0)), shape: .rows(show(id)))),
    "key-filter-text": Query(selection: Selection(from: book, filter: keys((collated, .text, 0)), shape: .rows(show(id)))),
    "key-filters": Query(
      selection: Selection(
        from: book,
        filter: .or([
          .not(keys((authorID, .int32, 0), (cost, .numeric(precision: nil, scale: nil), 1))),
          .exists(author, toAuthor, keys((name, .text, 2))), keys((uuid, .uuid, 3)), keys((moment, .timestamp, 4)), .keys([]),
        ]), shape: .rows(show(id)))),
    "key-filter-refused": Query(selection: Selection(from: book, filter: keys((authorID, .text, 0)), shape: .rows(show(id)))),
    "exists": Query(
      selection: Selection(
        from: author,
        filter: .exists(
          book, books, .and([compare(cost, "_gte", 0), .comparison(Operand(title), operator: "_neq", .column(name, outer: 1))])),
        shape: .rows(show(id)))),
    "aggregate-predicate": Query(
      selection: Selection(
        from: author,
        filter: .aggregate(
          RelatedAggregate(relation: book, pairs: books, filter: compare(cost, "_lt", 0), function: "count"), operator: "_gt",
          .value(1, int)), shape: .rows(show(id)))),
    "aggregate-predicate-of-several": Query(
      selection: Selection(
        from: author,
        filter: .aggregate(
          RelatedAggregate(relation: book, pairs: books, function: "count", columns: [title, cost], distinct: true), operator: "_gt",
          .value(0, int)), shape: .rows(show(id)))),
    "order": Query(
      selection: Selection(
        from: book,
        order: [
          OrderTerm(.column(cost), descending: true, nullsFirst: false), OrderTerm(.column(title), nullsFirst: true),
          OrderTerm(.related(author, toAuthor, filter: nil, .column(name))), OrderTerm(.column(id)),
        ], limit: 0, offset: 1, shape: .rows(show(id)))),
    "order-by-aggregate": Query(
      selection: Selection(
        from: author,
        order: [
          OrderTerm(.aggregate(RelatedAggregate(relation: book, pairs: books, function: "max", columns: [cost])), descending: true),
          OrderTerm(.aggregate(RelatedAggregate(relation: book, pairs: books, function: "count"))),
        ], shape: .rows(show(name)))),
    "distinct-on": Query(
      selection: Selection(
        from: book, order: [OrderTerm(.column(authorID)), OrderTerm(.column(cost), descending: true)], distinctOn: [authorID], limit: 0,
        shape: .rows(show(authorID, title)))),
    "aggregate": Query(selection: Selection(from: book, filter: compare(cost, "_gt", 0), shape: summary)),
    "aggregate-limited": Query(
      selection: Selection(from: book, order: [OrderTerm(.column(id))], limit: 0, offset: 1, shape: summary)),
    "json-path": Query(selection: Selection(from: book, shape: .rows([Field("a", .column(data, path: 0))]))),
    "remote": Query(
      selection: Selection(
        from: book, limit: 0, shape: .rows([Field("a", .remote(use: 0, keys: [.column(authorID), .column(title)]))] + show(id)))),
  ]

  private static let summary = Shape.aggregate([
    AggregateField(
      "aggregate",
      .summary([
        SummaryField("count", .count([], distinct: false)), SummaryField("authors", .count([authorID], distinct: true)),
        SummaryField("pairs", .count([authorID, title], distinct: true)), SummaryField("both", .count([authorID, title], distinct: false)),
        SummaryField(
          "sum", .function(name: "sum", [FunctionField("price", .column(cost, result: .numeric(precision: nil, scale: nil)))])),
        SummaryField("stddev", .function(name: "stddev", [FunctionField("price", .column(cost, result: .float64))])),
        SummaryField("max", .function(name: "max", [FunctionField("title", .column(title, result: .text))])),
      ])),
    AggregateField("nodes", .nodes(show(id), limit: nil)),
  ])

  private static func authors(_ selection: Selection) -> Query {
    Query(
      selection: Selection(
        from: author, order: [OrderTerm(.column(id))], limit: 0, shape: .rows(show(name) + [Field("books", .related(books, selection))])))
  }

  private static let nested: [String: Query] = [
    "children": authors(
      Selection(
        from: book, filter: compare(cost, "_gt", 1), order: [OrderTerm(.column(title))],
        shape: .rows(show(id) + [Field("author", .related(toAuthor, Selection(from: author, shape: .firstRow(show(name)))))]))),
    "children-limited": authors(
      Selection(from: book, order: [OrderTerm(.column(cost), descending: true)], limit: 1, offset: 2, shape: .rows(show(id)))),
    "children-distinct": authors(
      Selection(from: book, order: [OrderTerm(.column(title)), OrderTerm(.column(id))], distinctOn: [title], shape: .rows(show(id)))),
    "children-distinct-limited": authors(
      Selection(from: book, order: [OrderTerm(.column(title))], distinctOn: [title], limit: 1, shape: .rows(show(id)))),
    "children-aggregate": authors(Selection(from: book, filter: compare(cost, "_gt", 1), shape: summary)),
    "children-aggregate-limited": authors(Selection(from: book, order: [OrderTerm(.column(id))], limit: 1, shape: summary)),
    "children-by-text": Query(
      selection: Selection(
        from: author,
        shape: .rows([
          Field("same", .related([ColumnPair(parent: name, child: title)], Selection(from: book, shape: .rows(show(id)))))
        ]))),
    "children-by-two": Query(
      selection: Selection(
        from: author,
        shape: .rows([
          Field(
            "same",
            .related(
              [ColumnPair(parent: name, child: title), ColumnPair(parent: id, child: authorID)],
              Selection(from: book, shape: .rows(show(id)))))
        ]))),
  ]

  private static func lookup(_ keys: [LookupKey], filter: Filter? = nil, limit: Slot? = nil, _ shape: Shape) -> Query {
    Query(selection: Selection(from: book, filter: filter, order: [OrderTerm(.column(title))], limit: limit, shape: shape), keys: keys)
  }

  private static let lookups: [String: Query] = [
    "lookup-int": lookup([LookupKey(column: authorID, sent: .int64)], .rows(show(title))),
    "lookup-text": lookup([LookupKey(column: title, sent: .text)], .rows(show(id))),
    "lookup-numeric": lookup([LookupKey(column: cost, sent: .numeric(precision: 12, scale: 3))], .rows(show(id))),
    "lookup-two": lookup([LookupKey(column: authorID, sent: .int32), LookupKey(column: title, sent: .text)], .rows(show(id))),
    "lookup-limited": lookup([LookupKey(column: authorID, sent: .int64)], limit: 0, .rows(show(title))),
    "lookup-aggregate": lookup([LookupKey(column: authorID, sent: .int64)], summary),
    "lookup-key-filter": lookup(
      [LookupKey(column: authorID, sent: .int32), LookupKey(column: title, sent: .text)], filter: keys((id, .int32, 0), (title, .text, 1)),
      limit: 2, .rows(show(title))),
    "lookup-refused": lookup([LookupKey(column: authorID, sent: .text)], .rows(show(id))),
  ]
}
