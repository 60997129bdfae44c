import JSON
import TestSupport
import Testing

/// What a role may write, and what it may not.
@Suite(.enabled(if: Kind.missingServers == nil)) struct MutationPermissionTests {
  private static let ada = ["X-Hasura-Role": "user", "X-Hasura-User-Id": "1"]

  private func engine(_ kind: Kind) throws -> JoineryProcess {
    let engine = try MutationWorld.engine(kind)
    func permit(_ operation: String, _ table: String, _ role: String, _ permission: JSON) throws {
      try engine.metadata(
        "\(kind.prefix)_create_\(operation)_permission",
        ["source": "texts", "table": .string(table), "role": .string(role), "permission": permission])
    }
    let own: JSON = ["author_id": "X-Hasura-User-Id"]
    try permit("select", "article", "user", ["columns": ["id", "title", "words"], "filter": own])
    try permit(
      "insert", "article", "user",
      ["columns": ["title", "words"], "check": ["words": ["_lt": 1000]], "set": ["author_id": "x-hasura-user-id"]])
    try permit(
      "update", "article", "user",
      ["columns": ["words"], "filter": own, "check": ["words": ["_lt": 500]], "set": ["title": "changed"]])
    try permit("delete", "article", "user", ["filter": ["_and": [own, ["words": ["_lt": 15]]]]])
    try permit("insert", "author", "user", ["columns": "*", "check": [:], "backend_only": true])
    try permit("select", "author", "user", ["columns": ["id", "name"], "filter": ["id": "X-Hasura-User-Id"]])
    return engine
  }

  @Test(arguments: Kind.allCases) func `checks, filters and presets hold`(_ kind: Kind) throws {
    let engine = try engine(kind)
    defer { engine.stop() }
    func run(_ field: String) throws -> String {
      let answer = try engine.answer("mutation { r: \(field) }", headers: Self.ada)
      return answer["data"]?["r"]?.text ?? answer["errors"]?[0]?["extensions"]?["code"]?.stringValue ?? answer.text
    }
    #expect(try run("insert_article_one(object: {title: \"mine\", words: 9}) { title words }") == #"{"title":"mine","words":9}"#)
    #expect(
      try run("update_article(where: {}, _set: {words: 12}) { affected_rows returning { title } }")
        == #"{"affected_rows":3,"returning":[{"title":"changed"},{"title":"changed"},{"title":"changed"}]}"#)
    #expect(try run("update_article_by_pk(pk_columns: {id: 3}, _set: {words: 1}) { id }") == "null")
    #expect(try run("delete_article_by_pk(id: 3) { id }") == "null")
    let before = try MutationWorld.content(of: engine)
    let refused: [(field: String, code: String)] = [
      ("insert_article(objects: [{title: \"a\"}, {title: \"b\", words: 1000}]) { affected_rows }", "permission-error"),
      ("update_article(where: {id: {_eq: 1}}, _set: {words: 500}) { affected_rows }", "permission-error"),
      ("insert_article_one(object: {title: \"a\", author_id: 2}) { id }", "validation-failed"),
      ("update_article(where: {}, _set: {title: \"a\"}) { affected_rows }", "validation-failed"),
      ("update_article(where: {author_id: {_eq: 2}}, _set: {words: 1}) { affected_rows }", "validation-failed"),
      ("insert_article_one(object: {title: \"a\"}) { author_id }", "validation-failed"),
      ("update_author(where: {}, _set: {name: \"x\"}) { affected_rows }", "validation-failed"),
      ("insert_author_one(object: {name: \"x\"}) { id }", "validation-failed"),
    ]
    for (field, code) in refused { #expect(try run(field) == code, "\(field)") }
    #expect(try MutationWorld.content(of: engine) == before)
    // A role reads why its rows were refused, and nothing of the database's own words.
    let message = try engine.answer("mutation { \(refused[0].field) }", headers: Self.ada)["errors"]?[0]?["message"]
    #expect(message == "check constraint of an insert/update permission has failed")
    #expect(try run("delete_article(where: {}) { affected_rows }") == #"{"affected_rows":3}"#)
    #expect(try MutationWorld.content(of: engine).contains("three"))
  }

  @Test(arguments: Kind.allCases) func `a preset stands above the row that a nested object hangs on`(_ kind: Kind) throws {
    let engine = try engine(kind)
    defer { engine.stop() }
    for (table, insert) in [
      ("author", ["columns": ["name"], "check": [:]] as JSON),
      ("article", ["columns": ["title"], "check": [:], "set": ["author_id": "x-hasura-user-id"]]),
    ] {
      for (operation, permission) in [("insert", insert), ("select", ["columns": "*", "filter": [:]])] {
        try engine.metadata(
          "\(kind.prefix)_create_\(operation)_permission",
          ["source": "texts", "table": .string(table), "role": "editor", "permission": permission])
      }
    }
    let answer = try engine.data(
      #"mutation { insert_author_one(object: {name: "Eve", articles: {data: [{title: "t"}]}}) { articles { id } } }"#,
      headers: ["X-Hasura-Role": "editor", "X-Hasura-User-Id": "2"])
    #expect(answer.text == #"{"insert_author_one":{"articles":[]}}"#)
    #expect(try engine.data("{ article(where: {title: {_eq: \"t\"}}) { author_id } }").text == #"{"article":[{"author_id":2}]}"#)
  }

  @Test func `a permission whose input a webhook is to judge is refused, not passed over`() throws {
    let engine = try MutationWorld.engine(.sqlite)
    defer { engine.stop() }
    let permission: JSON = [
      "columns": "*", "check": [:], "validate_input": ["type": "http", "definition": ["url": "http://127.0.0.1:1"]],
    ]
    let answer = try engine.post(
      "/v1/metadata",
      [
        "type": "sqlite_create_insert_permission",
        "args": ["source": "texts", "table": "author", "role": "user", "permission": permission],
      ])
    #expect(answer.status == 400 && answer.text.contains("validate_input is not supported"), "\(answer.text)")
    let mutation = #"mutation { insert_author_one(object: {name: "x"}) { id } }"#
    #expect(try engine.answer(mutation, headers: ["X-Hasura-Role": "user"])["data"] == nil)
  }

  @Test(arguments: Kind.allCases) func `text in a permission stands for a value of any type`(_ kind: Kind) throws {
    let engine = try MutationWorld.engine(kind)
    defer { engine.stop() }
    func permit(_ operation: String, _ permission: JSON, role: String = "user") throws {
      try engine.metadata(
        "\(kind.prefix)_create_\(operation)_permission",
        ["source": "texts", "table": "article", "role": .string(role), "permission": permission])
    }
    try permit("select", ["columns": "*", "filter": ["_and": [["words": ["_gte": "15"]], ["id": ["_in": ["1", 2, "3", "4"]]]]]])
    try permit("insert", ["columns": ["id"], "check": ["words": ["_lt": "200"]], "set": ["words": "199", "author_id": "1", "title": 7]])
    let role = ["X-Hasura-Role": "user"]
    let answer = try engine.data(
      "mutation { insert_article_one(object: {id: 4}) { id words title } }", headers: role)
    #expect(answer.text == #"{"insert_article_one":{"id":4,"words":199,"title":"7"}}"#)
    #expect(try engine.data("{ article(order_by: {id: asc}) { id } }", headers: role).text == #"{"article":[{"id":2},{"id":3},{"id":4}]}"#)
    // What is not of the type is refused, whatever the database would make of it.
    try permit("select", ["columns": "*", "filter": ["words": ["_gte": "abc"]]], role: "other")
    #expect(try engine.refusal("{ article { id } }", headers: ["X-Hasura-Role": "other"]) == "data-exception")
  }

  @Test func `backend_only needs the secret and the header`() throws {
    let engine = try JoineryProcess(["--admin-secret", "s"])
    defer { engine.stop() }
    let secret = ["X-Hasura-Admin-Secret": "s"]
    func metadata(_ type: String, _ args: JSON) throws {
      let answer = try engine.post("/v1/metadata", ["type": .string(type), "args": args], headers: secret)
      #expect(answer.status == 200, "\(answer.text)")
    }
    try metadata("sqlite_add_source", ["name": "db", "configuration": try Kind.sqlite.makeDatabase(in: engine.folder)])
    try metadata("sqlite_run_sql", ["source": "db", "sql": "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)"])
    try metadata("sqlite_track_table", ["source": "db", "table": "t"])
    try metadata(
      "sqlite_create_insert_permission",
      ["source": "db", "table": "t", "role": "user", "permission": ["columns": ["a"], "check": [:], "backend_only": true]])
    let mutation = "mutation { insert_t(objects: {a: \"x\"}) { affected_rows } }"
    let role = secret.merging(["X-Hasura-Role": "user"]) { $1 }
    let answers = [role, role.merging(["x-hasura-use-backend-only-permissions": "true"]) { $1 }].map {
      try? engine.answer(mutation, headers: $0)
    }
    #expect(answers[0]?["errors"]?[0]?["extensions"]?["code"] == "validation-failed")
    #expect(answers[1]?["data"]?.text == #"{"insert_t":{"affected_rows":1}}"#)
  }
}
