import JSON
import TestSupport
import Testing

/// Permissions to write that look at rows of another database, for every pair of kinds.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct RemotePermissionWritingTests {
  private typealias World = RemotePermissionWorld

  private func world(_ pair: Pair) throws -> RemotePermissionWorld {
    let world = try World(pair)
    try world.permitReading("orders", "team", [:])
    try world.permitReading("items", "team", [:])
    try world.permit("insert", "orders", "team", ["columns": "*", "check": World.team])
    try world.permit("insert", "items", "team", ["columns": "*", "check": [:]])
    try world.permit("update", "orders", "team", ["columns": ["user_id", "total"], "filter": World.team, "check": World.team])
    try world.permit("delete", "orders", "team", ["filter": World.team])
    return world
  }

  private static let failedCheck = "check constraint of an insert/update permission has failed"

  /// The message of the answer's only error.
  private func refusal(_ world: RemotePermissionWorld, _ mutation: String, team: String = "red") throws -> String {
    let answer = try world.engine.answer(mutation, headers: World.headers("team", team: team))
    return answer["errors"]?[0]?["message"]?.stringValue ?? answer.text
  }

  @Test(arguments: Pair.all) func `inserted rows are checked`(pair: Pair) throws {
    let world = try world(pair)
    defer { world.engine.stop() }
    let before = try world.allOrders()
    for user in ["2", "4", "99", "null"] {
      let mutation =
        "mutation { insert_orders(objects: [{id: 20, user_id: 1, total: 1}, {id: 21, user_id: \(user), total: 1}]) { affected_rows } }"
      #expect(try refusal(world, mutation) == Self.failedCheck, "user \(user)")
    }
    #expect(
      try refusal(world, "mutation { insert_orders_one(object: {id: 20, user_id: 1, total: 1}) { id } }", team: "blue") == Self.failedCheck)
    #expect(try world.allOrders() == before)
    let nested = "mutation { insert_items_one(object: {id: 99, order: {data: {id: 22, user_id: 2, total: 1}}}) { id } }"
    #expect(try refusal(world, nested) == Self.failedCheck)
    let written = try world.data(
      "mutation { insert_orders(objects: [{id: 20, user_id: 1, total: 1}, {id: 21, user_id: 3, total: 2}]) { affected_rows returning { id } } }",
      "team")
    #expect(written["insert_orders"]?["affected_rows"] == 2 && written["insert_orders"]?["returning"]?.ids == [20, 21])
    let deep = try world.data(
      "mutation { insert_items_one(object: {id: 99, order: {data: {id: 22, user_id: 3, total: 1}}}) { order { user_id } } }", "team")
    #expect(deep["insert_items_one"]?["order"]?["user_id"] == 3)
  }

  @Test(arguments: Pair.all) func `updated rows are filtered and checked`(pair: Pair) throws {
    let world = try world(pair)
    defer { world.engine.stop() }
    let red = World.orders(ofTeam: "red").map(\.id)
    let written = try world.data(
      "mutation { update_orders(where: {}, _inc: {total: 1000}) { affected_rows returning { id total } } }", "team")
    #expect(written["update_orders"]?["affected_rows"]?.int == red.count)
    #expect(Set(written["update_orders"]?["returning"]?.ids ?? []) == Set(red))
    let rows = try world.engine.data("{ orders(order_by: {id: asc}) { id total } }")["orders"]?.arrayValue ?? []
    for (order, row) in zip(World.orders, rows) {
      #expect(row["total"]?.int == order.total + (red.contains(order.id) ? 1000 : 0))
    }
    for order in World.orders {
      let one = try world.data("mutation { update_orders_by_pk(pk_columns: {id: \(order.id)}, _set: {total: 0}) { id } }", "team")
      #expect(one["update_orders_by_pk"]?["id"]?.int == (red.contains(order.id) ? order.id : nil))
    }
    let before = try world.allOrders()
    for user in ["2", "null", "99"] {
      let mutation = "mutation { update_orders(where: {id: {_eq: 1}}, _set: {user_id: \(user)}) { affected_rows } }"
      #expect(try refusal(world, mutation) == Self.failedCheck, "user \(user)")
    }
    #expect(try world.allOrders() == before)
    let moved = try world.data("mutation { update_orders(where: {id: {_in: [1, 2]}}, _set: {user_id: 3}) { affected_rows } }", "team")
    #expect(moved["update_orders"]?["affected_rows"] == 1)
  }

  @Test(arguments: Pair.all) func `deleted rows are filtered`(pair: Pair) throws {
    let world = try world(pair)
    defer { world.engine.stop() }
    #expect(try world.data("mutation { delete_orders_by_pk(id: 2) { id } }", "team")["delete_orders_by_pk"]?.isNull == true)
    let deleted = try world.data("mutation { delete_orders(where: {}) { affected_rows returning { id } } }", "team")
    let red = World.orders(ofTeam: "red").map(\.id)
    #expect(deleted["delete_orders"]?["affected_rows"]?.int == red.count)
    #expect(Set(deleted["delete_orders"]?["returning"]?.ids ?? []) == Set(red))
    let left = try world.engine.data("{ orders(order_by: {id: asc}) { id } }")["orders"]?.ids
    #expect(left == World.orders.map(\.id).filter { !red.contains($0) })
  }

  @Test(arguments: Pair.all) func `upserts update only what the filter lets through`(pair: Pair) throws {
    let world = try world(pair)
    defer { world.engine.stop() }
    let constraint = pair.orders == .mysql ? "PRIMARY" : "orders_pkey"
    func upsert(_ id: Int, user: Int, total: Int) -> String {
      """
      mutation { insert_orders(objects: [{id: \(id), user_id: \(user), total: \(total)}],
        on_conflict: {constraint: \(constraint), update_columns: [total]}) { affected_rows } }
      """
    }
    #expect(try world.data(upsert(1, user: 1, total: 111), "team")["insert_orders"]?["affected_rows"] == 1)
    // Someone else's order stays as it is.
    #expect(try world.data(upsert(2, user: 1, total: 222), "team")["insert_orders"]?["affected_rows"] == 0)
    #expect(try world.data(upsert(30, user: 3, total: 333), "team")["insert_orders"]?["affected_rows"] == 1)
    #expect(try refusal(world, upsert(31, user: 2, total: 1)) == Self.failedCheck)
    let rows = try world.engine.data("{ orders(where: {id: {_in: [1, 2, 30, 31]}}, order_by: {id: asc}) { id total } }")
    #expect(rows["orders"]?.text == #"[{"id":1,"total":111},{"id":2,"total":20},{"id":30,"total":333}]"#)
  }

  @Test(arguments: [Pair(orders: .postgres, users: .sqlite), Pair(orders: .mysql, users: .postgres), Pair(orders: .sqlite, users: .mysql)])
  func `writes over the first API`(pair: Pair) throws {
    let world = try world(pair)
    defer { world.engine.stop() }
    let prefix = pair.orders == .postgres ? "" : "\(pair.orders.prefix)_"
    func run(_ type: String, _ args: JSONObject) throws -> HTTPAnswer {
      var args = args
      (args["source"], args["table"]) = ("orders_db", "orders")
      return try world.engine.post(
        "/v2/query", ["type": .string(prefix + type), "args": .object(args)], headers: World.headers("team"))
    }
    #expect(try run("insert", ["objects": [["id": 40, "user_id": 2, "total": 1]]]).text.contains(Self.failedCheck))
    #expect(try run("insert", ["objects": [["id": 40, "user_id": 3, "total": 1]]]).json?["affected_rows"] == 1)
    #expect(try run("update", ["$set": ["total": 7], "where": ["id": ["$in": [2, 3, 40]]]]).json?["affected_rows"] == 2)
    #expect(try run("delete", ["where": [:]]).json?["affected_rows"]?.int == World.orders(ofTeam: "red").count + 1)
  }

  @Test func `rows of the same request do not count: keys are read before`() throws {
    let world = try World(Pair(orders: .postgres, users: .mysql))
    defer { world.engine.stop() }
    try world.permit("insert", "orders", "team", ["columns": "*", "check": World.team])
    try world.permitReading("orders", "team", World.team)
    try world.permitReading("users", "team", [:])
    try world.permit("insert", "users", "team", ["columns": "*", "check": [:]])
    let both = """
      mutation { insert_users(objects: [{id: 50, team: "red", level: 1}]) { affected_rows }
        insert_orders(objects: [{id: 50, user_id: 50, total: 1}]) { affected_rows } }
      """
    let refused = try world.engine.answer(both, headers: World.headers("team"))
    #expect(refused["errors"]?[0]?["message"]?.stringValue?.hasPrefix(Self.failedCheck) == true, "\(refused.text)")
    let again = try world.data("mutation { insert_orders(objects: [{id: 50, user_id: 50, total: 1}]) { affected_rows } }", "team")
    #expect(again["insert_orders"]?["affected_rows"] == 1)
  }
}
