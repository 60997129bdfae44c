import Catalog
import CatalogFixtures
import GraphQL
import JSON
import Planner
import QueryPlan
import Testing

private let request = """
  query ($where: orders_bool_exp, $order: [orders_order_by!], $ids: [Int!], $n: Int, $tag: jsonb, $flag: Boolean!, $dir: order_by) {
    a: orders(where: $where, order_by: $order, limit: $n) { id note @include(if: $flag) }
    b: orders(where: {id: {_in: $ids}, doc: {_contains: $tag}}, order_by: {id: $dir}) { id }
  }
  """

/// A plan must hold for every request of its shape, and differ for another.
struct ShapeTests {
  private let catalog: Catalog

  init() throws {
    catalog = try CatalogFixture(
      metadata: JSON(
        parsing: #"{"version": 3, "sources": [{"name": "shop", "kind": "alpha", "configuration": {}, "tables": [{"table": "orders"}]}]}"#),
      schemas: JSON(
        parsing: #"{"shop": {"tables": {"public.orders": {"columns": {"id": "Int!", "note": "String", "doc": "jsonb"}, "key": ["id"]}}}}"#)
    ).catalog()
  }

  private func shapeAndPlan(_ variables: JSONObject) throws -> (key: [UInt8], plan: QueryPlan) {
    let role = catalog.schema(for: "admin")
    let document = try Document(parsing: request)
    let operation = try document.operation(named: nil)
    let coerced = try coerceVariables(of: operation, in: document, schema: role.schema, values: variables)
    let shape = PlanShape(of: operation, in: document, schema: role.schema)
    return (shape.key(of: coerced), try Planner.plan(operation, in: document, as: role, variables: coerced))
  }

  private static let base: JSONObject = [
    "where": ["id": ["_gt": 1], "_or": [["note": ["_eq": "x"]], ["id": ["_in": [1, 2]]]]], "order": [["id": "asc"]], "ids": [1],
    "n": 3, "tag": ["a": 1], "flag": true, "dir": "asc",
  ]

  @Test(
    arguments: [
      ["where": ["id": ["_gt": 2], "_or": [["note": ["_eq": "y"]], ["id": ["_in": []]]]]], ["ids": []], ["ids": [1, 2, 3]], ["n": 0],
      ["tag": [1, "b"]], ["tag": "text"],
    ] as [JSONObject]) func otherValuesHaveTheSamePlan(_ change: JSONObject) throws
  {
    let (one, other) = try both(change)
    #expect(one.key == other.key)
    #expect(one.plan == other.plan)
  }

  @Test(
    arguments: [
      ["where": ["id": ["_gt": 1]]], ["where": .null],
      ["where": ["id": ["_lt": 1], "_or": [["note": ["_eq": "x"]], ["id": ["_in": [1, 2]]]]]],
      ["where": ["id": ["_gt": 1], "_or": [["note": ["_eq": "x"]]]]], ["order": [["id": "desc"]]], ["order": [["note": "asc"]]],
      ["order": [["id": "asc"], ["note": "asc"]]], ["flag": false], ["dir": "desc"], ["dir": .null], ["n": .null],
    ] as [JSONObject]) func otherStructureHasAnotherPlan(_ change: JSONObject) throws
  {
    let (one, other) = try both(change)
    #expect(one.key != other.key)
    #expect(one.plan != other.plan)
  }

  private func both(_ change: JSONObject) throws -> (one: (key: [UInt8], plan: QueryPlan), other: (key: [UInt8], plan: QueryPlan)) {
    var changed = Self.base
    for (key, value) in change { changed[key] = value }
    return (try shapeAndPlan(Self.base), try shapeAndPlan(changed))
  }

  @Test func introspectionGoesByValue() throws {
    let role = catalog.schema(for: "admin")
    let document = try Document(parsing: "query ($t: String!) { ...F } fragment F on query_root { __type(name: $t) { name } }")
    let shape = PlanShape(of: try document.operation(named: nil), in: document, schema: role.schema)
    #expect(shape.key(of: ["t": "Int"]) != shape.key(of: ["t": "String"]))
  }
}
