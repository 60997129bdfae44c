import JSON
import Testing

import Metadata

@Suite struct RelationshipCommandTests {
  let both = { try metadata(addDefault, trackAuthor, trackArticle) }

  @Test func declared() throws {
    let (after, touched) = try applying(articles, to: try both())
    let id = try #require(touched.created.first)
    #expect(id.name == "array_relation articles in table author in source default")
    #expect(
      after.object(id).definition == [
        "using": ["foreign_key_constraint_on": ["table": ["name": "article", "schema": "public"], "column": "author_id"]],
        "name": "articles", "source": "default", "comment": nil, "table": ["schema": "public", "name": "author"],
      ])
    #expect(try failure(articles, on: after) == "already-exists $.args field with name \"articles\" already exists in table \"author\"")
  }

  @Test(arguments: [
    (#"{}"#, "parse-failed $.args key \"table\" not found"),
    (#"{"table":"author","name":"","using":{}}"#, "parse-failed $.args.name empty string not allowed"),
    (
      #"{"table":"author","name":"x","using":{}}"#,
      "parse-failed $.args.using atleast one of foreign_key_constraint_on/manual_configuration should be present"
    ),
    (#"{"table":"author","name":1,"using":{}}"#, "parse-failed $.args.name parsing Text failed, expected String, but encountered Number"),
  ])
  func malformed(_ args: String, _ expected: String) throws {
    #expect(try failure(#"{"type":"create_object_relationship","args":\#(args)}"#, on: try both()) == expected)
  }

  @Test func pathsOfTheFirstAPI() throws {
    let text = #"{"type":"create_object_relationship","args":{"table":"author","name":"","using":{}}}"#
    #expect(try failure(text, on: try both(), api: .query) == "parse-failed $.name empty string not allowed")
  }

  @Test func droppingNeedsCascadeWhilePermissionsUseIt() throws {
    let start = try apply(
      """
      {"type":"create_select_permission","args":{"table":"author","role":"user",
       "permission":{"columns":["id"],"filter":{"_and":[{"_not":{"articles":{"id":{"_gt":1}}}}]}}}}
      """, to: apply(articles, to: both()))
    let drop = #"{"type":"drop_relationship","args":{"table":"author","relationship":"articles"}}"#
    #expect(
      try failure(drop, on: start)
        == "dependency-error $.args cannot drop due to the following dependent objects: permission author.user.select in source \"default\""
    )
    let cascade = #"{"type":"drop_relationship","args":{"table":"author","relationship":"articles","cascade":true}}"#
    #expect(try apply(cascade, to: start) == (try both()))
    #expect(try failure(drop, on: try both()) == "not-exists $.args relationship \"articles\" does not exist")
  }

  @Test func renamingReachesPermissionsOfOtherTables() throws {
    var start = try apply(articles, to: both())
    start = try apply(
      """
      {"type":"create_object_relationship","args":{"table":"article","name":"author","using":{"manual_configuration":
       {"remote_table":"author","column_mapping":{"author_id":"id"}}}}}
      """, to: start)
    start = try apply(
      """
      {"type":"create_select_permission","args":{"table":"article","role":"user","permission":{"columns":"*",
       "filter":{"author":{"articles":{"id":{"_eq":1}}},"_exists":{"_table":"author","_where":{"articles":{}}}}}}}
      """, to: start)
    let after = try apply(#"{"type":"rename_relationship","args":{"table":"author","name":"articles","new_name":"texts"}}"#, to: start)
    let text = after.json.text
    #expect(!text.contains(#""articles""#))
    #expect(text.contains(#""filter":{"author":{"texts":{"id":{"_eq":1}}},"_exists":{"_table":"author","_where":{"texts":{}}}}"#))
    #expect(
      try failure(#"{"type":"rename_relationship","args":{"table":"author","name":"texts","new_name":"texts"}}"#, on: after)
        == "already-exists $.args cannot rename relationship \"texts\" to \"texts\" in table \"author\" "
        + "as a column/relationship with the name already exists")
  }
}
