import JSON
import Testing

import Metadata

@Suite struct StoredCommandTests {
  static let addSchema = #"{"type":"add_remote_schema","args":{"name":"r","definition":{"url":"http://h"},"comment":"c"}}"#
  static let collection = """
    {"type":"create_query_collection","args":{"name":"c","definition":{"queries":[{"name":"q","query":"{a}"}]}}}
    """

  @Test func remoteSchemas() throws {
    let start = try metadata(Self.addSchema)
    #expect(start.json.text == #"{"version":3,"sources":[],"remote_schemas":[{"name":"r","definition":{"url":"http://h"},"comment":"c"}]}"#)
    #expect(try failure(Self.addSchema, on: start) == "already-exists $.args remote schema with name \"r\" already exists")
    let permit =
      #"{"type":"add_remote_schema_permissions","args":{"remote_schema":"r","role":"u","definition":{"schema":"type Q {a: Int}"}}}"#
    let permitted = try apply(permit, to: start)
    #expect(permitted.entries("remote_schemas").first?["permissions"]?.text == #"[{"definition":{"schema":"type Q {a: Int}"},"role":"u"}]"#)
    let update = #"{"type":"update_remote_schema","args":{"name":"r","definition":{"url":"http://g"}}}"#
    let updated = try apply(update, to: permitted)
    #expect(updated.entries("remote_schemas").first?["permissions"] != nil)
    #expect(updated.entries("remote_schemas").first?["comment"] == nil)
    #expect(try apply(#"{"type":"remove_remote_schema","args":{"name":"r"}}"#, to: updated).entries("remote_schemas").isEmpty)
  }

  @Test func remoteSchemasHoldRelationships() throws {
    let start = try metadata(addDefault, trackAuthor, Self.addSchema)
    let create = """
      {"type":"create_remote_schema_remote_relationship","args":{"remote_schema":"r","type_name":"T","name":"author","definition":
       {"to_source":{"relationship_type":"array","source":"default","table":"author","field_mapping":{"id":"id"}}}}}
      """
    let (after, touched) = try applying(create, to: start)
    #expect(touched.created.first?.typeName == "remote_schema_remote_relationship")
    #expect(
      try failure(#"{"type":"untrack_table","args":{"table":"author"}}"#, on: after)
        == "dependency-error $.args cannot drop due to the following dependent objects: "
        + "remote_schema_remote_relationship author on type T in remote schema r")
    let delete = #"{"type":"delete_remote_schema_remote_relationship","args":{"remote_schema":"r","type_name":"T","name":"author"}}"#
    let emptied = try apply(delete, to: after)
    #expect(emptied.entries("remote_schemas").first?["remote_relationships"]?.text == #"[{"type_name":"T","relationships":[]}]"#)
  }

  @Test func collectionsAndAllowlist() throws {
    let add = #"{"type":"add_collection_to_allowlist","args":{"collection":"c"}}"#
    let start = try metadata(Self.collection, add)
    #expect(
      try failure(#"{"type":"drop_query_collection","args":{"collection":"c","cascade":false}}"#, on: start)?.hasPrefix("dependency-error")
        == true)
    let more = #"{"type":"add_query_to_collection","args":{"collection_name":"c","query_name":"p","query":"{b}"}}"#
    let both = try apply(more, to: start)
    #expect(
      both.entries("query_collections").first?["definition"]?["queries"]?.text
        == #"[{"name":"q","query":"{a}"},{"query":"{b}","name":"p"}]"#)
    let less = #"{"type":"drop_query_from_collection","args":{"collection_name":"c","query_name":"p"}}"#
    #expect(try apply(less, to: both) == start)
    let renamed = try apply(#"{"type":"rename_query_collection","args":{"name":"c","new_name":"d"}}"#, to: start)
    #expect(renamed.entries("allowlist").first?["collection"] == "d")
    #expect(
      try apply(#"{"type":"drop_query_collection","args":{"collection":"c","cascade":true}}"#, to: start) == Metadata(kinds: kinds))
  }

  @Test func actions() throws {
    let create = """
      {"type":"create_action","args":{"name":"a","definition":{"kind":"synchronous","arguments":[],"output_type":"T!","handler":"http://h"}}}
      """
    let start = try metadata(create)
    let permit = #"{"type":"create_action_permission","args":{"action":"a","role":"u"}}"#
    let permitted = try apply(permit, to: start)
    #expect(permitted.entries("actions").first?["permissions"]?.text == #"[{"role":"u"}]"#)
    #expect(try apply(#"{"type":"drop_action_permission","args":{"action":"a","role":"u"}}"#, to: permitted) == start)
    let secret = """
      {"type":"create_action","args":{"name":"b","definition":{"output_type":"T!","handler":"http://h",
       "headers":[{"name":"h","value_from_env":"HASURA_GRAPHQL_CLIENT_NAME"}]}}}
      """
    let expected = "env variables starting with \"HASURA_GRAPHQL_\" are not allowed in value_from_env: HASURA_GRAPHQL_CLIENT_NAME"
    #expect(try failure(secret, on: start, api: .query) == "parse-failed $.definition.headers[0] \(expected)")
  }

  @Test func functionsAndFields() throws {
    let start = try metadata(addDefault, trackAuthor)
    let tracked = try apply(#"{"type":"track_function","args":{"schema":"public","name":"search"}}"#, to: start)
    #expect(
      try failure(#"{"type":"track_function","args":"search"}"#, on: tracked)
        == "already-tracked $.args function already tracked: \"search\"")
    #expect(
      try failure(#"{"type":"track_table","args":"search"}"#, on: tracked)
        == "not-supported $.args function with name \"search\" already exists")
    let permitted = try apply(#"{"type":"pg_create_function_permission","args":{"function":"search","role":"u"}}"#, to: tracked)
    #expect(permitted.sources["default"]?.functions.first?.roles == ["u"])
    #expect(try apply(#"{"type":"pg_drop_function_permission","args":{"function":"search","role":"u"}}"#, to: permitted) == tracked)
    #expect(try apply(#"{"type":"untrack_function","args":"search"}"#, to: tracked) == start)
    let field = #"{"type":"add_computed_field","args":{"table":"author","name":"full","definition":{"function":"full_name"}}}"#
    let (computed, touched) = try applying(field, to: start)
    #expect(touched.tables.first?.name.text == "full_name")
    #expect(try apply(#"{"type":"drop_computed_field","args":{"table":"author","name":"full"}}"#, to: computed) == start)
  }

  @Test func eventTriggers() throws {
    let start = try metadata(addDefault, trackAuthor)
    let create = #"{"type":"create_event_trigger","args":{"name":"e","table":"author","webhook":"http://h","insert":{"columns":"*"}}}"#
    let after = try apply(create, to: start)
    #expect(after.sources["default"]?.tables.values.first?.eventTriggers.first?["definition"]?.text == #"{"insert":{"columns":"*"}}"#)
    #expect(try apply(#"{"type":"delete_event_trigger","args":{"name":"e"}}"#, to: after) == start)
    #expect(
      try failure(#"{"type":"create_event_trigger","args":{"name":"e","table":"author","webhook":"http://h"}}"#, on: start)
        == "parse-failed $.args atleast one amongst insert/update/delete/enable_manual spec must be provided")
  }

  @Test func nativeQueries() throws {
    let model = #"{"type":"pg_track_logical_model","args":{"source":"default","name":"m","fields":[{"name":"id","type":"integer"}]}}"#
    let start = try metadata(addDefault, model)
    let track = #"{"type":"pg_track_native_query","args":{"source":"default","root_field_name":"n","code":"select 1","returns":"m"}}"#
    #expect(try failure(track, on: try metadata(addDefault))?.hasPrefix("not-found") == true)
    let after = try apply(track, to: start)
    #expect(after.sources["default"]?.entries("native_queries").count == 1)
    #expect(try failure(track, on: after)?.hasPrefix("already-tracked") == true)
    #expect(try apply(#"{"type":"pg_untrack_native_query","args":{"root_field_name":"n"}}"#, to: after) == start)
  }
}
