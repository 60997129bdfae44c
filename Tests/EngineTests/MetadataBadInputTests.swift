import JSON
import TestSupport
import Testing

/// A request that is refused, and with what: `status code path message`.
struct BadInput: Sendable, CustomTestStringConvertible {
  let path: String
  let body: String
  let refusal: String

  init(_ body: String, _ refusal: String, path: String = "/v1/metadata") {
    self.path = path
    self.body = body
    self.refusal = refusal
  }

  var testDescription: String { body }

  static let all = malformed + unknown + wrong + taken + unreachable + unmatched + rows

  private static let malformed = [
    BadInput("", "400 invalid-json $ Error in $: unexpected end of input at line 1, column 1"),
    BadInput(#"{"type":"#, "400 invalid-json $ Error in $: unexpected end of input at line 1, column 9"),
    BadInput("[]", "400 parse-failed $ parsing RQLMetadataRequest failed, expected Object, but encountered Array"),
    BadInput(#"{"args":{}}"#, #"400 parse-failed $ key "type" not found"#),
    BadInput(#"{"type":5,"args":{}}"#, "400 parse-failed $.type parsing Text failed, expected String, but encountered Number"),
    BadInput(#"{"type":"sqlite_track_table"}"#, #"400 parse-failed $ key "args" not found"#),
    BadInput(#"{"type":"bulk","args":{}}"#, "400 parse-failed $.args parsing [] failed, expected Array, but encountered Object"),
    BadInput(
      #"{"type":"bulk","args":[{"type":"clear_metadata","args":{}},{"type":"sqlite_add_source","args":{"name":""}}]}"#,
      "400 parse-failed $.args[1].args.name empty string not allowed"),
  ]

  private static let unknown = [
    BadInput(
      #"{"type":"nonsense","args":{}}"#,
      #"400 parse-failed $ unknown metadata command "nonsense"; "nonsense" was not recognized as a valid backend name"#),
    BadInput(
      #"{"type":"sqlite_nonsense","args":{}}"#, #"400 parse-failed $ unknown metadata command "nonsense" for backend sqlite"#),
    BadInput(
      #"{"type":"sqlite_track_table","args":{"source":"nowhere","table":"author"}}"#,
      #"400 not-exists $.args source with name "nowhere" does not exist"#),
    BadInput(
      #"{"type":"pg_track_table","args":{"source":"library","table":"author"}}"#,
      #"400 not-exists $.args source with name "library" is of kind "sqlite", not "postgres""#),
    BadInput(
      #"{"type":"sqlite_track_table","args":{"source":"library","table":"nothing"}}"#,
      #"400 invalid-configuration $.args Inconsistent object: no such table/view exists in source: "nothing""#),
    BadInput(
      #"{"type":"sqlite_untrack_table","args":{"source":"library","table":"nothing"}}"#,
      #"400 already-untracked $.args view/table already untracked: "nothing""#),
    BadInput(
      #"{"type":"sqlite_drop_relationship","args":{"source":"library","table":"author","relationship":"nothing"}}"#,
      #"400 not-exists $.args relationship "nothing" does not exist"#),
    BadInput(
      #"{"type":"sqlite_create_object_relationship","args":{"source":"library","table":"article","name":"writer","using":{"foreign_key_constraint_on":"title"}}}"#,
      #"400 invalid-configuration $.args Inconsistent object: in table "article": in relationship "writer": "#
        + "no foreign constraint exists on the given column(s)"),
    BadInput(
      remote("nowhere", "x", #"{"id":"id"}"#),
      #"400 invalid-configuration $.args Inconsistent object: in table "author": in remote relationship "r": source not found: "nowhere""#),
    BadInput(
      remote("shelf", "nothing", #"{"id":"id"}"#),
      #"400 invalid-configuration $.args Inconsistent object: in table "author": in remote relationship "r": "#
        + #"table "nothing" does not exist in source: shelf"#),
    BadInput(
      remote("library", "article", #"{"nothing":"id"}"#),
      #"400 invalid-configuration $.args Inconsistent object: in table "author": in remote relationship "r": "#
        + #"field "nothing" does not exist in table "author" of source "library""#),
    BadInput(
      #"{"type":"sqlite_drop_source","args":{"name":"nowhere"}}"#, #"400 not-exists $.args source with name "nowhere" does not exist"#),
    BadInput(
      #"{"type":"sqlite_get_source_tables","args":{"source":"nowhere"}}"#,
      #"400 not-exists $.args source with name "nowhere" does not exist"#),
  ]

  private static let wrong = [
    BadInput(
      #"{"type":"sqlite_track_table","args":{"source":"library","table":5}}"#,
      "400 parse-failed $.args.table expecting a string/object for QualifiedObject"),
    BadInput(
      #"{"type":"sqlite_drop_source","args":{"name":"shelf","cascade":"yes"}}"#,
      "400 parse-failed $.args.cascade parsing Bool failed, expected Boolean, but encountered String"),
    BadInput(#"{"type":"sqlite_add_source","args":{"name":"new"}}"#, #"400 parse-failed $.args key "configuration" not found"#),
    BadInput(
      #"{"type":"sqlite_create_remote_relationship","args":{"source":"library","table":"author","name":"r","definition":{}}}"#,
      "400 parse-failed $.args.definition remote relationship definition expects exactly one of: to_source, to_remote_schema"),
    BadInput(
      #"{"type":"export_metadata","version":7,"args":{}}"#, "400 parse-failed $.version expected 1 or 2, encountered 7"),
    BadInput(
      #"{"type":"clear_metadata","args":{},"resource_version":1}"#,
      "409 conflict $ metadata resource version referenced (1) did not match current version"),
  ]

  private static let taken = [
    BadInput(
      #"{"type":"sqlite_add_source","args":{"name":"shelf","configuration":{"connection_info":{"path":"/nowhere"}}}}"#,
      #"400 already-exists $.args source with name "shelf" already exists"#),
    BadInput(
      #"{"type":"sqlite_track_table","args":{"source":"library","table":"author"}}"#,
      #"400 already-tracked $.args view/table already tracked: "author""#),
    BadInput(
      #"{"type":"sqlite_create_object_relationship","args":{"source":"library","table":"article","name":"author","using":{"foreign_key_constraint_on":"author_id"}}}"#,
      #"400 already-exists $.args field with name "author" already exists in table "article""#),
    BadInput(
      #"{"type":"sqlite_create_object_relationship","args":{"source":"library","table":"article","name":"title","using":{"foreign_key_constraint_on":"author_id"}}}"#,
      #"400 invalid-configuration $.args Inconsistent object: field definition conflicts with sqlite column "title""#),
    BadInput(
      #"{"type":"sqlite_set_table_customization","args":{"source":"library","table":"article","configuration":{"custom_name":"author"}}}"#,
      "500 unexpected $.args Encountered conflicting definitions in the selection set for 'subscription_root' for field 'author' "
        + "defined in [table article in source library, table author in source library]. "
        + "Fields must not be defined more than once across all sources."),
    BadInput(
      #"{"type":"sqlite_untrack_table","args":{"source":"library","table":"article"}}"#,
      #"400 dependency-error $.args cannot drop due to the following dependent objects: relationship author.articles in source "library""#),
  ]

  private static let unreachable = [
    BadInput(
      #"{"type":"sqlite_add_source","args":{"name":"new","configuration":{"connection_info":{"path":"/nowhere/x.db"}}}}"#,
      "400 invalid-configuration $.args Inconsistent object: connection error"),
    BadInput(
      #"{"type":"pg_add_source","args":{"name":"new","configuration":{"connection_info":{"database_url":"postgres://u:p@127.0.0.1:1/x"}}}}"#,
      "400 invalid-configuration $.args Inconsistent object: connection error"),
    BadInput(
      #"{"type":"pg_add_source","args":{"name":"new","configuration":{"connection_info":{"database_url":{"from_env":"NOT_SET"}}}}}"#,
      "400 invalid-configuration $.args Inconsistent object: connection error"),
    BadInput(
      #"{"type":"replace_metadata","args":{"version":3,"sources":[{"name":"new","kind":"sqlite","tables":[],"configuration":{"path":"/nowhere/x.db"}}]}}"#,
      "400 unexpected $.args cannot continue due to inconsistent metadata"),
  ]

  private static let unmatched = [
    BadInput(
      remote("library", "article", #"{"id":"title"}"#),
      #"400 invalid-configuration $.args Inconsistent object: in table "author": in remote relationship "r": "#
        + #"column "id" of table "author" in source "library" has type "INTEGER", which cannot be matched with type "TEXT" "#
        + #"of column "title" of table "article" in source "library""#)
  ]

  private static let rows = [
    row(
      #"{"type":"select","args":{"source":"library","table":"nothing","columns":["id"]}}"#,
      #"not-exists $.args.table table "nothing" does not exist"#),
    row(
      #"{"type":"select","args":{"source":"library","table":"author","columns":["id","nothing"]}}"#,
      #"permission-denied $.args.columns[1] no such column exists: "nothing""#),
    row(
      #"{"type":"select","args":{"source":"library","table":"author","columns":["id"],"where":{"nothing":1}}}"#,
      #"not-exists $.args.where.nothing "nothing" does not exist"#),
    row(
      #"{"type":"select","args":{"source":"library","table":"author","columns":["id"],"where":{"id":{"$near":1}}}}"#,
      #"unexpected-payload $.args.where.id["$near"] unknown operator : $near"#),
    row(
      #"{"type":"select","args":{"source":"library","table":"author","columns":["id"],"limit":-1}}"#,
      "not-supported $.args.limit unexpected negative value"),
    row(
      #"{"type":"insert","args":{"source":"library","table":"author","objects":[{"id":4,"height":2}]}}"#,
      #"not-exists $.args.objects[0].height column "height" does not exist"#),
    row(
      #"{"type":"insert","args":{"source":"library","table":"author","objects":[{"id":true,"name":"Dan"}]}}"#,
      "parse-failed $.args.objects[0].id parsing Int failed, expected Number, but encountered Boolean"),
    row(
      #"{"type":"insert","args":{"source":"library","table":"author","objects":[{"id":1,"name":"Dan"}]}}"#,
      #"constraint-violation $.args Uniqueness violation. duplicate key value violates unique constraint "author_pkey""#),
    row(
      #"{"type":"update","args":{"source":"library","table":"author","where":{}}}"#,
      "unexpected-payload $.args atleast one of $set, $inc, $mul has to be present"),
    row(#"{"type":"delete","args":{"source":"library","table":"author"}}"#, #"parse-failed $.args key "where" not found"#),
    row(#"{"type":"sqlite_run_sql","args":{"source":"library","sql":"selec"}}"#, #"database-error $.args near "selec": syntax error"#),
  ]

  private static func row(_ body: String, _ refusal: String) -> BadInput { BadInput(body, "400 " + refusal, path: "/v2/query") }

  private static func remote(_ source: String, _ table: String, _ mapping: String) -> String {
    #"{"type":"sqlite_create_remote_relationship","args":{"source":"library","table":"author","name":"r","definition":{"to_source":"#
      + #"{"relationship_type":"object","source":"\#(source)","table":"\#(table)","field_mapping":\#(mapping)}}}}"#
  }
}

@Suite struct MetadataBadInputTests {
  @Test(arguments: BadInput.all) func isRefusedInHasurasWords(_ input: BadInput) throws {
    let joinery = try MetadataFixture.shared.get()
    let before = try joinery.export()
    #expect(try joinery.refusal(input.path, input.body) == input.refusal)
    #expect(try joinery.export() == before)
  }

  /// `/v1/query` decodes what stands in `args` without a step into it.
  @Test func olderAPIHasShorterPaths() throws {
    let joinery = try MetadataFixture.shared.get()
    let body = #"{"type":"select","args":{"source":"library","table":"author","columns":["id"],"offset":"1"}}"#
    let words = "parsing Int failed, expected Number, but encountered String"
    #expect(try joinery.refusal("/v1/query", body) == "400 parse-failed $.offset " + words)
    #expect(try joinery.refusal("/v1/metadata", body) == "400 parse-failed $.args.offset " + words)
  }

  @Test(arguments: [
    (#"{"type":"export_metadata","args":{}}"#, "400 access-denied $.args restricted access : admin only"),
    (#"{"type":"run_sql","args":{"source":"library","sql":"SELECT 1"}}"#, "400 access-denied $.args restricted access : admin only"),
    (
      #"{"type":"select","args":{"source":"library","table":"author","columns":["*"]}}"#,
      #"400 permission-denied $.args select on "author" for role "reader" is not allowed. "#
    ),
    (
      #"{"type":"nothing","args":{}}"#,
      #"400 parse-failed $ unknown metadata command "nothing"; "nothing" was not recognized as a valid backend name"#
    ),
  ])
  func otherRolesAreRefusedOnceTheRequestIsUnderstood(_ body: String, _ refusal: String) throws {
    let joinery = try MetadataFixture.shared.get()
    #expect(try joinery.refusal("/v1/metadata", body, headers: ["X-Hasura-Role": "reader"]) == refusal)
  }

  @Test func connectionErrorsShowNoPassword() throws {
    let joinery = try MetadataFixture.shared.get()
    let url = "postgres://someone:topsecret@127.0.0.1:1/x"
    let answer = try joinery.post(
      "/v1/metadata",
      ["type": "pg_add_source", "args": ["name": "new", "configuration": ["connection_info": ["database_url": .string(url)]]]])
    #expect(answer.json?["internal"]?[0]?["type"] == "source")
    #expect(!answer.text.contains("topsecret"))
  }
}
