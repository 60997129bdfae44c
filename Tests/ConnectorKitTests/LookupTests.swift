import ConnectorKit
import ConnectorProtocol
import JSON
import ReferenceConnector
import Testing

private typealias Data = ReferenceData

@Suite struct LookupTests {
  private static let keys = [LookupKey(column: Data.authorID, sent: .int64)]

  private func lookup(_ selection: Selection, _ keys: [String], _ parameters: [Parameter] = []) throws -> [UInt32: [String]] {
    let (client, connection) = try Data.connect()
    defer { client.close() }
    return try connection.query(
      Query(selection: selection, keys: Self.keys), parameters: parameters, keys: KeyColumns(tuples: keys.map { [$0] })
    ).rows
  }

  @Test func limitAndOrderHoldPerKey() throws {
    let selection = Selection(
      from: Data.article, order: [OrderTerm(.column(Data.words), descending: true)], limit: 0, offset: 1,
      shape: .rows([Data.field(Data.words)]))
    #expect(
      try lookup(selection, ["9", "1", "2"], [.text("2"), .text("1")]) == [1: [#"{"words":200}"#, #"{"words":100}"#]])
    #expect(
      try lookup(selection, ["2", "1", "1"], [.text("1"), .text("0")])
        == [0: [#"{"words":null}"#], 1: [#"{"words":300}"#], 2: [#"{"words":300}"#]])
  }

  @Test func anObjectIsTheFirstRowAndAnAggregateIsThereForEveryKey() throws {
    let first = Selection(from: Data.article, order: [OrderTerm(.column(Data.words))], shape: .firstRow([Data.field(Data.articleID)]))
    #expect(try lookup(first, ["7", "1"]) == [1: [#"{"id":1}"#]])
    let count = Shape.aggregate([AggregateField("aggregate", .summary([SummaryField("count", .count([], distinct: false))]))])
    #expect(
      try lookup(Selection(from: Data.article, shape: count), ["7", "1"])
        == [0: [#"{"aggregate":{"count":0}}"#], 1: [#"{"aggregate":{"count":3}}"#]])
  }

  @Test func tuplesMatchInAllColumns() throws {
    let (client, connection) = try Data.connect()
    defer { client.close() }
    let query = Query(
      selection: Selection(from: Data.article, shape: .rows([Data.field(Data.articleID)])),
      keys: [LookupKey(column: Data.authorID, sent: .int32), LookupKey(column: Data.title, sent: .text)])
    let keys = KeyColumns(tuples: [["1", "a2"], ["2", "a2"], ["2", "b1"]])
    #expect(try connection.query(query, keys: keys).rows == [0: [#"{"id":2}"#], 2: [#"{"id":3}"#]])
  }

  /// A key as it is sent, the type of the column that it meets, and which of the column's values it finds.
  struct Case: CustomTestStringConvertible {
    let column: String
    let values: JSON
    let sent: CanonicalType
    let finds: [(key: String, values: [Int])]
    var collation: String?

    var testDescription: String { "\(sent) meets \(column)" }
  }

  static let uuid = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"

  static let matrix: [Case] = [
    Case(
      column: "int32", values: [2_147_483_647, 0, -1, nil], sent: .int64,
      finds: [("99999999999", []), ("2147483647", [0]), ("0", [1]), ("-1", [2]), ("9223372036854775807", [])]),
    Case(column: "int16", values: [1, -32768], sent: .int32, finds: [("1", [0]), ("65537", []), ("-32768", [1]), ("32768", [])]),
    Case(
      column: "int64", values: [9_223_372_036_854_775_807], sent: .numeric(precision: nil, scale: nil),
      finds: [("9223372036854775807", [0]), ("9223372036854775808", []), ("9223372036854775807.0", [0]), ("9223372036854775806.5", [])]),
    Case(column: "int32", values: [5], sent: .numeric(precision: 5, scale: 2), finds: [("5.00", [0]), ("5.01", []), ("5", [0])]),
    Case(column: "numeric", values: [5, 5.01], sent: .int32, finds: [("5", [0])]),
    Case(
      column: "text", values: ["abc", "ABC", "abc ", "", "0", "a\u{0}b", "?", "\u{E9}", "e\u{301}"], sent: .text,
      finds: [
        ("abc", [0]), ("ABC", [1]), ("abc ", [2]), ("", [3]), ("0", [4]), ("a\u{0}b", [5]), ("a", []), ("\u{1F600}", []), ("\u{E9}", [7]),
        ("e\u{301}", [8]),
      ]),
    Case(column: "text", values: ["abc", "ABC"], sent: .text, finds: [("Abc", [0, 1])], collation: "nocase"),
    Case(column: "text", values: [.string(uuid)], sent: .uuid, finds: [(uuid, [0]), ("x", [])]),
    Case(column: "text", values: [.string(uuid.uppercased())], sent: .uuid, finds: [(uuid, [])]),
    Case(
      column: "uuid", values: [.string(uuid.uppercased())], sent: .text,
      finds: [(uuid, [0]), (uuid.uppercased(), []), ("{" + uuid + "}", []), ("a0eebc99", []), ("", [])]),
    Case(column: "boolean", values: [true, false, nil], sent: .boolean, finds: [("true", [0]), ("false", [1]), ("1", [])]),
    Case(column: "float64", values: [0.1], sent: .float64, finds: [("0.1", [0]), ("1e-1", [0]), ("0.10000001", [])]),
    Case(column: "date", values: ["2020-02-29"], sent: .date, finds: [("2020-02-29", [0]), ("2020-03-01", [])]),
  ]

  @Test func typesThatLoseSomethingAreRefused() throws {
    let (client, connection) = try Data.connect()
    defer { client.close() }
    for sent: CanonicalType in [.text, .float64, .boolean, .json, .opaque, .date] {
      let query = Query(
        selection: Selection(from: Data.author, shape: .rows([])), keys: [LookupKey(column: Data.id, sent: sent)])
      let error = #expect(throws: ConnectorError.self) { try connection.query(query, keys: KeyColumns(tuples: [["1"]])) }
      #expect(error?.family == .user)
    }
    #expect(!CanonicalType.json.isMatchable(with: .json))
    #expect(CanonicalType.enumeration.isMatchable(with: .text))
    #expect(CanonicalType.numeric(precision: 3, scale: 1).isMatchable(with: .int64))
  }

  @Test(arguments: matrix)
  func keysMeetColumns(_ test: Case) throws {
    let rows = JSON.array((test.values.arrayValue ?? []).enumerated().map { [JSON.number(JSONNumber($0.offset)), $0.element] })
    let configuration: JSON = [
      "tables": [
        [
          "name": "t", "rows": rows,
          "columns": [
            ["name": "n", "type": "int32"],
            ["name": "k", "type": .string(test.column), "collation": test.collation.map { .string($0) } ?? nil],
          ],
        ]
      ]
    ]
    let client = try ConnectorClient(inProcess: ReferenceConnector())
    defer { client.close() }
    let connection = try client.open(kind: "reference", configuration: configuration.text)
    let column = try #require(try connection.describe().tables.first?.columns.last)
    let query = Query(
      selection: Selection(from: .table(TableReference(["t"])), shape: .rows([Field("n", .column(Data.column("n"), path: nil))])),
      keys: [LookupKey(column: Column(name: "k", type: column.type), sent: test.sent, usesTargetCollation: test.collation != nil)])
    let found = try connection.query(query, keys: KeyColumns(tuples: test.finds.map { [$0.key] })).rows
    for (ordinal, expected) in test.finds.enumerated() {
      #expect(found[UInt32(ordinal)] ?? [] == expected.values.map { "{\"n\":\($0)}" }, "key \(expected.key)")
    }
  }
}
