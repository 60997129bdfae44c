import JSON
import TestSupport
import Testing

/// What the commands about remote schemas refuse, and with which words.
@Suite struct RemoteSchemaRefusalTests {
  private static let environment = ["HASURA_GRAPHQL_ENABLE_REMOTE_SCHEMA_PERMISSIONS": "true"]

  /// An engine with a remote schema `one` and a permission of the role `user` on it.
  private static func engine(_ server: RemoteGraphQLServer) throws -> JoineryProcess {
    let joinery = try JoineryProcess(environment: environment)
    try joinery.metadata("add_remote_schema", ["name": "one", "definition": ["url": .string(server.url)]])
    try joinery.metadata("add_remote_schema_permissions", permission("user", "type Query { a: Int }"))
    return joinery
  }

  private static func permission(_ role: String, _ schema: String) -> JSON {
    ["remote_schema": "one", "role": .string(role), "definition": ["schema": .string(schema)]]
  }

  struct Refusal: CustomTestStringConvertible, Sendable {
    let command: String
    let args: JSON
    let code: String
    let words: String
    var testDescription: String { "\(command) \(args.text)" }

    init(_ command: String, _ args: JSON, _ code: String, _ words: String) {
      (self.command, self.args, self.code, self.words) = (command, args, code, words)
    }
  }

  private static let add = "add_remote_schema_permissions"
  private static let failed = "validation for the given role-based schema failed because "
  private static let refusals = [
    Refusal(
      "add_remote_schema", ["name": "one", "definition": ["url": "http://h"]], "already-exists",
      #"remote schema with name "one" already exists"#),
    Refusal(
      "update_remote_schema", ["name": "x", "definition": ["url": "http://h"]], "not-exists", #"remote schema with name "x" doesn't exist"#),
    Refusal("remove_remote_schema", ["name": "x"], "not-exists", "no such remote schema"),
    Refusal("reload_remote_schema", ["name": "x"], "not-exists", #"remote schema with name "x" does not exist"#),
    Refusal("introspect_remote_schema", ["name": "x"], "not-exists", #"remote schema: "x" not found"#),
    Refusal(
      "update_remote_schema", ["name": "one", "definition": ["url": "http://127.0.0.1:1/"]], "remote-schema-error",
      #"HTTP exception occurred while sending the request to "http://127.0.0.1:1/""#),
    Refusal(
      add, permission("user", "type Query { a: Int }"), "already-exists",
      #"permissions for role: "user" for remote schema:"one" already exists"#),
    Refusal(
      "drop_remote_schema_permissions", ["remote_schema": "one", "role": "x"], "not-exists",
      #"permissions for role: "x" for remote schema:"one" doesn't exist"#),
    Refusal("drop_remote_schema_permissions", ["remote_schema": "x", "role": "user"], "not-exists", #"remote schema "x" doesn't exist"#),
    Refusal(
      add, permission("admin", "type Query { a: Int }"), "invalid-configuration",
      #"Inconsistent object: in remote schema permission for role "admin": cannot define permission for admin role"#),
    Refusal(
      add, permission("r", "type Query { nope: Int }"), "validation-failed",
      failed + #"field "nope" does not exist in the "Object": "Query""#),
    Refusal(
      add, permission("r", "type Query { a: Int @own }"), "validation-failed",
      failed + #""Directive": "own" does not exist in the upstream remote schema"#),
    Refusal(
      add, permission("r", "type Query { b(id: ID @own): Int }"), "validation-failed",
      failed + #""Directive": "own" does not exist in the upstream remote schema"#),
    Refusal(
      add, permission("r", #"type Query { a: Int @preset(value: 1) }"#), "validation-failed",
      failed + "Preset directives can be defined only on INPUT_FIELD_DEFINITION or ARGUMENT_DEFINITION"),
  ]

  @Test func refusalsHaveHasurasWords() throws {
    let server = try RemoteGraphQLServer(sdl: "type Query { a: Int  b(id: ID): Int }", resolvers: ["Query.a": { _, _ in 1 }])
    let joinery = try Self.engine(server)
    let before = try joinery.metadata("export_metadata")
    for refusal in Self.refusals {
      let caught = #expect(throws: JoineryProcess.Refusal.self, "\(refusal)") { try joinery.metadata(refusal.command, refusal.args) }
      #expect(caught?.body["code"]?.stringValue == refusal.code, "\(refusal)")
      #expect(caught?.body["error"]?.stringValue == refusal.words)
      #expect(caught?.body["path"] == "$.args")
    }
    #expect(try joinery.metadata("export_metadata") == before)
    #expect(try joinery.data("{ a }", headers: ["x-hasura-role": "user"]) == ["a": 1])
  }

  /// The server said of what is declared as no longer used nothing but that.
  @Test func aPermissionMayRepeatDeprecation() throws {
    let server = try RemoteGraphQLServer(sdl: "type Query { a: Int @deprecated(reason: \"old\") }", resolvers: ["Query.a": { _, _ in 1 }])
    let joinery = try Self.engine(server)
    try joinery.metadata(Self.add, Self.permission("r", "type Query { a: Int @deprecated(reason: \"old\") }"))
    #expect(try joinery.data("{ a }", headers: ["x-hasura-role": "r"]) == ["a": 1])
  }
}
