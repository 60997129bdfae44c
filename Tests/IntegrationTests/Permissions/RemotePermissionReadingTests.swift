import JSON
import TestSupport
import Testing

/// Permissions to read that filter through remote relationships, for every pair of kinds.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct RemotePermissionReadingTests {
  private typealias World = RemotePermissionWorld

  private static let worlds = Shared<Pair, RemotePermissionWorld> { pair in
    let world = try World(pair)
    try world.permitReading("orders", "team", World.team)
    try world.permitReading("items", "team", [:])
    try world.permitReading("users", "team", [:])
    try world.permitReading("orders", "not_team", ["_not": World.team])
    try world.permitReading("orders", "either", ["_or": [World.team, ["total": ["_lt": 10]]]])
    try world.permitReading("orders", "someone", ["ordered_by": [:]])
    try world.permitReading("orders", "nobody", ["ordered_by": ["id": ["_lt": 0]]])
    try world.permitReading("orders", "not_nobody", ["_not": ["ordered_by": ["id": ["_lt": 0]]]])
    try world.permitReading("orders", "gold", ["badges_held": ["name": "gold"]])
    try world.permitReading("orders", "silver_of_team", ["_and": [World.team, ["badges_held": ["name": ["_eq": "silver"]]]]])
    try world.permitReading("orders", "local_beyond", ["ordered_by": ["badges": ["name": ["_eq": "gold"]], "level": ["_lt": 4]]])
    try world.permitReading("orders", "columns_beyond", ["ordered_by": ["id": ["_ceq": "level"], "_not": ["team": "red"]]])
    try world.permitReading(
      "orders", "exists_beyond", ["ordered_by": ["_exists": ["_table": "badges", "_where": ["name": "X-Hasura-Badge"]]]])
    try world.permitReading("orders", "there_and_back", ["ordered_by": ["orders_made": ["total": ["_gt": 60]]]])
    try world.permitReading("orders", "in_exists", ["_exists": ["_table": "orders", "_where": ["ordered_by": ["level": ["_gt": 3]]]]])
    try world.permitReading("items", "through_local", ["order": World.team])
    try world.permitReading("users", "big_orders", ["orders_made": ["total": ["_gte": 20]]])
    try world.permitReading("orders", "big_orders", [:])
    return world
  }

  private static let red = World.orders(ofTeam: "red")

  @Test(arguments: Pair.all) func `every way to a table goes through the filter`(pair: Pair) throws {
    let world = try Self.worlds[pair]
    for team in ["red", "blue", "green"] {
      let shown = World.orders(ofTeam: team)
      let data = try world.data(
        """
        { orders(order_by: {id: asc}) { id } orders_aggregate { aggregate { count sum { total } } nodes { id } }
          top: orders(order_by: {total: desc}, limit: 1, where: {total: {_lt: 60}}) { id }
          many: orders_aggregate(where: {items_aggregate: {count: {predicate: {_gt: 1}}}}) { aggregate { count } } }
        """, "team", team: team)
      #expect(data["orders"]?.ids == shown.map(\.id))
      #expect(data["orders_aggregate"]?["aggregate"]?["count"]?.int == shown.count)
      #expect(data["orders_aggregate"]?["aggregate"]?["sum"]?["total"]?.int == (shown.isEmpty ? nil : shown.reduce(0) { $0 + $1.total }))
      #expect(Set(data["orders_aggregate"]?["nodes"]?.ids ?? []) == Set(shown.map(\.id)))
      #expect(data["top"]?.ids == shown.filter { $0.total < 60 }.max { $0.total < $1.total }.map { [$0.id] } ?? [])
      let several = shown.filter { order in World.items.count { $0.order == order.id } > 1 }
      #expect(data["many"]?["aggregate"]?["count"]?.int == several.count)
      for order in World.orders {
        let one = try world.data("{ orders_by_pk(id: \(order.id)) { id } }", "team", team: team)["orders_by_pk"]
        #expect(one?["id"]?.int == (shown.contains { $0.id == order.id } ? order.id : nil))
      }
    }
  }

  @Test(arguments: Pair.all) func `nested, in where and order, through local and remote relationships`(pair: Pair) throws {
    let world = try Self.worlds[pair]
    let shown = Set(Self.red.map(\.id))
    let items = try world.data("{ items(order_by: {id: asc}) { id order { id } } }", "team")["items"]?.arrayValue ?? []
    #expect(items.count == World.items.count)
    for (item, row) in zip(World.items, items) {
      #expect(row["order"]?["id"]?.int == (shown.contains(item.order) ? item.order : nil), "\(row.text)")
    }
    let visible = World.items.filter { shown.contains($0.order) }
    #expect(try world.data("{ items(order_by: {id: asc}, where: {order: {}}) { id } }", "team")["items"]?.ids == visible.map(\.id))
    let ordered = try world.data("{ items(order_by: [{order: {total: asc_nulls_last}}, {id: asc}]) { id } }", "team")["items"]?.ids
    let totals = Dictionary(uniqueKeysWithValues: Self.red.map { ($0.id, $0.total) })
    #expect(
      ordered == World.items.map { (totals[$0.order] ?? .max, $0.id) }.sorted { $0 < $1 }.map(\.1), "\(ordered ?? [])")
    // The target's own permission on the remote side of a join, and its aggregates there.
    let users = try world.data(
      "{ users(order_by: {id: asc}) { id orders_made(order_by: {id: asc}) { id } orders_made_aggregate { aggregate { count } } } }", "team")
    for (user, row) in zip(World.users, users["users"]?.arrayValue ?? []) {
      let made = Self.red.filter { $0.user == user.id }.map(\.id)
      #expect(row["orders_made"]?.ids == made)
      #expect(row["orders_made_aggregate"]?["aggregate"]?["count"]?.int == made.count)
    }
    #expect(
      try world.data("{ items(order_by: {id: asc}) { id } }", "through_local")["items"]?.ids == visible.map(\.id))
  }

  @Test(arguments: Pair.all) func `what filters mean`(pair: Pair) throws {
    let world = try Self.worlds[pair]
    let users = Dictionary(uniqueKeysWithValues: World.users.map { ($0.id, $0) })
    let (gold, silver): (Set<Int>, Set<Int>) = ([1, 4], [1, 2])
    let cases: [(role: String, isShown: (World.Order) -> Bool)] = [
      ("team", { $0.user.flatMap { users[$0] }?.team == "red" }), ("not_team", { $0.user.flatMap { users[$0] }?.team != "red" }),
      ("either", { $0.user.flatMap { users[$0] }?.team == "red" || $0.total < 10 }), ("someone", { $0.user.flatMap { users[$0] } != nil }),
      ("nobody", { _ in false }), ("not_nobody", { _ in true }), ("gold", { gold.contains($0.user ?? 0) }),
      ("silver_of_team", { silver.contains($0.user ?? 0) && $0.user.flatMap { users[$0] }?.team == "red" }),
      ("local_beyond", { gold.contains($0.user ?? 0) && $0.user != 4 }),
      // A team that is null is neither red nor not red.
      ("columns_beyond", { $0.user.flatMap { users[$0] }.map { $0.id == $0.level && $0.team != nil && $0.team != "red" } ?? false }),
      ("there_and_back", { $0.user == 1 }), ("in_exists", { _ in true }),
    ]
    for (role, isShown) in cases {
      let ids = try world.data("{ orders(order_by: {id: asc}) { id } }", role)["orders"]?.ids
      #expect(ids == World.orders.filter(isShown).map(\.id), "\(role)")
    }
    for (badge, ids) in [("gold", [1, 2, 3, 6, 7, 8]), ("bronze", [])] {
      let headers = ["X-Hasura-Role": "exists_beyond", "X-Hasura-Badge": badge]
      #expect(try world.engine.data("{ orders(order_by: {id: asc}) { id } }", headers: headers)["orders"]?.ids == ids)
    }
    #expect(try world.data("{ users(order_by: {id: asc}) { id } }", "big_orders")["users"]?.ids == [1, 2, 3, 4])
  }

  @Test func `a missing session variable is an error`() throws {
    let world = try Self.worlds[Pair(orders: .postgres, users: .mysql)]
    let answer = try world.engine.answer("{ orders { id } }", headers: World.headers("team", team: nil))
    #expect(answer["errors"]?[0]?["message"] == #"missing session variable: "x-hasura-team""#, "\(answer.text)")
  }

  @Test func `inherited roles have the rows of each parent`() throws {
    let world = try Self.worlds[Pair(orders: .mysql, users: .sqlite)]
    try world.engine.metadata("add_inherited_role", ["role_name": "heir", "role_set": ["team", "gold"]])
    let ids = World.orders.filter { order in Self.red.contains { $0.id == order.id } || [1, 4].contains(order.user) }.map(\.id)
    #expect(try world.data("{ orders(order_by: {id: asc}) { id } }", "heir")["orders"]?.ids == ids)
  }

  /// A column that only one parent shows is null where only the other one's filter lets the row through.
  @Test(arguments: [
    Pair(orders: .postgres, users: .sqlite), Pair(orders: .mysql, users: .postgres), Pair(orders: .sqlite, users: .mysql),
  ])
  func `values that only some parents show`(pair: Pair) throws {
    let world = try Self.worlds[pair]
    try world.permit("select", "orders", "plain", ["columns": ["id"], "filter": World.team])
    try world.permit("select", "orders", "rich", ["columns": ["id", "total"], "filter": ["badges_held": ["name": "gold"]]])
    try world.engine.metadata("add_inherited_role", ["role_name": "both", "role_set": ["plain", "rich"]])
    let gold: [Int?] = [1, 4]
    let shown = World.orders.filter { order in Self.red.contains { $0.id == order.id } || gold.contains(order.user) }
    let rows = try world.data("{ orders(order_by: {id: asc}) { id total } }", "both")["orders"]?.arrayValue ?? []
    #expect(JSON.array(rows).ids == shown.map(\.id))
    #expect(rows.map { $0["total"]?.int } == shown.map { gold.contains($0.user) ? $0.total : nil })
    let large = try world.data("{ orders(where: {total: {_gt: 0}}, order_by: {id: asc}) { id } }", "both")["orders"]?.ids
    #expect(large == shown.filter { gold.contains($0.user) }.map(\.id))
  }

  @Test(arguments: [Pair(orders: .postgres, users: .mysql), Pair(orders: .sqlite, users: .postgres)])
  func `rows and counts of the first API`(pair: Pair) throws {
    let world = try Self.worlds[pair]
    let prefix = pair.orders == .postgres ? "" : "\(pair.orders.prefix)_"
    let table: JSON = ["source": "orders_db", "table": "orders", "columns": ["id"], "order_by": ["+id"]]
    let rows = try world.engine.post("/v2/query", ["type": .string("\(prefix)select"), "args": table], headers: World.headers("team"))
    #expect(rows.json?.ids == Self.red.map(\.id), "\(rows.text)")
    let count = try world.engine.post(
      "/v2/query", ["type": .string("\(prefix)count"), "args": ["source": "orders_db", "table": "orders"]], headers: World.headers("team"))
    #expect(count.json?["count"]?.int == Self.red.count, "\(count.text)")
  }

  @Test(arguments: Pair.all) func `explained: the query for the keys beside the one that compares with them`(pair: Pair) throws {
    let world = try Self.worlds[pair]
    let user: JSON = ["x-hasura-role": "team", "x-hasura-team": "red"]
    let answer = try #require(try world.engine.explain("{ orders { id items { id } } }", user: user).json?[0])
    let set = try #require(answer["key_sets"]?[0], "\(answer.text)")
    #expect(set["relationship"] == "ordered_by" && set["source"] == "users_db")
    #expect(set["sql"]?.stringValue?.contains("team") == true && set["parameters"]?.text.contains("red") == true, "\(set.text)")
    #expect(answer["sql"]?.stringValue?.contains("user_id") == true)
    #expect(answer["plan"]?.arrayValue?.isEmpty == false)
    #expect(answer.text.contains("badge") == false)
  }
}
