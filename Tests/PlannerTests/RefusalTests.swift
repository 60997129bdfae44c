import Catalog
import CatalogFixtures
import JSON
import Testing

private let shop = """
  {"version": 3, "sources": [{"name": "shop", "kind": "alpha", "configuration": {}, "tables": [
    {"table": "orders", "array_relationships": [{"name": "lines", "using": {"manual_configuration": {"remote_table": "lines", "column_mapping": {"id": "order_id"}}}}]},
    {"table": "lines"}]}]}
  """

private let databases = """
  {"shop": {"tables": {
    "public.orders": {"columns": {"id": "Int!", "big": "bigint", "uid": "uuid", "note": "String", "paid": "Boolean", "doc": "jsonb", "shape": "point"}, "key": ["id"]},
    "public.lines": {"columns": {"id": "Int!", "order_id": "Int!"}, "key": ["id"]}}}}
  """

struct RefusalTests {
  private func refusal(_ arguments: String, _ variables: JSONObject = [:], declaring: String = "") throws -> String? {
    let catalog = try CatalogFixture(metadata: JSON(parsing: shop), schemas: JSON(parsing: databases)).catalog()
    return try PlannerTests.refusal("query \(declaring) { orders(\(arguments)) { id } }", variables: variables, on: catalog)
  }

  private let place = "validation-failed $.selectionSet.orders.args"

  @Test func nullInComparisons() throws {
    #expect(try refusal("where: {id: {_eq: null}}") == place + ".where.id._eq unexpected null value for type 'Int'")
    #expect(try refusal("where: {uid: {_neq: null}}") == place + ".where.uid._neq unexpected null value for type 'uuid'")
    #expect(try refusal("where: {id: {_in: null}}") == place + ".where.id._in expected a list, but found null")
    #expect(try refusal("where: {id: {_is_null: null}}") == place + ".where.id._is_null unexpected null value for type 'Boolean'")
    #expect(
      try refusal("where: {id: null}") == place + ".where.id expected an object for type 'Int_comparison_exp', but found null")
    #expect(try refusal("where: {_not: null}") == place + ".where._not expected an object for type 'orders_bool_exp', but found null")
    #expect(try refusal("where: {_and: null}") == place + ".where._and expected a list, but found null")
    #expect(try refusal("where: {lines: null}") == place + ".where.lines expected an object for type 'lines_bool_exp', but found null")
    #expect(
      try refusal("where: {id: {_eq: $x}}", declaring: "($x: Int)") == place + ".where.id._eq unexpected null value for type 'Int'")
  }

  @Test func nullArgumentsMeanNothing() throws {
    #expect(try refusal("where: null, order_by: null, limit: null, offset: null, distinct_on: null") == nil)
    #expect(try refusal("where: $w", declaring: "($w: orders_bool_exp)") == nil)
    #expect(try refusal("order_by: {id: null, lines_aggregate: null}") == nil)
    #expect(try refusal("limit: 1) { lines_aggregate { aggregate { count(columns: null, distinct: null) } } } o: orders(limit: 1") == nil)
  }

  @Test func limits() throws {
    #expect(
      try refusal("limit: -1") == place + ".limit expected a non-negative 32-bit integer for type 'Int', but found an integer")
    #expect(
      try refusal("limit: $n", ["n": -2], declaring: "($n: Int)")
        == place + ".limit expected a non-negative 32-bit integer for type 'Int', but found an integer")
    #expect(try refusal("offset: -1") == place + ".offset unexpected negative value")
    #expect(try refusal("offset: \"12\"") == nil)
    #expect(try refusal("offset: \"x\"") == place + ".offset expected a 32-bit integer for type 'Int', but found a string")
  }

  @Test func valuesWithoutAnOrderCannotBeToldApart() throws {
    #expect(
      try refusal("distinct_on: shape")
        == place + ".distinct_on \"distinct_on\" needs values that can be compared, unlike those of type 'point'")
    let count = "limit: 1) { id } orders_aggregate { aggregate { count(columns: [id, shape], distinct: "
    #expect(
      try refusal(count + "true) } } o: orders(limit: 1")
        == "validation-failed $.selectionSet.orders_aggregate.selectionSet.aggregate.selectionSet.count.args.columns "
        + "\"distinct\" needs values that can be compared, unlike those of type 'point'")
    #expect(try refusal(count + "false) } } o: orders(limit: 1") == nil)
  }

  @Test func distinctColumnsLeadTheOrder() throws {
    let text = place + " \"distinct_on\" columns must match initial \"order_by\" columns"
    #expect(try refusal("distinct_on: note, order_by: {id: asc}") == text)
    #expect(try refusal("distinct_on: [note, id], order_by: [{id: asc}]") == text)
    #expect(try refusal("distinct_on: note, order_by: [{lines_aggregate: {count: asc}}, {note: asc}]") == text)
    #expect(try refusal("distinct_on: [note, id], order_by: [{id: asc}, {note: desc}, {big: asc}]") == nil)
    #expect(try refusal("distinct_on: note") == nil)
  }

  @Test func literalsOfScalars() throws {
    let unparsed = "parse-failed $.selectionSet.orders.args.where.uid"
    let words = " parsing UUID failed, expected String, but encountered Number"
    #expect(try refusal("where: {uid: {_eq: 5}}") == unparsed + "._eq" + words)
    #expect(try refusal("where: {big: {_eq: true}}") == place + ".where.big._eq expected an integer for type 'bigint', but found a boolean")
    #expect(try refusal("where: {big: {_eq: \"9007199254740993\"}}") == nil)
    #expect(try refusal("where: {uid: {_in: [\"a\", 5]}}") == unparsed + "._in[1]" + words)
    #expect(try refusal("where: {uid: {_in: [$u]}}", ["u": 5], declaring: "($u: uuid!)") == unparsed + "._in[0]" + words)
    #expect(try refusal("where: {doc: {_contains: {a: [1, {b: null}]}}}") == nil)
  }

  @Test func jsonPaths() throws {
    let catalog = try CatalogFixture(metadata: JSON(parsing: shop), schemas: JSON(parsing: databases)).catalog()
    let text = try PlannerTests.refusal("{ orders { doc(path: \"$.a b\") } }", on: catalog)
    #expect(text?.hasPrefix("parse-failed $.selectionSet.orders.selectionSet.doc.args parse json path error: $.a b.") == true)
  }

  @Test func fragmentsThatDoubleEachOtherAreRefused() throws {
    let metadata: JSON = [
      "version": 3,
      "sources": [
        [
          "name": "shop", "kind": "alpha", "configuration": [:],
          "tables": [
            [
              "table": "lines",
              "array_relationships": [
                ["name": "lines", "using": ["manual_configuration": ["remote_table": "lines", "column_mapping": ["id": "order_id"]]]]
              ],
            ]
          ],
        ]
      ],
    ]
    let catalog = try CatalogFixture(metadata: metadata, schemas: JSON(parsing: databases)).catalog()
    func text(_ depth: Int) -> String {
      (0..<depth).map { "fragment f\($0) on lines { a: lines { ...f\($0 + 1) } b: lines { ...f\($0 + 1) } } " }.joined()
        + "fragment f\(depth) on lines { id } { lines { ...f0 } }"
    }
    #expect(try PlannerTests.refusal(text(6), on: catalog) == nil)
    #expect(try PlannerTests.refusal(text(60), on: catalog)?.contains("the operation selects more than 100000 fields") == true)
  }
}
