import Catalog
import CatalogFixtures
import JSON
import Metadata
import Testing

/// Metadata with one source `default` of tables `author` and `article`, and one `other` that holds `users`.
private func reasons(
  author: String = "", article: String = "", users: String = "", other: String? = nil, extra: String = ""
) throws -> [String] {
  let metadata = """
    {"version": 3, "sources": [
      {"name": "default", "kind": "alpha", "configuration": {}, "tables": [
        {"table": "author"\(author)}, {"table": {"schema": "news", "name": "article"}\(article)}\(extra)]},
      {"name": "other", "kind": "beta", "configuration": {}, "tables": [{"table": ["users"]\(users)}]}]}
    """
  let others = other ?? #"{"suffix": "_Beta", "tables": {"users": {"columns": {"id": "Int!", "code": "String", "blob": "jsonb"}}}}"#
  let schema = """
    {"default": {"tables": {
      "public.author": {"columns": {"id": "Int!", "name": "String", "made": "timestamptz", "uid": "uuid"}},
      "public.user": {"columns": {"id": "Int!"}, "key": ["id"]},
      "public.users": {"columns": {"id": "Int!"}, "key": ["id"]},
      "news.article": {"columns": {"id": "Int!", "author_id": "Int!", "big": "bigint"}, "foreign": {"author_id": "public.author.id"}}}},
     "other": \(others)}
    """
  return try catalog(metadata, schema).inconsistencies.map { inconsistency in
    "\(inconsistency.objects.map(\.id.name).joined(separator: " + ")): \(inconsistency.reason)"
  }
}

private func remote(_ target: String, _ mapping: String, table: String = "[\"users\"]") -> String {
  """
  , "remote_relationships": [{"name": "r", "definition": {"to_source":
    {"relationship_type": "array", "source": "\(target)", "table": \(table), "field_mapping": \(mapping)}}}]
  """
}

struct InconsistencyTests {
  private let inArticle =
    "remote_relationship r in table news.article in source default: Inconsistent object: "
    + "in table \"news.article\": in remote relationship \"r\": "

  @Test func whatFitsIsConsistent() throws {
    #expect(
      try reasons(
        article: remote("other", #"{"author_id": "id"}"#),
        users: remote("default", #"{"id": "big"}"#, table: #"{"schema": "news", "name": "article"}"#)) == [])
    #expect(try reasons(article: remote("other", #"{"big": "id"}"#)) == [])
    #expect(try reasons(author: remote("other", #"{"uid": "code"}"#)) == [])
  }

  @Test func remoteRelationships() throws {
    #expect(try reasons(article: remote("x", #"{"id": "id"}"#)) == [inArticle + "source not found: \"x\""])
    #expect(
      try reasons(article: remote("other", #"{"id": "id"}"#, table: "[\"t\"]"))
        == [inArticle + "table \"t\" does not exist in source: other"])
    #expect(
      try reasons(article: remote("other", #"{"nope": "id"}"#))
        == [inArticle + "field \"nope\" does not exist in table \"news.article\" of source \"default\""])
    #expect(
      try reasons(article: remote("other", #"{"id": "nope"}"#))
        == [inArticle + "field \"nope\" does not exist in table \"users\" of source \"other\""])
    #expect(
      try reasons(article: remote("other", #"{"id": "code"}"#))
        == [
          inArticle + "column \"id\" of table \"news.article\" in source \"default\" has type \"native Int\", which cannot be matched "
            + "with type \"native String\" of column \"code\" of table \"users\" in source \"other\""
        ])
    #expect(try reasons(author: remote("other", #"{"made": "blob"}"#)).count == 1)
    #expect(
      try reasons(
        article: remote("other", #"{"id": "id"}"#), other: #"{"without": ["lookups"], "tables": {"users": {"columns": {"id": "Int!"}}}}"#)
        == [inArticle + "source other does not support being used as the target of a remote relationship"])
    #expect(try reasons(article: remote("other", #"{"id": "id"}"#).replacing("\"r\"", with: "\"big\"")).count == 1)
  }

  @Test func sourcesAndTables() throws {
    #expect(
      try reasons(article: remote("other", #"{"id": "id"}"#), other: "\"connection error\"")
        == ["source other: Inconsistent object: connection error", inArticle + "source not found: \"other\""])
    #expect(
      try reasons(extra: #", {"table": "gone"}"#)
        == ["table gone in source default: Inconsistent object: no such table/view exists in source: \"gone\""])
    #expect(
      try reasons(extra: #", {"table": "user", "configuration": {"custom_name": "no-name"}}"#)
        == [
          "table user in source default: Inconsistent object: in table \"user\": "
            + "cannot include \"no-name\" in the GraphQL schema because it is not a valid GraphQL identifier"
        ])
  }

  @Test func relationships() throws {
    let manual = { (table: String, to: String) in
      ", \"object_relationships\": [{\"name\": \"rel\", \"using\": {\"manual_configuration\": "
        + "{\"remote_table\": \"\(table)\", \"column_mapping\": {\"id\": \"\(to)\"}}}}]"
    }
    #expect(
      try reasons(article: #", "object_relationships": [{"name": "author", "using": {"foreign_key_constraint_on": "id"}}]"#)
        == [
          "object_relation author in table news.article in source default: Inconsistent object: in table \"news.article\": "
            + "in relationship \"author\": no foreign constraint exists on the given column(s)"
        ])
    #expect(try reasons(article: manual("author", "id")) == [])
    #expect(
      try reasons(article: manual("user", "id"))
        == ["object_relation rel in table news.article in source default: Inconsistent object: table \"user\" is not tracked"])
    #expect(
      try reasons(article: manual("author", "x"))
        == [
          "object_relation rel in table news.article in source default: Inconsistent object: in table \"news.article\": "
            + "in relationship \"rel\": table \"author\" has no column named \"x\""
        ])
    #expect(
      try reasons(author: manual("author", "id").replacing("rel\"", with: "name\""))
        == [
          "object_relation name in table author in source default: Inconsistent object: field definition conflicts with alpha column \"name\""
        ])
    #expect(
      try reasons(author: manual("author", "id") + #", "configuration": {"column_config": {"name": {"custom_name": "rel"}}}"#)
        == [
          "object_relation rel in table author in source default: Inconsistent object: "
            + "field definition conflicts with custom field name for alpha column \"name\""
        ])
  }

  @Test func equalNamesAreNamedOnBothSides() throws {
    let roots = try reasons(
      extra: #", {"table": "user"}, {"table": "users", "configuration": {"custom_root_fields": {"select_by_pk": "user"}}}"#)
    #expect(
      roots.first
        == "table user in source default + table users in source default: Encountered conflicting definitions in the selection set for "
        + "'subscription_root' for field 'user' defined in [table user in source default, table users in source default]. "
        + "Fields must not be defined more than once across all sources.")
    #expect(try reasons(extra: #", {"table": "users"}"#).count == 1)
  }
  @Test func tablesDoNotTakeNamesOfTheSchemaItself() throws {
    #expect(
      try reasons(extra: #", {"table": "user", "configuration": {"custom_name": "order_by"}}"#)
        == [
          "table user in source default: Found conflicting definitions for GraphQL type 'order_by' defined in "
            + "[table user in source default, the schema itself]. Types must not be defined more than once across all sources."
        ])
    #expect(try reasons(extra: #", {"table": "user", "configuration": {"custom_name": "date"}}"#) == [])
  }
}
