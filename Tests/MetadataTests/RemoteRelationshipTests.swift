import JSON
import Testing

import Metadata

@Suite struct RemoteRelationshipTests {
  let start = { try metadata(addDefault, addUsers, trackAuthor, trackUsers) }
  static let stored =
    #"{"to_source":{"relationship_type":"object","field_mapping":{"user_id":"id"},"source":"users_db","table":["users"]}}"#

  @Test(arguments: [
    #""remote_source":{"relationship_type":"object","field_mapping":{"user_id":"id"},"source":"users_db","table":"users"}"#,
    #""remote_source":{"relationship_type":"object_relationship","field_mapping":{"user_id":"id"},"source":"users_db","table":["users"]}"#,
    #""definition":{"remote_source":{"relationship_type":"object","field_mapping":{"user_id":"id"},"source":"users_db","table":{"name":"users"}}}"#,
    #""definition":{"to_source":{"relationship_type":"object","field_mapping":{"user_id":"id"},"source":"users_db","table":["users"]}}"#,
  ])
  func formsAreExportedAlike(_ form: String) throws {
    let text = #"{"type":"create_remote_relationship","args":{"name":"user","table":"author","source":"default",\#(form)}}"#
    let (after, touched) = try applying(text, to: start())
    let id = try #require(touched.created.first)
    #expect(id.name == "remote_relationship user in table author in source default")
    #expect(after.object(id).definition["definition"] == (try JSON(parsing: Self.stored)))
    #expect(try failure(text, on: after) == "already-exists $.args field with name \"user\" already exists in table \"author\"")
  }

  @Test func legacyAndRemoteSchemaFormsAreKept() throws {
    let flat = """
      {"type":"create_remote_relationship","args":{"name":"m","table":"author","hasura_fields":["id"],"remote_schema":"r",
       "remote_field":{"f":{"arguments":{"id":"$id"}}}}}
      """
    let after = try apply(flat, to: start())
    #expect(
      after.sources["default"]?.tables.values.first?.json["remote_relationships"]?.text
        == #"[{"name":"m","definition":{"remote_schema":"r","hasura_fields":["id"],"remote_field":{"f":{"arguments":{"id":"$id"}}}}}]"#)
    let delete = #"{"type":"pg_delete_remote_relationship","args":{"name":"m","table":"author"}}"#
    #expect(try apply(delete, to: after) == (try start()))
    #expect(try failure(delete, on: try start()) == "not-exists $.args \"m\" does not exist")
  }

  @Test(arguments: [
    ("", "parse-failed $.args create_remote_relationship expects exactly one of: remote_schema, definition"),
    (
      #","definition":{}"#,
      "parse-failed $.args.definition remote relationship definition expects exactly one of: to_source, to_remote_schema"
    ),
    (
      #","definition":{"to_source":{"relationship_type":"many","source":"s","table":"t","field_mapping":{}}}"#,
      "parse-failed $.args.definition.to_source.relationship_type expecting either 'object' or 'array' for rel_type"
    ),
    (#","remote_source":{"source":"s","table":"t"}"#, "parse-failed $.args.remote_source key \"relationship_type\" not found"),
  ])
  func malformed(_ form: String, _ expected: String) throws {
    let text = #"{"type":"create_remote_relationship","args":{"name":"user","table":"author"\#(form)}}"#
    #expect(try failure(text, on: try start()) == expected)
  }

  @Test func followsAndHoldsItsSource() throws {
    let create = #"{"type":"create_remote_relationship","args":{"name":"user","table":"author","definition":\#(Self.stored)}}"#
    let related = try apply(create, to: start())
    #expect(
      try failure(#"{"type":"sqlite_drop_source","args":{"name":"users_db"}}"#, on: related)
        == "dependency-error $.args cannot drop due to the following dependent objects: "
        + "remote relationship author.user in source \"default\"")
    let dropped = try apply(#"{"type":"sqlite_drop_source","args":{"name":"users_db","cascade":true}}"#, to: related)
    #expect(dropped == (try metadata(addDefault, trackAuthor)))
    let renamed = try apply(#"{"type":"rename_source","args":{"name":"users_db","new_name":"people"}}"#, to: related)
    #expect(!renamed.json.text.contains("users_db"))
    #expect(renamed.sources["people"]?.tables.count == 1)
    #expect(
      try failure(#"{"type":"sqlite_untrack_table","args":{"source":"users_db","table":"users"}}"#, on: related)?.hasPrefix(
        "dependency-error")
        == true)
  }

  private static let filtering = """
    {"type":"pg_create_select_permission","args":{"table":"author","role":"user","source":"default",
     "permission":{"columns":["id"],"filter":{"_not":{"user":{"name":{"_eq":"X-Hasura-Name"}}}}}}}
    """

  /// A permission that filters through the relationship holds it, and what it leads to.
  @Test func isHeldByPermissions() throws {
    let create = #"{"type":"create_remote_relationship","args":{"name":"user","table":"author","definition":\#(Self.stored)}}"#
    let related = try apply(create, to: start())
    let permitted = try apply(Self.filtering, to: related)
    let permission = "permission author.user.select in source \"default\""
    let relationship = "remote relationship author.user in source \"default\""
    func refusal(_ dependents: String...) -> String {
      "dependency-error $.args cannot drop due to the following dependent objects: " + dependents.joined(separator: ", ")
    }
    let delete = #"{"type":"delete_remote_relationship","args":{"name":"user","table":"author"}}"#
    #expect(try failure(delete, on: permitted) == refusal(permission))
    let cascade = #"{"type":"delete_remote_relationship","args":{"name":"user","table":"author","cascade":true}}"#
    #expect(try apply(cascade, to: permitted).json.text.contains("X-Hasura-Name") == false)
    let untrack = #"{"type":"sqlite_untrack_table","args":{"source":"users_db","table":"users"}}"#
    #expect(try failure(untrack, on: permitted) == refusal(permission, relationship))
    #expect(try failure(#"{"type":"sqlite_drop_source","args":{"name":"users_db"}}"#, on: permitted) == refusal(permission, relationship))
    let dropped = try apply(#"{"type":"sqlite_drop_source","args":{"name":"users_db","cascade":true}}"#, to: permitted)
    #expect(dropped == (try metadata(addDefault, trackAuthor)))
    let users = TableID(source: "users_db", name: try #require(permitted.sources["users_db"]?.tables.values.first?.name))
    #expect(permitted.dependents(of: .column(users, "name")).map(\.dependencyText) == [permission])
    #expect(permitted.dependents(of: .column(users, "id")).map(\.dependencyText) == [permission, relationship])
    let renamed = try permitted.renamingColumn("name", of: users, to: "called")
    #expect(renamed.json.text.contains(#"{"_not":{"user":{"called":{"_eq":"X-Hasura-Name"}}}}"#), "\(renamed.json.text)")
  }
}
