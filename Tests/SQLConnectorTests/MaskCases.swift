import ConnectorProtocol

/// Queries over a `person(id, boss, name, t1)` whose boss and name some rows hide, in every clause.
enum MaskCases {
  private static let int = ColumnType(native: "integer", canonical: .int32)
  private static let text = ColumnType(native: "varchar(20)", canonical: .text, collation: "NOCASE")

  private static let id = Column(name: "id", type: int)
  private static let boss = Column(name: "boss", type: int)
  private static let name = Column(name: "name", type: text)
  /// Called as an alias.
  private static let alias = Column(name: "T1", type: int)

  private static let table = Relation.table(TableReference(["person"]))
  private static let shown = Filter.or([
    compare(boss, 1),
    .exists(table, [ColumnPair(parent: boss, child: id)], .comparison(Operand(id), operator: "_gt", .column(alias, outer: 1))),
  ])
  private static let masks = [Mask(boss, shown: compare(id, 2)), Mask(name, shown: shown)]
  private static let person = masked(table)
  private static let chief = [ColumnPair(parent: boss, child: id)]
  private static let staff = [ColumnPair(parent: id, child: boss)]

  private static func masked(_ relation: Relation) -> Relation {
    .masked(MaskedRows(relation, filter: compare(boss, 0), columns: [id, boss, name, alias], masks: masks))
  }

  private static func compare(_ column: Column, _ slot: Slot) -> Filter {
    .comparison(Operand(column), operator: "_eq", .value(slot, column.type))
  }

  private static func show(_ columns: Column...) -> [Field] {
    columns.enumerated().map { Field("f\($0)", .column($1, path: nil)) }
  }

  private static func call(_ name: String, returnsSet: Bool) -> FunctionCall {
    FunctionCall(
      function: TableReference([name]), arguments: [FunctionArgument(.row(TableReference(["person"])))], returnsSet: returnsSet)
  }

  private static let summary = Shape.aggregate([
    AggregateField(
      "aggregate",
      .summary([
        SummaryField("n", .count([name], distinct: true)),
        SummaryField("max", .function(name: "max", [FunctionField("b", .column(boss, result: .int32))])),
      ]))
  ])

  static let all: [String: Query] = [
    "masked": Query(
      selection: Selection(
        from: person,
        filter: .and([
          compare(name, 3), .exists(person, chief, .isNull(Operand(name), true)),
          .aggregate(RelatedAggregate(relation: person, pairs: staff, function: "count", columns: [name]), operator: "_gt", .value(4, int)),
        ]),
        order: [OrderTerm(.column(name)), OrderTerm(.related(person, chief, filter: nil, .column(name))), OrderTerm(.column(id))],
        limit: 5,
        shape: .rows(
          show(id, name, boss) + [
            Field("chief", .related(chief, Selection(from: person, shape: .firstRow(show(name))))),
            Field("far", .remote(use: 0, keys: [.column(boss), .column(id)])),
          ]))),
    "masked-distinct": Query(
      selection: Selection(
        from: person, order: [OrderTerm(.column(name)), OrderTerm(.column(id))], distinctOn: [name], shape: .rows(show(id)))),
    "masked-aggregate": Query(selection: Selection(from: person, filter: compare(name, 3), limit: 4, shape: summary)),
    "masked-lookup": Query(
      selection: Selection(from: person, order: [OrderTerm(.column(name))], shape: .rows(show(name))),
      keys: [LookupKey(column: boss, sent: .int64)]),
    "masked-functions": Query(
      selection: Selection(
        from: person,
        filter: .isNull(
          Operand(.computed(ScalarCall(call("loud", returnsSet: false), type: text, shown: compare(name, 3)))), false),
        order: [
          OrderTerm(
            .aggregate(
              RelatedAggregate(relation: masked(.function(call("fans", returnsSet: true))), pairs: [], function: "max", columns: [name])))
        ],
        shape: .rows([
          Field("loud", .computed(ScalarCall(call("loud", returnsSet: false), type: text, shown: compare(name, 3)), path: nil)),
          Field("fans", .related([], Selection(from: masked(.function(call("fans", returnsSet: true))), shape: .rows(show(name))))),
          Field("best", .related([], Selection(from: masked(.function(call("best", returnsSet: false))), shape: .firstRow(show(name))))),
        ]))),
  ]
}
