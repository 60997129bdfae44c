import JSON
import TestSupport
import Testing

/// Joins of `orders_db` and `users_db` for every pair of kinds: the forms that a query may take.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct RelationshipTests {
  private func expect(
    _ query: String, on pair: Pair, variables: JSON? = nil, is expected: String, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let data = try OrdersAndUsers.engines[pair].data(query, variables: variables)
    #expect(data.text == expected, sourceLocation: location)
  }

  @Test(arguments: Pair.all) func `the exchange of the issue`(pair: Pair) throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    try engine.addSource("orders_db", pair.orders, OrdersAndUsers.orders, tables: ["orders"])
    try engine.addSource("users_db", pair.users, OrdersAndUsers.users, tables: ["users"])
    let body = #"""
      {"type":"create_remote_relationship","args":{"name":"ordered_by_user","source":"orders_db","table":"orders","remote_source":
      {"relationship_type":"object","field_mapping":{"ordered_by_user_id":"id"},"source":"users_db","table":"users"}}}
      """#
    let answer = try engine.client.send("POST", "/v1/metadata", body: Array(body.utf8))
    #expect(answer.status == 200)
    #expect(answer.text == #"{"message":"success"}"#)
    let data = try engine.data("query { orders { id ordered_by_user { id name } } }")
    let rows = try #require(data["orders"]?.arrayValue).sorted { ($0["id"]?.int ?? 0) < ($1["id"]?.int ?? 0) }
    let users: [JSON] = [
      ["id": 1, "name": "Ada"], ["id": 2, "name": "Bob"], ["id": 1, "name": "Ada"], nil, nil, ["id": 2, "name": "Bob"],
      ["id": 2, "name": "Bob"],
    ]
    #expect(rows == users.enumerated().map { ["id": .number(JSONNumber($0 + 1)), "ordered_by_user": $1] })
  }

  @Test(arguments: Pair.all) func `object: one row, or null`(pair: Pair) throws {
    try expect(
      "{ orders(order_by: {id: asc}, where: {id: {_lte: 5}}) { id ordered_by_user { id name } } }", on: pair,
      is: #"{"orders":[{"id":1,"ordered_by_user":{"id":1,"name":"Ada"}},{"id":2,"ordered_by_user":{"id":2,"name":"Bob"}},"#
        + #"{"id":3,"ordered_by_user":{"id":1,"name":"Ada"}},{"id":4,"ordered_by_user":null},{"id":5,"ordered_by_user":null}]}"#)
  }

  @Test(arguments: Pair.all) func `array: rows, none, or null for a null key`(pair: Pair) throws {
    try expect(
      "{ users(order_by: {id: asc}) { name orders(order_by: {id: asc}) { id } } }", on: pair,
      is:
        #"{"users":[{"name":"Ada","orders":[{"id":1},{"id":3}]},{"name":"Bob","orders":[{"id":2},{"id":6},{"id":7}]},{"name":"Cyd","orders":[]}]}"#
    )
    try expect(
      "{ orders(order_by: {id: asc}, where: {id: {_gte: 3, _lte: 5}}) { users_array { name } users_array_aggregate { aggregate { count } } } }",
      on: pair,
      is: #"{"orders":[{"users_array":[{"name":"Ada"}],"users_array_aggregate":{"aggregate":{"count":1}}},"#
        + #"{"users_array":null,"users_array_aggregate":null},{"users_array":[],"users_array_aggregate":{"aggregate":{"count":0}}}]}"#)
  }

  @Test(arguments: Pair.all) func `aggregate of a remote array`(pair: Pair) throws {
    try expect(
      "{ users(order_by: {id: asc}) { orders_aggregate(order_by: {id: asc}) { aggregate { count sum { id } min { id } max { id } } nodes { id } } } }",
      on: pair,
      is:
        #"{"users":[{"orders_aggregate":{"aggregate":{"count":2,"sum":{"id":4},"min":{"id":1},"max":{"id":3}},"nodes":[{"id":1},{"id":3}]}},"#
        + #"{"orders_aggregate":{"aggregate":{"count":3,"sum":{"id":15},"min":{"id":2},"max":{"id":7}},"nodes":[{"id":2},{"id":6},{"id":7}]}},"#
        + #"{"orders_aggregate":{"aggregate":{"count":0,"sum":{"id":null},"min":{"id":null},"max":{"id":null}},"nodes":[]}}]}"#)
    try expect(
      "{ users(order_by: {id: asc}) { orders_aggregate(where: {id: {_gt: 2}}) { aggregate { count } } } }", on: pair,
      is:
        #"{"users":[{"orders_aggregate":{"aggregate":{"count":1}}},{"orders_aggregate":{"aggregate":{"count":2}}},{"orders_aggregate":{"aggregate":{"count":0}}}]}"#
    )
    try expect(
      "{ users(order_by: {id: asc}) { orders_aggregate(limit: 1, order_by: {id: desc}) { aggregate { count sum { id } } nodes { id } } } }",
      on: pair,
      is: #"{"users":[{"orders_aggregate":{"aggregate":{"count":1,"sum":{"id":3}},"nodes":[{"id":3}]}},"#
        + #"{"orders_aggregate":{"aggregate":{"count":1,"sum":{"id":7}},"nodes":[{"id":7}]}},"#
        + #"{"orders_aggregate":{"aggregate":{"count":0,"sum":{"id":null}},"nodes":[]}}]}"#)
  }

  @Test(arguments: Pair.all) func `arguments count per parent`(pair: Pair) throws {
    let query = """
      query($least: Int!, $limit: Int, $offset: Int) { users(order_by: {id: asc}) {
        orders(where: {id: {_gte: $least}}, order_by: {id: desc}, limit: $limit, offset: $offset) { id } } }
      """
    try expect(
      query, on: pair, variables: ["least": 0, "limit": 1], is: #"{"users":[{"orders":[{"id":3}]},{"orders":[{"id":7}]},{"orders":[]}]}"#)
    try expect(
      query, on: pair, variables: ["least": 2, "limit": 2, "offset": 1],
      is: #"{"users":[{"orders":[]},{"orders":[{"id":6},{"id":2}]},{"orders":[]}]}"#)
    try expect(query, on: pair, variables: ["least": 0, "limit": 0], is: #"{"users":[{"orders":[]},{"orders":[]},{"orders":[]}]}"#)
    try expect(
      query, on: pair, variables: ["least": 3], is: #"{"users":[{"orders":[{"id":3}]},{"orders":[{"id":7},{"id":6}]},{"orders":[]}]}"#)
  }

  @Test(arguments: Pair.all) func `aliases, and one relationship several times`(pair: Pair) throws {
    try expect(
      """
      { all: users(order_by: {id: asc}, limit: 2) { n: name first: orders(limit: 1, order_by: {id: asc}) { key: id } rest: orders(offset: 1, order_by: {id: asc}) { id }
        count: orders_aggregate { aggregate { c: count } } } }
      """, on: pair,
      is: #"{"all":[{"n":"Ada","first":[{"key":1}],"rest":[{"id":3}],"count":{"aggregate":{"c":2}}},"#
        + #"{"n":"Bob","first":[{"key":2}],"rest":[{"id":6},{"id":7}],"count":{"aggregate":{"c":3}}}]}"#)
  }

  @Test(arguments: Pair.all) func `fragments and directives`(pair: Pair) throws {
    let query = """
      query($with: Boolean!) { orders(where: {id: {_eq: 2}}) { ...Order ... on orders { ordered_by_user { name } ordered_by_user { age @include(if: $with) } } } }
      fragment Order on orders { id ordered_by_user { ...User __typename } } fragment User on users { id }
      """
    try expect(
      query, on: pair, variables: ["with": true],
      is: #"{"orders":[{"id":2,"ordered_by_user":{"id":2,"__typename":"users","name":"Bob","age":null}}]}"#)
    try expect(
      query, on: pair, variables: ["with": false],
      is: #"{"orders":[{"id":2,"ordered_by_user":{"id":2,"__typename":"users","name":"Bob"}}]}"#)
    try expect(
      "query($with: Boolean!) { orders(where: {id: {_eq: 2}}) { id ordered_by_user @include(if: $with) { id } } }", on: pair,
      variables: ["with": false],
      is: #"{"orders":[{"id":2}]}"#)
  }

  @Test(arguments: Pair.all) func `keys not selected, aliased, and with custom names`(pair: Pair) throws {
    try expect(
      "{ orders(where: {id: {_eq: 1}}) { ordered_by_user { name } } }", on: pair, is: #"{"orders":[{"ordered_by_user":{"name":"Ada"}}]}"#)
    try expect(
      "{ orders(where: {id: {_eq: 1}}) { k: ordered_by_user_id ordered_by_user_id: id ordered_by_user { id: name name: id } } }", on: pair,
      is: #"{"orders":[{"k":1,"ordered_by_user_id":1,"ordered_by_user":{"id":"Ada","name":1}}]}"#)
    try expect(
      "{ notes(order_by: {id: asc}) { authorId author { name } } }", on: pair,
      is: #"{"notes":[{"authorId":3,"author":{"name":"Cyd"}},{"authorId":null,"author":null}]}"#)
    try expect(
      "{ users(where: {id: {_gte: 2}}, order_by: {id: asc}) { notes { ref: authorId body author { notes { id } } } } }", on: pair,
      is: #"{"users":[{"notes":[]},{"notes":[{"ref":3,"body":"n1","author":{"notes":[{"id":1}]}}]}]}"#)
  }

  @Test(arguments: Pair.all) func `composite keys with nulls`(pair: Pair) throws {
    try expect(
      "{ line_items(order_by: {id: asc}) { id part { label } parts { label } parts_aggregate { aggregate { count } } } }", on: pair,
      is: #"{"line_items":[{"id":1,"part":{"label":"1x"},"parts":[{"label":"1x"}],"parts_aggregate":{"aggregate":{"count":1}}},"#
        + #"{"id":2,"part":{"label":"1y"},"parts":[{"label":"1y"}],"parts_aggregate":{"aggregate":{"count":1}}},"#
        + #"{"id":3,"part":null,"parts":null,"parts_aggregate":null},{"id":4,"part":null,"parts":null,"parts_aggregate":null},"#
        + #"{"id":5,"part":null,"parts":null,"parts_aggregate":null},{"id":6,"part":null,"parts":[],"parts_aggregate":{"aggregate":{"count":0}}},"#
        + #"{"id":7,"part":{"label":"zero"},"parts":[{"label":"zero"}],"parts_aggregate":{"aggregate":{"count":1}}}]}"#)
  }

  @Test(arguments: Pair.all) func `several at one level, there and back again`(pair: Pair) throws {
    try expect(
      """
      { users_by_pk(id: 1) { notes { id } orders(order_by: {id: asc}) { id ordered_by_user { name orders(order_by: {id: desc}, limit: 1) { id
        ordered_by_user { age } users_array { id } } } } } orders_by_pk(id: 4) { ordered_by_user { id } } line_items(where: {id: {_eq: 1}}) { part { id } } }
      """, on: pair,
      is:
        #"{"users_by_pk":{"notes":[],"orders":[{"id":1,"ordered_by_user":{"name":"Ada","orders":[{"id":3,"ordered_by_user":{"age":36},"users_array":[{"id":1}]}]}},"#
        + #"{"id":3,"ordered_by_user":{"name":"Ada","orders":[{"id":3,"ordered_by_user":{"age":36},"users_array":[{"id":1}]}]}}]},"#
        + #""orders_by_pk":{"ordered_by_user":null},"line_items":[{"part":{"id":1}}]}"#)
  }

  @Test(arguments: Pair.all) func `inside of aggregates' nodes, and no rows at all`(pair: Pair) throws {
    try expect(
      "{ orders_aggregate(where: {id: {_lte: 2}}, order_by: {id: asc}) { aggregate { count } nodes { id ordered_by_user { name } } } }",
      on: pair,
      is:
        #"{"orders_aggregate":{"aggregate":{"count":2},"nodes":[{"id":1,"ordered_by_user":{"name":"Ada"}},{"id":2,"ordered_by_user":{"name":"Bob"}}]}}"#
    )
    try expect("{ orders(where: {id: {_eq: 0}}) { ordered_by_user { name } } }", on: pair, is: #"{"orders":[]}"#)
    try expect("{ orders_by_pk(id: 0) { ordered_by_user { name } } }", on: pair, is: #"{"orders_by_pk":null}"#)
  }

  @Test(arguments: Pair.all) func `below local relationships, at any depth`(pair: Pair) throws {
    try expect(
      "{ orders(order_by: {id: asc}, limit: 3) { id items(order_by: {id: asc}) { id part { label } order { ordered_by_user { name } } } } }",
      on: pair,
      is: #"{"orders":[{"id":1,"items":[{"id":1,"part":{"label":"1x"},"order":{"ordered_by_user":{"name":"Ada"}}},"#
        + #"{"id":2,"part":{"label":"1y"},"order":{"ordered_by_user":{"name":"Ada"}}},{"id":3,"part":null,"order":{"ordered_by_user":{"name":"Ada"}}}]},"#
        + #"{"id":2,"items":[{"id":6,"part":null,"order":{"ordered_by_user":{"name":"Bob"}}}]},{"id":3,"items":[]}]}"#)
    try expect(
      "{ orders(order_by: {id: asc}, limit: 2) { items(order_by: {id: desc}, limit: 1) { parts { label } } items_aggregate(order_by: {id: asc}) { aggregate { count } nodes { part { label } } } } }",
      on: pair,
      is:
        #"{"orders":[{"items":[{"parts":null}],"items_aggregate":{"aggregate":{"count":3},"nodes":[{"part":{"label":"1x"}},{"part":{"label":"1y"}},{"part":null}]}},"#
        + #"{"items":[{"parts":[]}],"items_aggregate":{"aggregate":{"count":1},"nodes":[{"part":null}]}}]}"#)
    try expect(
      "{ users(order_by: {id: asc}) { orders(order_by: {id: asc}) { items(order_by: {id: asc}, limit: 1) { part { label } order { users_array { id } } } } } }",
      on: pair,
      is: #"{"users":[{"orders":[{"items":[{"part":{"label":"1x"},"order":{"users_array":[{"id":1}]}}]},{"items":[]}]},"#
        + #"{"orders":[{"items":[{"part":null,"order":{"users_array":[{"id":2}]}}]},{"items":[]},{"items":[]}]},{"orders":[]}]}"#)
  }

  @Test(arguments: Pair.all) func `conditions and orders through local relationships of the joined side`(pair: Pair) throws {
    try expect(
      "{ users(order_by: {id: asc}) { orders(where: {items: {b: {_eq: \"x\"}}}, order_by: {items_aggregate: {count: desc}}) { id } } }",
      on: pair,
      is: #"{"users":[{"orders":[{"id":1}]},{"orders":[{"id":2}]},{"orders":[]}]}"#)
    try expect(
      "{ users(order_by: {id: asc}) { orders_aggregate(distinct_on: ordered_by_user_id, order_by: [{ordered_by_user_id: asc}, {id: desc}]) { nodes { id } aggregate { count } } } }",
      on: pair,
      is:
        #"{"users":[{"orders_aggregate":{"nodes":[{"id":3}],"aggregate":{"count":1}}},{"orders_aggregate":{"nodes":[{"id":7}],"aggregate":{"count":1}}},"#
        + #"{"orders_aggregate":{"nodes":[],"aggregate":{"count":0}}}]}"#)
  }
}
