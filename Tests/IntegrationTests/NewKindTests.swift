import Foundation
import JSON
import TestSupport
import Testing

/// A connector of a kind that the host was not built with: found, started and joined both ways with PostgreSQL.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL"))
struct NewKindTests {
  /// A folder with a copy of the Reference connector under another name, and a manifest that says so.
  private func connectorFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("joinery-kind-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: JoineryProcess.programs + "/joinery-reference", toPath: folder + "/acme")
    let manifest: JSON = [
      "name": "acme-connector", "version": "1", "protocol": ["min": 1, "max": 1], "command": "acme", "arguments": ["--kind", "acme"],
      "kinds": [
        ["name": "acme", "command_prefixes": ["acme"], "table_naming": ["components": ["name"], "form": "array"], "display_name": "Acme"]
      ],
    ]
    _ = FileManager.default.createFile(atPath: folder + "/acme.connector.json", contents: Data(manifest.bytes))
    return folder
  }

  private static let users: JSON = [
    "tables": [
      [
        "name": "users", "primary_key": ["id"],
        "columns": [
          ["name": "id", "type": "int32", "nullable": false], ["name": "name", "type": "text"], ["name": "favourite", "type": "int32"],
        ],
        "rows": [[1, "Ada", 3], [2, "Bob", nil], [3, "Cyd", 99]],
      ]
    ]
  ]

  @Test func `added, tracked, joined both ways, queried`() throws {
    let folder = try connectorFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let engine = try JoineryProcess(["--connector-dir", folder])
    defer { engine.stop() }
    try engine.addSource("orders_db", .postgres, OrdersAndUsers.orders, tables: ["orders"])
    try engine.metadata("acme_add_source", ["name": "users_db", "configuration": Self.users])
    try engine.metadata("acme_track_table", ["source": "users_db", "table": "users"])
    try engine.relate("ordered_by_user", from: ("orders_db", "orders"), to: ("users_db", "users"), [("ordered_by_user_id", "id")])
    try engine.relate("orders", from: ("users_db", "users"), to: ("orders_db", "orders"), [("id", "ordered_by_user_id")], "array")
    try engine.relate("favourite_order", from: ("users_db", "users"), to: ("orders_db", "orders"), [("favourite", "id")])
    #expect(
      try engine.data(
        "{ orders(order_by: {id: asc}, where: {id: {_gte: 3}}, limit: 3) { id ordered_by_user { name favourite_order { id } } } }"
      ).text
        == #"{"orders":[{"id":3,"ordered_by_user":{"name":"Ada","favourite_order":{"id":3}}},{"id":4,"ordered_by_user":null},{"id":5,"ordered_by_user":null}]}"#
    )
    #expect(
      try engine.data(
        "{ users(order_by: {id: asc}) { name favourite_order { id } orders(order_by: {id: desc}, limit: 1) { id } orders_aggregate { aggregate { count } } } }"
      )
      .text
        == #"{"users":[{"name":"Ada","favourite_order":{"id":3},"orders":[{"id":3}],"orders_aggregate":{"aggregate":{"count":2}}},"#
        + #"{"name":"Bob","favourite_order":null,"orders":[{"id":7}],"orders_aggregate":{"aggregate":{"count":3}}},"#
        + #"{"name":"Cyd","favourite_order":null,"orders":[],"orders_aggregate":{"aggregate":{"count":0}}}]}"#)
    #expect(engine.connectors.contains { $0.program == "acme" })
    let kinds = try engine.metadata("list_source_kinds")
    #expect(kinds.text.contains("\"acme\""), "\(kinds.text)")
  }

  @Test func `permissions filter through relationships from it and to it`() throws {
    let folder = try connectorFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let engine = try JoineryProcess(["--connector-dir", folder])
    defer { engine.stop() }
    try engine.addSource("orders_db", .postgres, OrdersAndUsers.orders, tables: ["orders"])
    try engine.metadata("acme_add_source", ["name": "users_db", "configuration": Self.users])
    try engine.metadata("acme_track_table", ["source": "users_db", "table": "users"])
    try engine.relate("user", from: ("orders_db", "orders"), to: ("users_db", "users"), [("ordered_by_user_id", "id")])
    try engine.relate("orders", from: ("users_db", "users"), to: ("orders_db", "orders"), [("id", "ordered_by_user_id")], "array")
    func permit(_ prefix: String, _ source: String, _ table: String, _ filter: JSON) throws {
      let permission: JSON = ["columns": "*", "filter": filter, "allow_aggregations": true]
      try engine.metadata(
        "\(prefix)_create_select_permission",
        ["source": .string(source), "table": .string(table), "role": "one", "permission": permission])
    }
    try permit("pg", "orders_db", "orders", ["user": ["name": "X-Hasura-Name"]])
    try permit("acme", "users_db", "users", ["_not": ["orders": ["total": ["_gt": "X-Hasura-Total"]]]])
    let headers = ["X-Hasura-Role": "one", "X-Hasura-Name": "Bob", "X-Hasura-Total": "15"]
    #expect(
      try engine.data(
        "{ orders(order_by: {id: asc}) { id } users(order_by: {id: asc}) { name } users_aggregate { aggregate { count } } }",
        headers: headers
      ).text
        == #"{"orders":[{"id":2},{"id":6},{"id":7}],"users":[{"name":"Ada"},{"name":"Cyd"}],"users_aggregate":{"aggregate":{"count":2}}}"#)
  }

  @Test func `its metadata stays when the connector is gone, and serves again when it is back`() throws {
    let folder = try connectorFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try JoineryProcess(["--connector-dir", folder])
    try first.metadata("acme_add_source", ["name": "users_db", "configuration": Self.users])
    try first.metadata("acme_track_table", ["source": "users_db", "table": "users"])
    let metadata = try first.metadata("export_metadata")
    first.stop()
    let without = try JoineryProcess(folder: first.folder)
    #expect(try without.metadata("export_metadata") == metadata)
    #expect(try without.metadata("get_inconsistent_metadata")["is_consistent"] == false)
    without.stop()
    let again = try JoineryProcess(["--connector-dir", folder], folder: first.folder)
    defer { again.stop() }
    #expect(try again.data("{ users_by_pk(id: 2) { name } }").text == #"{"users_by_pk":{"name":"Bob"}}"#)
  }
}
