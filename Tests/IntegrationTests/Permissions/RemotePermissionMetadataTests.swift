import Foundation
import JSON
import TestSupport
import Testing

/// Commands about permissions that filter through remote relationships, and what they depend on.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct RemotePermissionMetadataTests {
  private typealias World = RemotePermissionWorld

  private func world() throws -> RemotePermissionWorld {
    let world = try World(Pair(orders: .mysql, users: .postgres))
    try world.permitReading("orders", "team", World.team)
    return world
  }

  private func refusal(_ world: RemotePermissionWorld, _ type: String, _ args: JSON) throws -> (code: String, message: String) {
    let answer = try world.engine.post("/v1/metadata", ["type": .string(type), "args": args])
    #expect(answer.status == 400, "\(type): \(answer.text)")
    return (answer.json?["code"]?.stringValue ?? "", answer.json?["error"]?.stringValue ?? "")
  }

  private let permission = #"permission orders.team.select in source "orders_db""#

  @Test func `nothing that the filter needs goes without it`() throws {
    let world = try world()
    defer { world.engine.stop() }
    let refused = "cannot drop due to the following dependent objects: "
    let cases: [(type: String, args: JSON, dependents: [String])] = [
      ("delete_remote_relationship", ["source": "orders_db", "table": "orders", "name": "ordered_by"], [permission]),
      (
        "pg_untrack_table", ["source": "users_db", "table": "users"],
        [permission, #"remote relationship orders.ordered_by in source "orders_db""#]
      ),
      (
        "pg_drop_source", ["name": "users_db"],
        [
          permission, #"remote relationship orders.badges_held in source "orders_db""#,
          #"remote relationship orders.ordered_by in source "orders_db""#,
        ]
      ),
      ("pg_run_sql", ["source": "users_db", "sql": "ALTER TABLE users DROP COLUMN team"], [permission]),
    ]
    for (type, args, dependents) in cases {
      let (code, message) = try refusal(world, type, args)
      #expect(code == "dependency-error" && message == refused + dependents.joined(separator: ", "), "\(type): \(code) \(message)")
    }
    // Each refusal left everything as it was.
    let red = World.orders(ofTeam: "red").map(\.id)
    #expect(try world.data("{ orders(order_by: {id: asc}) { id } }", "team")["orders"]?.ids == red)
    try world.engine.metadata("pg_drop_source", ["name": "users_db", "cascade": true])
    #expect(try world.engine.metadata("get_inconsistent_metadata")["is_consistent"] == true)
    let answer = try world.engine.answer("{ orders { id } }", headers: World.headers("team"))
    #expect(answer["errors"] != nil, "\(answer.text)")
  }

  @Test func `a renamed column is followed, and a redefined relationship means what it now says`() throws {
    let world = try world()
    defer { world.engine.stop() }
    try world.engine.metadata("pg_run_sql", ["source": "users_db", "sql": "ALTER TABLE users RENAME COLUMN team TO side"])
    #expect(try world.engine.metadata("export_metadata").text.contains(#"{"side":{"_eq":"X-Hasura-Team"}}"#))
    let red = World.orders(ofTeam: "red").map(\.id)
    #expect(try world.data("{ orders(order_by: {id: asc}) { id } }", "team")["orders"]?.ids == red)
    var other = remoteRelationship("ordered_by", from: ("orders_db", "orders"), to: ("users_db", "users"), [("id", "level")], "object")
    try world.engine.metadata("update_remote_relationship", other)
    #expect(try world.data("{ orders(order_by: {id: asc}) { id } }", "team")["orders"]?.ids == [1, 3])
    other = remoteRelationship("ordered_by", from: ("orders_db", "orders"), to: ("users_db", "badges"), [("user_id", "holder")], "object")
    let (_, message) = try refusal(world, "update_remote_relationship", other)
    #expect(message.contains("inconsistent"), "\(message)")
    try world.engine.metadata("rename_source", ["name": "users_db", "new_name": "people"])
    #expect(try world.data("{ orders(order_by: {id: asc}) { id } }", "team")["orders"]?.ids == [1, 3])
  }

  @Test func `refused when it is created: with the reason`() throws {
    let world = try world()
    defer { world.engine.stop() }
    let engine = world.engine
    try engine.sql(source: "orders_db", .mysql, ["CREATE TABLE near (id INT PRIMARY KEY, r FLOAT, name VARCHAR(20))"])
    try engine.track(["near"], source: "orders_db", .mysql)
    try engine.sql(source: "users_db", .postgres, ["CREATE TABLE far (id INT PRIMARY KEY, d DOUBLE PRECISION, name TEXT)"])
    try engine.track(["far"], source: "users_db", .postgres)
    try engine.relate("by_float", from: ("orders_db", "near"), to: ("users_db", "far"), [("r", "d")])
    var collated = remoteRelationship("collated", from: ("orders_db", "near"), to: ("users_db", "far"), [("name", "name")], "object")
    if var target = collated["remote_source"]?.objectValue, var arguments = collated.objectValue {
      target["collation"] = "target"
      arguments["remote_source"] = .object(target)
      collated = .object(arguments)
    }
    try engine.metadata("create_remote_relationship", collated)
    let cases: [(filter: JSON, words: String)] = [
      (["by_float": [:]], "whose values cannot be matched exactly with type \"float\" of column \"r\""),
      (["collated": ["id": 1]], "by the collation of \"name\""),
      (["_not": ["by_float": ["nothing": 1]]], "by_float"),
    ]
    for (filter, words) in cases {
      let args: JSON = [
        "source": "orders_db", "table": "near", "role": "team", "permission": ["columns": "*", "filter": filter],
      ]
      let (_, message) = try refusal(world, "mysql_create_select_permission", args)
      #expect(message.contains(words), "\(message)")
    }
    let beyond: JSON = ["ordered_by": ["_exists": ["_table": "badges", "_where": ["holder": ["_ceq": ["$", "user_id"]]]]]]
    let (_, message) = try refusal(
      world, "mysql_create_update_permission",
      ["source": "orders_db", "table": "orders", "role": "team", "permission": ["columns": "*", "filter": beyond]])
    #expect(message.contains(#"["$", "user_id"] is a column of the permission's own table"#), "\(message)")
  }

  @Test func `replaced as a whole, the other source first or last`() throws {
    let world = try world()
    defer { world.engine.stop() }
    let metadata = try world.engine.metadata("export_metadata")
    let red = World.orders(ofTeam: "red").map(\.id)
    for isReversed in [false, true] {
      var object = metadata.objectValue ?? [:]
      let sources = metadata["sources"]?.arrayValue ?? []
      object["sources"] = .array(isReversed ? sources.reversed() : sources)
      try world.engine.metadata("replace_metadata", ["version": 3, "sources": []])
      try world.engine.metadata("replace_metadata", .object(object))
      #expect(try world.data("{ orders(order_by: {id: asc}) { id } }", "team")["orders"]?.ids == red)
    }
  }

  /// A permission whose other source is not there must not open: the role loses the table until the source is back.
  @Test func `a source that is down at the start closes the table, and opens it when it is back`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("joinery-down-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try JoineryProcess()
    try first.addSource("orders_db", .postgres, OrdersAndUsers.orders, tables: ["orders"])
    let path = "\(folder)/users.db"
    let configuration: JSON = ["connection_info": ["path": .string(path), "create": true]]
    try first.addSource("users_db", .sqlite, OrdersAndUsers.users, tables: ["users"], configuration: configuration)
    try first.relate("user", from: ("orders_db", "orders"), to: ("users_db", "users"), [("ordered_by_user_id", "id")])
    try first.metadata(
      "pg_create_select_permission",
      [
        "source": "orders_db", "table": "orders", "role": "ada",
        "permission": ["columns": "*", "filter": ["_not": ["user": ["name": "Bob"]]]],
      ])
    let query = "{ orders(order_by: {id: asc}) { id } }"
    let headers = ["X-Hasura-Role": "ada"]
    #expect(try first.data(query, headers: headers)["orders"]?.ids == [1, 3, 4, 5])
    first.stop()
    // A folder is no database.
    try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let second = try JoineryProcess(folder: first.folder)
    defer { second.stop() }
    #expect(try second.data(query)["orders"]?.ids.count == 7)
    let answer = try second.answer(query, headers: headers)
    #expect(answer["data"] == nil || answer["data"]?.isNull == true, "\(answer.text)")
    #expect(answer["errors"] != nil)
    let inconsistencies = try second.metadata("get_inconsistent_metadata")
    #expect(
      inconsistencies.text.contains(#"the remote relationship \"user\" to source \"users_db\" is inconsistent"#), "\(inconsistencies.text)")
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
    try second.metadata("reload_metadata", ["reload_sources": true])
    #expect(try second.data(query, headers: headers)["orders"]?.ids == [1, 3, 4, 5])
  }
}
