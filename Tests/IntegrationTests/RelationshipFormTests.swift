import JSON
import TestSupport
import Testing

/// The ways to declare a remote relationship, and how it is exported.
@Suite struct RelationshipFormTests {
  private static let target: JSONObject = ["source": "users_db", "table": "users", "field_mapping": ["ordered_by_user_id": "id"]]

  private func started() throws -> JoineryProcess {
    let engine = try JoineryProcess()
    try engine.addSource("orders_db", .sqlite, OrdersAndUsers.orders, tables: ["orders"])
    try engine.addSource("users_db", .sqlite, OrdersAndUsers.users, tables: ["users"])
    return engine
  }

  private static func target(_ type: String) -> JSON {
    var object = target
    object["relationship_type"] = .string(type)
    return .object(object)
  }

  private func exported(_ engine: JoineryProcess) throws -> JSON? {
    let sources = try engine.metadata("export_metadata")["sources"]?.arrayValue
    return sources?.first { $0["name"]?.stringValue == "orders_db" }?["tables"]?[0]?["remote_relationships"]?[0]
  }

  @Test(
    arguments: ["object", "object_relationship", "array", "array_relationship"],
    ["remote_source", "definition", "definition.remote_source"])
  func `every spelling is exported as to_source and answers`(type: String, form: String) throws {
    let engine = try started()
    defer { engine.stop() }
    var arguments: JSONObject = ["name": "user", "source": "orders_db", "table": "orders"]
    switch form {
    case "remote_source": arguments["remote_source"] = Self.target(type)
    case "definition": arguments["definition"] = ["to_source": Self.target(type.hasPrefix("object") ? "object" : "array")]
    default: arguments["definition"] = ["remote_source": Self.target(type)]
    }
    #expect(try engine.metadata("create_remote_relationship", .object(arguments)).text == #"{"message":"success"}"#)
    let exported = try #require(try exported(engine))
    #expect(exported["name"] == "user")
    let isObject = type.hasPrefix("object")
    #expect(exported["definition"]?["to_source"]?["relationship_type"]?.stringValue == (isObject ? "object" : "array"))
    #expect(exported["definition"]?["to_source"]?["source"] == "users_db")
    #expect(exported["definition"]?["to_source"]?["field_mapping"] == ["ordered_by_user_id": "id"])
    let row: JSON = try #require(try engine.data("{ orders_by_pk(id: 1) { user { name } } }")["orders_by_pk"])
    #expect(row["user"] == (isObject ? ["name": "Ada"] : [["name": "Ada"]]))
  }

  @Test func `updated, deleted, and back through export and replace`() throws {
    let engine = try started()
    defer { engine.stop() }
    try engine.relate("user", from: ("orders_db", "orders"), to: ("users_db", "users"), [("ordered_by_user_id", "id")])
    try engine.metadata(
      "update_remote_relationship",
      remoteRelationship("user", from: ("orders_db", "orders"), to: ("users_db", "users"), [("id", "id")], "array"))
    #expect(try engine.data("{ orders_by_pk(id: 3) { user { name } } }")["orders_by_pk"]?["user"] == [["name": "Cyd"]])
    let metadata = try engine.metadata("export_metadata")
    try engine.metadata("clear_metadata")
    #expect(try engine.answer("{ orders { id } }")["errors"] != nil)
    try engine.metadata("replace_metadata", metadata)
    #expect(try engine.metadata("export_metadata") == metadata)
    #expect(try engine.data("{ orders_by_pk(id: 3) { user { name } } }")["orders_by_pk"]?["user"] == [["name": "Cyd"]])
    try engine.metadata("delete_remote_relationship", ["source": "orders_db", "table": "orders", "name": "user"])
    #expect(try exported(engine) == nil)
    #expect(try engine.answer("{ orders { user { name } } }")["errors"]?[0]?["extensions"]?["code"] == "validation-failed")
  }

  @Test func `the target's source cannot go while it is needed`() throws {
    let engine = try started()
    defer { engine.stop() }
    try engine.relate("user", from: ("orders_db", "orders"), to: ("users_db", "users"), [("ordered_by_user_id", "id")])
    let refused = try engine.post("/v1/metadata", ["type": "sqlite_drop_source", "args": ["name": "users_db"]])
    #expect(refused.status == 400)
    #expect(refused.json?["code"] == "dependency-error", "\(refused.text)")
    try engine.metadata("sqlite_drop_source", ["name": "users_db", "cascade": true])
    #expect(try exported(engine) == nil)
  }
}
