import JSON
import TestSupport
import Testing

/// Cached documents and plans must not be seen: one text with differing variables and sessions, cold and warm.
@Suite struct CacheTests {
  private static let query = """
    query Q($least: Int, $limit: Int, $order: [orders_order_by!], $where: orders_bool_exp, $ids: [Int!], $users: Boolean = true, $users_where: users_bool_exp,
      $distinct: [orders_select_column!]) {
      orders(where: $where, order_by: $order, limit: $limit, distinct_on: $distinct) { id ordered_by_user_id
        ordered_by_user @include(if: $users) { name orders(limit: $limit, where: $where, order_by: $order) { id } } }
      some: orders(where: {id: {_in: $ids}}, order_by: {id: desc}) { id } least: orders(where: {id: {_gte: $least}}, order_by: {id: asc}, limit: $limit) { id }
      users(where: $users_where, order_by: {id: asc}) @skip(if: $users) { id } }
    """

  private static let variables: [JSON] = [
    ["least": 1, "limit": 2, "order": ["id": "asc"], "where": ["id": ["_lte": 6]], "ids": [1, 2]],
    ["least": 1, "limit": 3, "order": ["id": "asc"], "where": ["id": ["_lte": 6]], "ids": [3]],
    ["least": 2, "limit": 3, "order": ["id": "desc"], "where": ["id": ["_lte": 4]], "ids": []],
    ["least": 2, "limit": 0, "order": [["ordered_by_user_id": "asc_nulls_first"], ["id": "desc"]], "where": [:], "ids": [7, 1, 99]],
    [
      "least": 2, "order": [["ordered_by_user_id": "desc"], ["id": "desc"]], "where": ["ordered_by_user_id": ["_is_null": true]],
      "ids": [7, 1, 99],
    ],
    ["least": 2, "order": ["id": "desc"], "where": ["ordered_by_user_id": ["_is_null": false]], "ids": 5],
    ["least": 0, "where": ["_or": [["id": ["_eq": 1]], ["id": ["_eq": 3]]]], "order": ["id": "asc"], "ids": [1], "users": false],
    ["least": 0, "where": ["_or": []], "order": ["id": "asc"], "ids": [1], "users": false, "users_where": ["name": ["_eq": "Ada"]]],
    [
      "least": 0, "where": ["_not": ["id": ["_in": [1, 2]]]], "order": ["id": "asc"], "ids": [2], "users": true,
      "users_where": ["name": ["_eq": "Ada"]],
    ],
    ["least": 0, "where": ["id": ["_in": [4]]], "order": [:], "ids": [2], "limit": nil],
    [
      "least": 0, "where": ["id": ["_gt": 0]], "distinct": ["ordered_by_user_id"], "order": [["ordered_by_user_id": "asc"], ["id": "asc"]],
      "ids": [2],
    ],
    ["least": 0, "where": ["id": ["_gt": 0]], "distinct": nil, "order": [["ordered_by_user_id": "asc"], ["id": "asc"]], "ids": [2]],
    ["least": "no number", "order": ["id": "asc"], "where": [:], "ids": [1]],
    ["least": 1, "order": ["no_column": "asc"], "where": [:], "ids": [1]],
    ["least": nil, "order": ["id": "asc"], "where": [:], "ids": [1]],
    ["least": 1, "order": ["id": "asc"], "where": nil, "ids": [1]],
    ["least": 1, "order": ["id": "asc"], "where": [:], "ids": nil],
    ["order": ["id": "asc"], "where": [:]],
  ]

  private static let sessions: [[String: String]] = [
    [:], ["X-Hasura-Role": "user", "X-Hasura-User-Id": "1"], ["X-Hasura-User-Id": "2"],
    ["X-Hasura-Role": "admin", "X-Hasura-User-Id": "3"],
  ]

  private static let requests = variables.flatMap { variables in sessions.map { (variables, $0) } }

  private func started(_ metadata: JSON?) throws -> JoineryProcess {
    let engine = try JoineryProcess()
    if let metadata {
      try engine.metadata("replace_metadata", metadata)
      return engine
    }
    try engine.addSource("orders_db", .sqlite, OrdersAndUsers.orders, tables: ["orders"])
    try engine.addSource("users_db", .sqlite, OrdersAndUsers.users, tables: ["users"])
    try engine.relate("ordered_by_user", from: ("orders_db", "orders"), to: ("users_db", "users"), [("ordered_by_user_id", "id")])
    try engine.relate("orders", from: ("users_db", "users"), to: ("orders_db", "orders"), [("id", "ordered_by_user_id")], "array")
    return engine
  }

  @Test func `warm answers are cold answers`() throws {
    let engine = try started(nil)
    defer { engine.stop() }
    // A comment makes another text of it: nothing about it is cached.
    let cold = try Self.requests.enumerated().map { number, request in
      try engine.answer("#\(number)\n" + Self.query.replacing("\n", with: " "), variables: request.0, headers: request.1)
    }
    #expect(cold.filter { $0["errors"] == nil }.count > 30 && Set(cold.map(\.text)).count > 12, "\(cold.map(\.text))")
    let other = try started(try engine.metadata("export_metadata"))
    defer { other.stop() }
    let text = Self.query.replacing("\n", with: " ")
    for round in 0..<2 {
      for number in Self.requests.indices {
        let (variables, session) = Self.requests[number]
        let warm = try engine.answer(text, variables: variables, headers: session)
        #expect(
          warm["data"] == cold[number]["data"] && warm["errors"]?[0]?["message"] == cold[number]["errors"]?[0]?["message"],
          "round \(round): \(variables.text) \(session)")
      }
      for number in Self.requests.indices.reversed() {
        let (variables, session) = Self.requests[number]
        let warm = try other.answer(text, variables: variables, headers: session)
        #expect(warm["data"] == cold[number]["data"], "another order, round \(round): \(variables.text) \(session)")
      }
    }
  }

  @Test func `a change of metadata is seen by the next request`() throws {
    let engine = try started(nil)
    defer { engine.stop() }
    let query = "{ users(order_by: {id: asc}, limit: 1) { id name } }"
    #expect(try engine.data(query)["users"] == [["id": 1, "name": "Ada"]])
    try engine.metadata(
      "sqlite_set_table_customization",
      [
        "source": "users_db", "table": "users",
        "configuration": ["column_config": ["name": ["custom_name": "age"], "age": ["custom_name": "name"]]],
      ])
    #expect(try engine.data(query)["users"] == [["id": 1, "name": 36]])
    try engine.metadata("sqlite_untrack_table", ["source": "users_db", "table": "users", "cascade": true])
    #expect(try engine.answer(query)["errors"]?[0]?["extensions"]?["code"] == "validation-failed")
    #expect(try engine.answer("{ orders { ordered_by_user { id } } }")["errors"] != nil)
    try engine.track(["users"], source: "users_db", .sqlite)
    #expect(try engine.data(query)["users"] == [["id": 1, "name": "Ada"]])
  }
}
