import ConnectorProtocol

/// Values with every case and every optional both ways, for round trips.
enum Samples {
  static let types: [CanonicalType] = [
    .boolean, .int16, .int32, .int64, .numeric(precision: nil, scale: nil), .numeric(precision: 10, scale: -2),
    .numeric(precision: 0, scale: 0),
    .float32, .float64, .text, .bytes, .uuid, .date, .time, .timeWithTimeZone, .timestamp, .timestampWithTimeZone, .interval, .json,
    .enumeration, .array(of: .int32), .array(of: .array(of: .numeric(precision: 3, scale: 1))), .geometry, .opaque,
  ]

  static func column(_ name: String, _ type: CanonicalType = .int32) -> Column {
    Column(name: name, type: ColumnType(native: "native \(name)", canonical: type, collation: type == .text ? "C" : nil))
  }

  static let author = Relation.table(TableReference(["public", "author"]))
  static let nativeQuery = Relation.nativeQuery(
    NativeQuery(pieces: [.text("SELECT '\u{0}"), .argument(0, integer), .text(""), .argument(7, column("t", .text).type)]))
  static let pair = ColumnPair(parent: column("id"), child: column("author_id"))
  static let integer = ColumnType(native: "int4", canonical: .int32)

  static let full = ScalarCall(
    FunctionCall(
      function: TableReference(["public", "full_name"]),
      arguments: [
        FunctionArgument(.row(TableReference(["public", "author"]))), FunctionArgument(.value(0, integer)),
        FunctionArgument(.value(1, ColumnType(native: "json", canonical: .json)), name: ""),
      ], returnsSet: false), type: integer)
  static let search = FunctionCall(
    function: TableReference(["search"]), arguments: [FunctionArgument(.value(0, integer), name: "query")])

  static let mask = Mask(column("m", .text), shown: .isNull(Operand(column("a")), false))
  static let masked = Relation.masked(
    MaskedRows(author, filter: .or([]), columns: [column("a"), column("m", .text)], masks: [mask, Mask(column("a"), shown: .and([]))]))

  static let related = RelatedAggregate(
    relation: author, pairs: [pair], filter: .and([]), function: "count", columns: [column("x")], distinct: true)

  static let filter = Filter.and([
    .or([]), .not(.isNull(Operand(column("a")), true)), .isNull(Operand(column("a"), cast: integer), false),
    .comparison(Operand(column("b", .text), cast: integer), operator: "_eq", .value(3, integer)),
    .comparison(Operand(column("c")), operator: "_in", .list(0, integer)),
    .comparison(Operand(column("d")), operator: "_ceq", .column(column("e"), outer: 1)),
    .comparison(Operand(.computed(full), cast: integer), operator: "_eq", .value(3, integer)), .isNull(Operand(.computed(full)), true),
    .exists(.function(search), [], .and([])), .exists(nativeQuery, [pair], .and([])), .exists(author, [pair], .and([])),
    .exists(author, [], .or([.and([])])), .exists(masked, [pair], .masked([mask], .not(.and([])))),
    .exists(.masked(MaskedRows(nativeQuery, filter: nil, columns: [], masks: [])), [], .and([])),
    .keys([]),
    .keys([
      KeyList(LookupKey(column: column("k"), sent: .int64), in: 0),
      KeyList(LookupKey(column: column("t", .text), sent: .text, usesTargetCollation: true), in: 7),
    ]),
    .aggregate(related, operator: "_gt", .value(9, integer)),
    .aggregate(RelatedAggregate(relation: author, pairs: [], function: "bool_and"), operator: "_eq", .value(0, integer)),
  ])

  static let order = [
    OrderTerm(.column(column("a")), descending: true), OrderTerm(.related(author, [pair], filter: filter, .column(column("name", .text)))),
    OrderTerm(.related(author, [], filter: nil, .aggregate(related)), nullsFirst: true), OrderTerm(.computed(full), descending: true),
  ]

  static let selection = Selection(
    from: author, filter: filter, order: order, distinctOn: [column("a")], limit: 0, offset: 12,
    shape: .rows([
      Field("plain", .column(column("a"), path: nil)), Field("path", .column(column("j", .json), path: 0)),
      Field("__typename", .constant("\"author\"")), Field("nul", .constant("\"a\u{0}b\"")),
      Field("remote", .remote(use: 0, keys: [.column(column("x")), .column(column("y"))])), Field("keyless", .remote(use: 7, keys: [])),
      Field("by call", .remote(use: 1, keys: [.computed(full), .column(column("y"))])), Field("full", .computed(full, path: nil)),
      Field("masked", .masked(mask, path: nil)), Field("masked path", .masked(mask, path: 2)),
      Field("shown", .computed(ScalarCall(search, type: integer, shown: .or([])), path: nil)),
      Field("inner", .computed(full, path: 3)), Field("searched", .related([], Selection(from: .function(search), shape: .rows([])))),
      Field("one", .related([pair], Selection(from: author, shape: .firstRow([])))),
      Field("many", .related([], Selection(from: author, shape: .aggregate(aggregate)))),
    ]))

  static let aggregate = [
    AggregateField("t", .constant("\"x\"")), AggregateField("nodes", .nodes([Field("a", .column(column("a"), path: nil))], limit: 4)),
    AggregateField("all", .nodes([], limit: nil)),
    AggregateField(
      "aggregate",
      .summary([
        SummaryField("c", .constant("1")), SummaryField("n", .count([], distinct: false)),
        SummaryField("m", .count([column("a")], distinct: true)),
        SummaryField(
          "sum",
          .function(
            name: "sum",
            [
              FunctionField("t", .constant("\"y\"")), FunctionField("a", .column(column("a"), result: .int64)),
              FunctionField("f", .computed(full, result: .text)),
            ])),
      ])),
  ]

  static let query = Query(
    selection: selection,
    keys: [LookupKey(column: column("id"), sent: .text, usesTargetCollation: true), LookupKey(column: column("b"), sent: .int64)],
    numbersAsStrings: true)

  static let mutation = Mutation(
    operations: [
      .insert(
        Mutation.Insert(
          table: TableReference(["author"]), columns: [column("a"), column("b")], rows: [[0, nil], [nil, 1]],
          conflict: Mutation.Conflict(
            constraint: "k", columns: ["a"], update: [column("b")], filter: filter,
            presets: [Mutation.Assignment(column: column("a"), operator: "_set", slot: 1)], check: filter),
          returning: [Field("a", .column(column("a"), path: nil))],
          references: [Mutation.Reference(column: column("a"), operation: 0, source: column("b"))], check: filter)),
      .update(
        Mutation.Update(
          table: TableReference(["author"]), set: [Mutation.Assignment(column: column("a"), operator: "_inc", slot: 0)], filter: filter,
          check: filter, key: [column("a")])),
      .written(
        Mutation.Written(
          operations: [0, 7], table: TableReference(["author"]), returning: [Field("a", .column(column("a"), path: nil))])),
      .insert(
        Mutation.Insert(
          table: TableReference([]), columns: [], rows: [[], []], conflict: Mutation.Conflict(constraint: nil, columns: [], update: []))),
      .update(
        table: TableReference(["author"]),
        set: [
          Mutation.Assignment(column: column("a"), operator: "_inc", slot: 0),
          Mutation.Assignment(column: column("b"), operator: "_default", slot: nil),
        ],
        filter: filter, returning: []),
      .delete(table: TableReference(["author"]), filter: .and([]), returning: [Field("r", .constant("1"))]),
      .call(query.selection),
    ], numbersAsStrings: true)

  static let keys = KeyColumns(
    columns: [KeyColumn(bytes: Array("ab12".utf8), ends: [0, 2, 4]), KeyColumn(bytes: Array("\u{0}x".utf8), ends: [1, 2, 2])], count: 3)

  static let chunk = RowChunk(
    json: Array("{\"a\":}{\"a\":}".utf8), rowCount: 2, ordinals: [7, 0], rowEnds: [6, 12],
    uses: [
      RemoteUse(
        use: 3, offsets: [5, 11], nulls: [0b10],
        keys: [KeyColumn(bytes: Array("12".utf8), ends: [2, 2]), KeyColumn(bytes: [0], ends: [1, 1])]),
      RemoteUse(use: 0, offsets: [12], nulls: [0], keys: [KeyColumn(bytes: [], ends: [0])]),
    ])

  static let scalars = types.map { type in
    ScalarType(
      name: "s", canonical: type, input: .any,
      operators: [
        ComparisonOperator("_eq", comment: ""), ComparisonOperator("_in", .listOfSame), ComparisonOperator("_has", .scalar("String")),
        ComparisonOperator("_any", .listOfScalar("String"), comment: "c"),
        ComparisonOperator(
          "_near",
          .object(
            ArgumentObject(
              name: "near",
              fields: [ArgumentObject.Field("from", "json", isRequired: true), ArgumentObject.Field("by", "Float", isRequired: false)]))),
      ], aggregates: [AggregateFunction("sum", result: "bigint")], isOrderable: false,
      casts: [ScalarCast(to: "String", native: "text")])
  }

  static let schema = SourceSchema(
    tables: [
      TableDescription(
        name: TableReference(["public", "t"]), kind: .materializedView, comment: "",
        columns: [
          ColumnDescription(name: "a", type: integer, scalar: "Int", isNullable: true),
          ColumnDescription(
            name: "b", type: column("b", .text).type, scalar: "String", isNullable: false, hasDefault: true, isGenerated: true,
            isIdentity: true,
            comment: "c", stableID: "2"),
        ], primaryKey: UniqueKey(name: "pk", columns: ["a", "b"]), uniqueKeys: [UniqueKey(name: "u", columns: [])],
        foreignKeys: [ForeignKey(name: "f", columns: ["a"], table: TableReference(["x"]), referencedColumns: ["y"])], isInsertable: false,
        isUpdatable: true, isDeletable: false, stableID: "16384"),
      TableDescription(name: TableReference(["e"]), columns: []),
    ], scalars: scalars,
    functions: [
      FunctionDescription(
        name: TableReference(["public", "f"]),
        parameters: [
          FunctionParameter(
            name: nil, type: FunctionType(name: "t", sort: .composite, type: integer, scalar: "t", table: TableReference(["public", "t"]))),
          FunctionParameter(name: "", type: FunctionType(name: "int4", type: integer, scalar: "Int"), hasDefault: true),
        ], result: FunctionType(name: "record", sort: .pseudo, type: integer, scalar: "record"), returnsSet: true, volatility: .stable,
        isStrict: true, isVariadic: true, comment: ""),
      FunctionDescription(
        name: TableReference(["g"]), parameters: [], result: FunctionType(name: "e", sort: .enumeration, type: integer, scalar: "e")),
    ],
    nativeQueries: [
      NativeQueryDescription(
        name: "q", arguments: [ColumnDescription(name: "", type: integer, scalar: "Int", isNullable: true)],
        columns: [ColumnDescription(name: "a", type: integer, scalar: "Int", isNullable: false)]),
      NativeQueryDescription(name: "bad", problem: ConnectorError(.user, code: "c", message: "m", native: "42601", detail: "{}")),
    ])

  static let declarations = [
    NativeQueryDeclaration(
      name: "q", query: NativeQuery(pieces: [.text("SELECT "), .argument(0, ColumnType(native: "", canonical: .opaque))]),
      arguments: ["integer"], columns: [(name: "a", native: "text"), (name: "b", native: "")]),
    NativeQueryDeclaration(name: "", query: NativeQuery(pieces: []), arguments: [], columns: []),
  ]
}
