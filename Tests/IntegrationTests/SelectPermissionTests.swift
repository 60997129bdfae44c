import JSON
import TestSupport
import Testing

/// What a role may not see never shows: neither as rows nor as columns, and by no way of asking.
@Suite(.enabled(if: Kind.missingServers == nil)) struct SelectPermissionTests {
  /// Ada (1) and Bob (2) have articles; 3 and 4 are drafts, and only their author's. Bob's mail is nobody's business.
  private static let engines = Shared<Kind, JoineryProcess> { kind in
    let engine = try JoineryProcess()
    try engine.addSource(
      "texts", kind,
      [
        "CREATE TABLE author (id INT PRIMARY KEY, name VARCHAR(50), mail VARCHAR(50))",
        "INSERT INTO author VALUES (1, 'Ada', 'zz@x'), (2, 'Bob', 'aa@x'), (3, 'Cyd', 'mm@x')",
        "CREATE TABLE article (id INT PRIMARY KEY, author_id INT, title VARCHAR(50), words INT, is_public INT)",
        "INSERT INTO article VALUES (1, 1, 'one', 10, 1), (2, 2, 'two', 20, 1), (3, 1, 'three', 300, 0), (4, 2, 'four', 4000, 0)",
      ], tables: ["author", "article"])
    try engine.addSource(
      "readers", kind,
      ["CREATE TABLE reader (id INT PRIMARY KEY, author_id INT)", "INSERT INTO reader VALUES (7, 1), (8, 2)"], tables: ["reader"])
    try relate(engine, kind)
    try permit(engine, kind)
    return engine
  }

  private static func relate(_ engine: JoineryProcess, _ kind: Kind) throws {
    try engine.metadata(
      "\(kind.prefix)_create_array_relationship",
      [
        "source": "texts", "table": "author", "name": "articles",
        "using": ["manual_configuration": ["remote_table": "article", "column_mapping": ["id": "author_id"]]],
      ])
    try engine.metadata(
      "\(kind.prefix)_create_object_relationship",
      [
        "source": "texts", "table": "article", "name": "author",
        "using": ["manual_configuration": ["remote_table": "author", "column_mapping": ["author_id": "id"]]],
      ])
    try engine.relate("articles", from: ("readers", "reader"), to: ("texts", "article"), [("author_id", "author_id")], "array")
    try engine.relate("author", from: ("readers", "reader"), to: ("texts", "author"), [("author_id", "id")])
  }

  private static func permit(_ engine: JoineryProcess, _ kind: Kind) throws {
    func select(_ source: String, _ table: String, _ role: String, _ permission: JSON) throws {
      try engine.metadata(
        "\(kind.prefix)_create_select_permission",
        ["source": .string(source), "table": .string(table), "role": .string(role), "permission": permission])
    }
    let published: JSON = ["_or": [["is_public": ["_eq": 1]], ["author_id": "X-Hasura-User-Id"]]]
    try select("texts", "article", "user", ["columns": ["id", "author_id", "title"], "filter": published, "allow_aggregations": true])
    try select("texts", "author", "user", ["columns": ["id", "name"], "filter": ["articles": ["is_public": 1]]])
    try select("readers", "reader", "user", ["columns": "*", "filter": [:]])
    try select("texts", "article", "some", ["columns": ["id"], "filter": ["author_id": ["_in": "X-Hasura-Authors"]], "limit": 1])
    try select("texts", "article", "words", ["columns": ["id", "words"], "filter": ["author_id": 2]])
    try select("texts", "article", "roots", ["columns": ["id"], "filter": [:], "query_root_fields": ["select_by_pk"]])
    try select("texts", "article", "bob", ["columns": "*", "filter": ["author_id": 2]])
    try engine.metadata("add_inherited_role", ["role_name": "wide", "role_set": ["user", "bob"]])
    try engine.metadata("add_inherited_role", ["role_name": "both", "role_set": ["user", "words"]])
  }

  private static func user(_ id: String) -> [String: String] { ["X-Hasura-Role": "user", "x-hasura-USER-id": id] }

  @Test(arguments: Kind.allCases) func `hidden rows are in no answer`(_ kind: Kind) throws {
    let engine = try Self.engines[kind]
    let ada = Self.user("1")
    let shown: [(query: String, answer: String)] = [
      ("{ article(order_by: {id: asc}) { id } }", #"{"article":[{"id":1},{"id":2},{"id":3}]}"#),
      ("{ article(where: {_not: {id: {_eq: 1}}}, order_by: {id: asc}) { id } }", #"{"article":[{"id":2},{"id":3}]}"#),
      ("{ article_by_pk(id: 4) { id } }", #"{"article_by_pk":null}"#),
      ("{ article_by_pk(id: 3) { id } }", #"{"article_by_pk":{"id":3}}"#),
      (
        "{ article_aggregate { aggregate { count max { id } } nodes { id } } }",
        #"{"article_aggregate":{"aggregate":{"count":3,"max":{"id":3}},"nodes":[{"id":1},{"id":2},{"id":3}]}}"#
      ),
      (
        "{ author(order_by: {id: asc}) { id articles(order_by: {id: asc}) { id } articles_aggregate { aggregate { count } } } }",
        #"{"author":[{"id":1,"articles":[{"id":1},{"id":3}],"articles_aggregate":{"aggregate":{"count":2}}},"#
          + #"{"id":2,"articles":[{"id":2}],"articles_aggregate":{"aggregate":{"count":1}}}]}"#
      ),
      ("{ author(where: {articles: {title: {_eq: \"four\"}}}) { id } }", #"{"author":[]}"#),
      ("{ author(where: {articles_aggregate: {count: {predicate: {_gte: 2}}}}) { id } }", #"{"author":[{"id":1}]}"#),
      ("{ author(order_by: {articles_aggregate: {max: {id: desc}}}) { id } }", #"{"author":[{"id":1},{"id":2}]}"#),
      (
        "{ reader(order_by: {id: asc}) { id author { name } articles(order_by: {id: asc}) { id } } }",
        #"{"reader":[{"id":7,"author":{"name":"Ada"},"articles":[{"id":1},{"id":3}]},"#
          + #"{"id":8,"author":{"name":"Bob"},"articles":[{"id":2}]}]}"#
      ),
      (
        "{ reader(order_by: {id: asc}) { articles_aggregate { aggregate { count } } } }",
        #"{"reader":[{"articles_aggregate":{"aggregate":{"count":2}}},{"articles_aggregate":{"aggregate":{"count":1}}}]}"#
      ),
    ]
    for (query, answer) in shown { #expect(try engine.data(query, headers: ada).text == answer, "\(query)") }
    // The plan is the same for another session, and the values are not.
    #expect(try engine.data("{ article(order_by: {id: asc}) { id } }", headers: Self.user("2")).text.contains("4"))
  }

  @Test(arguments: Kind.allCases) func `hidden columns are in no part of the schema`(_ kind: Kind) throws {
    let engine = try Self.engines[kind]
    let refused = [
      "{ article { words } }", "{ article(where: {words: {_gt: 1000}}) { id } }", "{ article(order_by: {words: desc}) { id } }",
      "{ article(distinct_on: words) { id } }", "{ article_aggregate { aggregate { max { words } } } }",
      "{ article_aggregate { aggregate { count(columns: words) } } }", "{ author { mail } }", "{ author(order_by: {mail: asc}) { id } }",
      "{ article(order_by: {author: {mail: asc}}) { id } }", "{ article(where: {author: {mail: {_eq: \"\"}}}) { id } }",
      "{ reader { articles { words } } }", "{ reader { author { mail } } }",
      "{ author(order_by: {articles_aggregate: {max: {words: desc}}}) { id } }", "{ author_aggregate { aggregate { count } } }",
    ]
    for query in refused {
      let answer = try engine.answer(query, headers: Self.user("1"))
      #expect(answer["data"] == nil && answer["errors"]?[0]?["extensions"]?["code"] == "validation-failed", "\(query): \(answer.text)")
    }
    let types = try engine.data(
      "{ __schema { types { name fields { name } inputFields { name } enumValues { name } } } }", headers: Self.user("1"))
    #expect(!types.text.contains("\"words\"") && !types.text.contains("\"mail\"") && !types.text.contains("is_public"), "\(types.text)")
  }

  @Test(arguments: Kind.allCases) func `session variables are values of the column's type`(_ kind: Kind) throws {
    let engine = try Self.engines[kind]
    func answer(_ variables: [String: String]) throws -> JSON {
      try engine.answer("{ article { id } }", headers: variables)
    }
    let missing = try answer(["X-Hasura-Role": "user"])
    #expect(missing["errors"]?[0]?["message"] == #"missing session variable: "x-hasura-user-id""#)
    #expect(missing["errors"]?[0]?["extensions"]?["code"] == "not-found")
    for text in ["abc", "", "1 OR 1=1", "99999999999999999999"] {
      let wrong = try answer(Self.user(text))
      #expect(wrong["data"] == nil && wrong["errors"]?[0]?["extensions"]?["code"] == "data-exception", "\(text): \(wrong.text)")
    }
    for text in ["1", "{1", "{1,}", "{1,\"2}", "{{1}}", "{a}"] {
      let wrong = try answer(["X-Hasura-Role": "some", "X-Hasura-Authors": text])
      #expect(wrong["data"] == nil && wrong["errors"]?[0]?["extensions"]?["code"] == "data-exception", "\(text): \(wrong.text)")
    }
    #expect(try answer(["X-Hasura-Role": "some", "X-Hasura-Authors": "{}"])["data"] == ["article": []])
    #expect(try answer(["X-Hasura-Role": "some", "X-Hasura-Authors": #"{"2", NULL}"#])["data"]?["article"]?.arrayValue?.count == 1)
  }

  @Test(arguments: Kind.allCases) func `a permission's limit is the smaller one`(_ kind: Kind) throws {
    let engine = try Self.engines[kind]
    let some = ["X-Hasura-Role": "some", "X-Hasura-Authors": "{1,2}"]
    let query = "query ($n: Int) { article(limit: $n, order_by: {id: asc}) { id } }"
    for (variables, answer) in [([:], "[{\"id\":1}]"), (["n": 3], "[{\"id\":1}]"), (["n": 0], "[]"), (["n": nil], "[{\"id\":1}]")]
      as [(JSON, String)]
    {
      #expect(try engine.data(query, variables: variables, headers: some)["article"]?.text == answer, "\(variables.text)")
    }
    #expect(try engine.data("{ article(limit: 9) { id } }", headers: some)["article"]?.arrayValue?.count == 1)
  }

  @Test(arguments: Kind.allCases) func `root fields are those of the permission`(_ kind: Kind) throws {
    let engine = try Self.engines[kind]
    let roots = ["X-Hasura-Role": "roots"]
    #expect(try engine.data("{ article_by_pk(id: 4) { id } }", headers: roots)["article_by_pk"] == ["id": 4])
    let refused = try engine.answer("{ article { id } }", headers: roots)
    #expect(refused["errors"]?[0]?["message"] == "field 'article' not found in type: 'query_root'")
  }

  @Test(arguments: Kind.allCases) func `an inherited role sees what its parents see`(_ kind: Kind) throws {
    let engine = try Self.engines[kind]
    let both = ["X-Hasura-Role": "both", "X-Hasura-User-Id": "1"]
    #expect(
      try engine.data("{ article(order_by: {id: asc}) { id } }", headers: both).text
        == #"{"article":[{"id":1},{"id":2},{"id":3},{"id":4}]}"#)
    let words = try engine.answer("{ article(order_by: {id: asc}) { id words title } }", headers: both)
    let wide = ["X-Hasura-Role": "wide", "X-Hasura-User-Id": "1"]
    for query in ["{ article { words } }", "{ article(where: {words: {_gt: 1}}) { id } }", "{ article(order_by: {words: asc}) { id } }"] {
      #expect(try !engine.answer(query, headers: wide).text.contains("300"), "\(query)")
    }
    #expect(!words.text.contains("300") && !words.text.contains("four"), "\(words.text)")
  }

  @Test(arguments: Kind.allCases) func `the first API obeys permissions`(_ kind: Kind) throws {
    let engine = try Self.engines[kind]
    func run(_ type: String, _ args: JSON, _ headers: [String: String]) throws -> HTTPAnswer {
      try engine.post("/v2/query", ["type": .string("\(kind.prefix)_\(type)"), "args": args], headers: headers)
    }
    let rows = try run("select", ["source": "texts", "table": "article", "columns": ["*"]], Self.user("1"))
    guard rows.status == 200 else { return #expect(rows.text.contains("not-supported") || kind != .postgres, "\(rows.text)") }
    #expect(rows.json?.arrayValue?.compactMap { $0["id"]?.int } == [1, 2, 3])
    #expect(!rows.text.contains("words"))
    let hidden = try run("select", ["source": "texts", "table": "article", "columns": ["words"]], Self.user("1"))
    #expect(hidden.json?["code"] == "permission-denied", "\(hidden.text)")
    let compared = try run(
      "select", ["source": "texts", "table": "article", "columns": ["id"], "where": ["words": ["$gt": 1]]], Self.user("1"))
    #expect(compared.json?["code"] == "permission-denied", "\(compared.text)")
    #expect(try run("count", ["source": "texts", "table": "article"], Self.user("1")).json == ["count": 3])
    #expect(
      try run("select", ["source": "texts", "table": "author", "columns": ["id"]], ["X-Hasura-Role": "some"]).json?["code"]
        == "permission-denied")
  }
}
