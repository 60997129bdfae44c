import JSON
import Testing

import Metadata

@Suite struct RoundTripTests {
  static let everything = """
    {"resource_note":"kept","version":3,"sources":[{"name":"default","kind":"postgres","tables":[
      {"table":{"schema":"public","name":"author"},"apollo_federation_config":{"enable":"v1"},"unknown":[1,{"a":null}],
       "configuration":{"custom_name":"writer","custom_root_fields":{"select":"writers","insert":{"name":"add","comment":""}},
        "column_config":{"id":{"custom_name":"ID","comment":"key"}},"custom_column_names":{"id":"old","name":"title"}},
       "object_relationships":[{"name":"editor","using":{"foreign_key_constraint_on":["a","b"]}}],
       "array_relationships":[{"name":"articles","using":{"manual_configuration":{"remote_table":"article",
          "column_mapping":{"id":"author_id"},"insertion_order":null}}}],
       "remote_relationships":[{"name":"old","definition":{"remote_schema":"r","hasura_fields":["id"],"remote_field":{"f":{"arguments":{}}}}},
         {"name":"user","definition":{"to_source":{"relationship_type":"object","source":"users_db","table":["users"],
          "field_mapping":{"b":"x","a":"y"}}}}],
       "select_permissions":[{"role":"user","permission":{"columns":"*","filter":{},"limit":5,"query_root_fields":[]}}],
       "insert_permissions":[{"role":"user","permission":{"check":{},"set":{"by":"x-hasura-user-id"},"backend_only":true}}]}],
      "functions":[{"function":"search","permissions":[{"role":"user"}]}],
      "configuration":{"connection_info":{"database_url":{"from_env":"URL"}}},
      "customization":{"root_fields":{"namespace":"n","prefix":"p_"},"naming_convention":"graphql-default"},"native_queries":[]},
     {"name":"cold","kind":"no_such_kind","tables":[{"table":{"name":"t"}}],"configuration":{}}],
     "cron_triggers":[{"name":"c"}],"metrics_config":{"x":true}}
    """

  @Test func everyKeySurvives() throws {
    let json = try JSON(parsing: Self.everything)
    let metadata = try Metadata(json, kinds: kinds)
    #expect(metadata.json == json)
    #expect(metadata.json.text == json.text, "the order of keys is kept")
    #expect(try Metadata(metadata.json, kinds: kinds) == metadata)
  }

  @Test func typedViews() throws {
    let metadata = try Metadata(JSON(parsing: Self.everything), kinds: kinds)
    let source = try #require(metadata.sources["default"])
    #expect(source.customization.rootFieldNamespace == "n")
    #expect(source.customization.namingConvention == .graphqlDefault)
    #expect(source.functions.first?.roles == ["user"])
    let table = try #require(source.tables[source.tableNaming.name(["author"])])
    #expect(table.configuration.columns["id"]?.name == "ID")
    #expect(table.configuration.columns["name"]?.name == "title")
    #expect(table.configuration.rootFields["insert"]?.comment == "")
    #expect(table.objectRelationships.first?.using == .foreignKey(columns: ["a", "b"], table: nil))
    guard case .toSource(let toSource)? = table.remoteRelationship("user")?.definition else {
      Issue.record("no relationship to a source")
      return
    }
    #expect(toSource.fieldMapping.map(\.from) == ["b", "a"])
    guard case .write(let rule)? = table.permission(.insert, role: "user")?.rule else {
      Issue.record("no insert permission")
      return
    }
    #expect(rule.columns == nil && rule.backendOnly && rule.presets["by"] == "x-hasura-user-id")
  }

  @Test(arguments: [
    (#"{"table":"a"},{"table":{"schema":"public","name":"a"}}"#, "$.sources[0].tables", #"tables: "public.a""#),
    (
      #"{"table":"a","select_permissions":[{"role":"u","permission":{"columns":"*","filter":{}}},"#
        + #"{"role":"u","permission":{"columns":"*","filter":{}}}]}"#,
      "$.sources[0].tables[0]", #"select permissions: "u""#
    ),
  ])
  func namesAreDeclaredOnce(_ tables: String, _ path: String, _ names: String) throws {
    let json = try JSON(
      parsing: #"{"version":3,"sources":[{"name":"s","kind":"postgres","configuration":{},"tables":[\#(tables)]}]}"#)
    do {
      _ = try Metadata(json, kinds: kinds)
      Issue.record("accepted")
    } catch {
      #expect(error.path.description == path)
      #expect(error.message == "multiple declarations exist for the following \(names)")
    }
  }

  @Test func errorsNameTheirPlace() throws {
    let metadata = Metadata(kinds: kinds)
    #expect(
      try failure(#"{"type":"replace_metadata","args":{"version":3}}"#, on: metadata) == "parse-failed $.args key \"sources\" not found")
    let bad = """
      {"type":"replace_metadata","version":2,"args":{"metadata":{"version":3,"sources":[{"name":"s","kind":"postgres","tables":[
       {"table":"a","remote_relationships":[{"name":"r","definition":{}}]}],"configuration":{}}]}}}
      """
    #expect(
      try failure(bad, on: metadata)
        == "parse-failed $.args.metadata.sources[0].tables[0].remote_relationships[0].definition "
        + "remote relationship definition expects exactly one of: to_source, to_remote_schema")
  }
}
