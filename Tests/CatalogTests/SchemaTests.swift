import Catalog
import CatalogFixtures
import Foundation
import GraphQL
import JSON
import Testing

/// Two tables as in Hasura's own tests, with every sort of column.
let blog = (
  metadata: """
  {"version": 3, "sources": [{"name": "default", "kind": "alpha", "configuration": {}, "tables": [
    {"table": "author",
     "array_relationships": [{"name": "articles", "using": {"foreign_key_constraint_on": {"table": "article", "column": "author_id"}}}]},
    {"table": "article",
     "object_relationships": [
       {"name": "author", "using": {"foreign_key_constraint_on": "author_id"}},
       {"name": "editor", "using": {"foreign_key_constraint_on": "editor_id"}}]}
  ]}]}
  """,
  schema: """
  {"default": {"tables": {
    "public.author": {"columns": {"id": "Int!", "name": {"type": "String", "comment": "as printed"}}, "key": ["id"]},
    "public.article": {"comment": "what was written", "columns": {
      "id": "Int!", "author_id": "Int!", "editor_id": "Int", "rating": "numeric", "published": "Boolean", "tags": "[String]!",
      "details": "jsonb", "not-a-name": "Int"}, "key": ["id"], "foreign": {"author_id": "public.author.id", "editor_id": "public.author.id"}}
  }}}
  """
)

func catalog(_ metadata: String, _ schema: String, options: CatalogOptions = CatalogOptions()) throws -> Catalog {
  try CatalogFixture(metadata: JSON(parsing: metadata), schemas: JSON(parsing: schema)).catalog(options: options)
}

struct SchemaTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")

  /// `GOLDEN=record` in the environment rewrites the expectations.
  private func expect(_ catalog: Catalog, as role: String = "admin", equals file: String) throws {
    let place = Self.folder.appendingPathComponent(file)
    let schema = catalog.schema(for: role).schema
    let names = schema.typeNames.filter { !$0.hasPrefix("__") && !BuiltInTypes.contains($0) }
    let text = names.compactMap { schema.type(named: $0)?.sdl }.joined(separator: "\n\n") + "\n"
    if ProcessInfo.processInfo.environment["GOLDEN"] == "record" { try text.write(to: place, atomically: true, encoding: .utf8) }
    #expect(try text == String(contentsOf: place, encoding: .utf8))
  }

  @Test func ofTheAdministratorIsHasuras() throws {
    let catalog = try catalog(blog.metadata, blog.schema)
    #expect(catalog.inconsistencies.isEmpty)
    try expect(catalog, equals: "blog.graphql")
  }

  @Test func ofOtherRolesIsEmpty() throws {
    let catalog = try catalog(blog.metadata, blog.schema)
    try expect(catalog, as: "user", equals: "empty.graphql")
    #expect(catalog.schema(for: "user").schema.subscription == nil)
  }

  @Test func namesFollowTheCustomization() throws {
    let metadata = """
      {"version": 3, "sources": [
        {"name": "a", "kind": "alpha", "configuration": {}, "customization": {
           "root_fields": {"namespace": "mine", "prefix": "p_", "suffix": "_s"}, "type_names": {"prefix": "P_", "suffix": "_S"}},
         "tables": [
           {"table": {"schema": "store", "name": "item"},
            "configuration": {"custom_root_fields": {"select": "items", "select_by_pk": {"name": "one_item", "comment": "just one"}}}},
           {"table": "plain", "configuration": {"custom_name": "Fancy", "comment": "", "column_config": {"id": {"custom_name": "key"}}}}]},
        {"name": "b", "kind": "alpha", "configuration": {}, "customization": {"naming_convention": "graphql-default"},
         "tables": [{"table": "author_local"}, {"table": "article_local", "configuration": {"custom_name": "articleDetails"},
           "object_relationships": [{"name": "written_by", "using": {"manual_configuration": {"remote_table": "author_local", "column_mapping": {"author_id": "id"}}}}]}]}
      ]}
      """
    let schema = """
      {"a": {"tables": {"store.item": {"columns": {"id": "Int!"}, "key": ["id"]}, "public.plain": {"columns": {"id": "Int!"}, "key": ["id"]}},
             "without": ["aggregates"]},
       "b": {"without": ["aggregates"], "tables": {"public.author_local": {"columns": {"id": "Int!", "full_name": "String"}, "key": ["id"]},
             "public.article_local": {"columns": {"author_id": "Int!"}}}}}
      """
    let catalog = try catalog(metadata, schema)
    #expect(catalog.inconsistencies.isEmpty)
    try expect(catalog, equals: "customized.graphql")
  }

  @Test func leavesOutWhatAConnectorCannotDo() throws {
    let schema = blog.schema.replacingOccurrences(
      of: "{\"default\": {", with: "{\"default\": {\"without\": [\"aggregates\", \"distinct_on\", \"order_by_relationship\"], ")
    let fields = try catalog(blog.metadata, schema).schema(for: "admin")
    #expect(fields.schema.typeNames.contains("author_select_column") == false)
    #expect(fields.schema.type(named: "author")?.fields?.names == ["articles", "id", "name"])
    guard case .inputObject(let order)? = fields.schema.type(named: "article_order_by") else { return #expect(Bool(false)) }
    #expect(!order.fields.names.contains("author"))
  }

  @Test func directivesOfAnEmptySchemaHaveTheirTypes() throws {
    let schema = try catalog("{\"version\": 3, \"sources\": []}", "{}").schema(for: "admin").schema
    for argument in schema.directives.flatMap(\.arguments) {
      #expect(schema.type(named: argument.type.baseName) != nil && schema.typeNames.contains(argument.type.baseName))
    }
  }

  @Test func aNullKeyMakesARemoteFieldNullable() throws {
    let table = """
      {"table": "%", "remote_relationships": [{"name": "r", "definition": {"to_source": {
        "source": "b", "table": "t", "relationship_type": "array", "field_mapping": {"k": "id"}}}}]}
      """
    let metadata = """
      {"version": 3, "sources": [
        {"name": "a", "kind": "alpha", "configuration": {}, "tables": [
          \(table.replacingOccurrences(of: "%", with: "sure")), \(table.replacingOccurrences(of: "%", with: "maybe"))]},
        {"name": "b", "kind": "alpha", "configuration": {}, "tables": [{"table": "t"}]}]}
      """
    let databases = """
      {"a": {"tables": {"public.sure": {"columns": {"k": "Int!"}}, "public.maybe": {"columns": {"k": "Int"}}}},
       "b": {"tables": {"public.t": {"columns": {"id": "Int!"}}}}}
      """
    let schema = try catalog(metadata, databases).schema(for: "admin").schema
    func types(_ table: String) -> [String] {
      ["r", "r_aggregate"].compactMap { schema.type(named: table)?.fields?[$0]?.type.description }
    }
    #expect(types("sure") == ["[t!]!", "t_aggregate!"])
    #expect(types("maybe") == ["[t!]", "t_aggregate"])
  }

  @Test func everyTypeThatIsNamedExists() throws {
    let schema = try catalog(blog.metadata, blog.schema).schema(for: "admin").schema
    for name in schema.typeNames {
      let type = try #require(schema.type(named: name))
      let used = (type.fields ?? []).flatMap { field in [field.type] + field.arguments.map(\.type) }
      for reference in used { #expect(schema.type(named: reference.baseName) != nil, "\(reference)") }
      guard case .inputObject(let input) = type else { continue }
      for field in input.fields { #expect(schema.type(named: field.type.baseName) != nil, "\(field.type)") }
    }
  }
}
