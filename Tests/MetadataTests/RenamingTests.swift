import JSON
import Testing

import Metadata

@Suite struct RenamingTests {
  let author = TableID(source: "default", name: TableName(components: ["public", "author"], shown: ["author"]))
  let users = TableID(source: "users_db", name: TableName(components: ["main", "users"], shown: ["users"]))

  func declared() throws -> Metadata {
    try metadata(
      addDefault, addUsers, trackAuthor, trackArticle, trackUsers, articles,
      """
      {"type":"create_object_relationship","args":{"table":"article","name":"author","using":{"manual_configuration":
       {"remote_table":"author","column_mapping":{"author_id":"id"}}}}}
      """,
      """
      {"type":"create_select_permission","args":{"table":"article","role":"user","permission":{"columns":["title"],
       "filter":{"author":{"id":{"_eq":"X-Hasura-User-Id"},"name":{"_ceq":["$","title"]}}}}}}
      """,
      """
      {"type":"create_update_permission","args":{"table":"author","role":"user","permission":{"columns":["name","id"],"filter":{"id":1},
       "set":{"id":"x-hasura-id"}}}}
      """,
      """
      {"type":"create_remote_relationship","args":{"source":"users_db","table":"users","name":"author","definition":{"to_source":
       {"relationship_type":"object","source":"default","table":"author","field_mapping":{"author_id":"id"}}}}}
      """,
      #"{"type":"set_table_customization","args":{"table":"author","configuration":{"column_config":{"id":{"custom_name":"ID"}}}}}"#)
  }

  @Test func tables() throws {
    let renamed = try declared().renamingTable(author, to: TableName(components: ["public", "writer"], shown: ["writer"]))
    let text = renamed.json.text
    #expect(!text.contains(#""name":"author","schema""#))
    #expect(text.contains(#""remote_table":{"name":"writer","schema":"public"}"#))
    #expect(text.contains(#""source":"default","table":{"name":"writer","schema":"public"}"#))
    #expect(renamed.sources["default"]?.tables.values.first?.name.text == "writer", "the table keeps its place")
  }

  @Test func columns() throws {
    let renamed = try declared().renamingColumn("id", of: author, to: "key")
    let text = renamed.json.text
    #expect(text.contains(#""column_config":{"key":{"custom_name":"ID"}}"#))
    #expect(text.contains(#""column_mapping":{"author_id":"key"}"#))
    #expect(text.contains(#""field_mapping":{"author_id":"key"}"#))
    #expect(text.contains(#""filter":{"author":{"key":{"_eq":"X-Hasura-User-Id"},"name":{"_ceq":["$","title"]}}}"#))
    #expect(text.contains(#""columns":["name","key"],"filter":{"key":1},"set":{"key":"x-hasura-id"}"#))
    #expect(try renamed.renamingColumn("key", of: author, to: "id") == (try declared()))
    let title = TableID(source: "default", name: TableName(components: ["public", "article"], shown: ["article"]))
    #expect(try declared().renamingColumn("title", of: title, to: "head").json.text.contains(#"["$","head"]"#))
  }

  @Test func dependents() throws {
    let metadata = try declared()
    #expect(
      metadata.dependents(of: .column(author, "id")).map(\.dependencyText) == [
        #"permission article.user.select in source "default""#, #"permission author.user.update in source "default""#,
        #"relationship article.author in source "default""#, #"remote relationship users.author in source "users_db""#,
      ])
    #expect(
      metadata.dependents(of: .columnType(author, "id")).map(\.dependencyText) == [#"permission author.user.update in source "default""#])
    #expect(
      metadata.dependents(of: .table(author)).map(\.dependencyText) == [
        #"permission article.user.select in source "default""#, #"relationship article.author in source "default""#,
        #"remote relationship users.author in source "users_db""#,
      ])
    let rest = try metadata.dropping(metadata.dependents(of: .table(author)) + [.table(author)])
    #expect(!rest.json.text.contains("author"))
  }

  @Test func forgottenColumns() throws {
    let text = try declared().forgettingColumn("id", of: author).json.text
    #expect(text.contains(#""column_config":{}"#))
  }
}
