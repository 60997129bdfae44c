import JSON
import TestSupport
import Testing

/// Computed fields and tracked functions, as a user meets them.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB")) struct FunctionTests {
  private static let database = [
    "CREATE TABLE author (id int PRIMARY KEY, name text NOT NULL, born int)",
    "CREATE TABLE book (id int PRIMARY KEY, author_id int NOT NULL REFERENCES author, title text NOT NULL, pages int)",
    "INSERT INTO author VALUES (1, 'Ann (\"the \\1st\")', 1950), (2, 'Bo', NULL), (3, 'Cy', 1970)",
    "INSERT INTO book VALUES (1, 1, 'Sea', 100), (2, 1, 'Sun', 250), (3, 2, 'Sand', 300)",
    """
    CREATE FUNCTION shout(author_row author, mark text DEFAULT '!', times int DEFAULT 1) RETURNS text
    AS $$ SELECT upper(author_row.name) || repeat(mark, times) $$ LANGUAGE sql STABLE
    """,
    "CREATE FUNCTION age(author) RETURNS int AS $$ SELECT 2000 - $1.born $$ LANGUAGE sql IMMUTABLE",
    "CREATE FUNCTION facts(author_row author) RETURNS jsonb AS $$ SELECT jsonb_build_object('id', author_row.id) $$ LANGUAGE sql STABLE",
    """
    CREATE FUNCTION books_of(author_row author, hasura_session json) RETURNS SETOF book
    AS $$ SELECT * FROM book WHERE author_id = author_row.id AND pages >= coalesce((hasura_session ->> 'x-hasura-pages')::int, 0) $$
    LANGUAGE sql STABLE
    """,
    """
    CREATE FUNCTION longest(author_row author) RETURNS book
    AS $$ SELECT * FROM book WHERE author_id = author_row.id ORDER BY pages DESC LIMIT 1 $$ LANGUAGE sql STABLE
    """,
    """
    CREATE FUNCTION search_books(query text, minimum int DEFAULT 0, tags text[] DEFAULT '{}', chosen int DEFAULT NULL) RETURNS SETOF book
    AS $$
      SELECT * FROM book WHERE title ILIKE query || '%' AND pages >= minimum AND (tags = '{}' OR title = ANY (tags))
        AND (chosen IS NULL OR id = chosen)
    $$ LANGUAGE sql STABLE
    """,
    "COMMENT ON FUNCTION search_books IS 'Books by the beginning of their title'",
    "CREATE FUNCTION made_up() RETURNS SETOF author AS $$ SELECT 9, 'Zed'::text, 1990 $$ LANGUAGE sql STABLE",
    "CREATE FUNCTION touch() RETURNS SETOF author AS $$ UPDATE author SET name = name RETURNING * $$ LANGUAGE sql VOLATILE",
    "CREATE FUNCTION count_up(int) RETURNS int AS $$ SELECT $1 + 1 $$ LANGUAGE sql",
  ]

  private func engine(_ options: [String] = []) throws -> JoineryProcess {
    let engine = try JoineryProcess(options)
    try engine.addSource("db", .postgres, Self.database, tables: ["author", "book"])
    return engine
  }

  private func add(_ name: String, _ definition: JSON, to engine: JoineryProcess) throws {
    try engine.metadata(
      "pg_add_computed_field", ["source": "db", "table": "author", "name": .string(name), "definition": definition])
  }

  private func addAll(to engine: JoineryProcess) throws {
    try add("shout", ["function": "shout"], to: engine)
    try add("age", ["function": "age"], to: engine)
    try add("facts", ["function": "facts", "table_argument": "author_row"], to: engine)
    try add("books", ["function": "books_of", "table_argument": "author_row", "session_argument": "hasura_session"], to: engine)
    try add("longest", ["function": "longest"], to: engine)
    for function in ["search_books", "made_up"] {
      try engine.metadata("pg_track_function", ["source": "db", "function": .string(function)])
    }
  }

  @Test func `computed fields stand in rows, conditions, orders and summaries`() throws {
    let engine = try engine()
    defer { engine.stop() }
    try addAll(to: engine)
    let rows = try engine.data(
      """
      query ($mark: String, $path: String) {
        author(order_by: {id: asc}) {
          shout loud: shout(args: {mark: $mark, times: 2}) thrice: shout(args: {times: 3}) none: shout(args: {mark: null})
          facts id: facts(path: $path)
        }
      }
      """, variables: ["mark": "?", "path": "$.id"])
    #expect(
      rows["author"]?[0]?.text
        == #"{"shout":"ANN (\"THE \\1ST\")!","loud":"ANN (\"THE \\1ST\")??","thrice":"ANN (\"THE \\1ST\")!!!","none":null,"#
        + #""facts":{"id":1},"id":1}"#)
    #expect(
      try engine.data("{ author(where: {age: {_gt: 40}}, order_by: {age: desc_nulls_last}) { id age } }").text
        == #"{"author":[{"id":1,"age":50}]}"#)
    #expect(
      try engine.data("{ author(order_by: [{books_aggregate: {count: desc}}, {age: asc}]) { id } }").text
        == #"{"author":[{"id":1},{"id":2},{"id":3}]}"#)
    #expect(
      try engine.data("{ author_aggregate { aggregate { max { age shout(args: {mark: \"#\"}) } sum { age } } } }").text
        == #"{"author_aggregate":{"aggregate":{"max":{"age":50,"shout":"CY#"},"sum":{"age":80}}}}"#)
    #expect(
      try engine.data("{ author(where: {longest: {pages: {_gt: 260}}}, order_by: {longest: {pages: asc}}) { id } }").text
        == #"{"author":[{"id":2}]}"#)
  }

  @Test func `rows that a function gives for each row are cut, ordered and nested`() throws {
    let engine = try engine()
    defer { engine.stop() }
    try addAll(to: engine)
    try engine.metadata(
      "pg_create_object_relationship",
      ["source": "db", "table": "book", "name": "author", "using": ["foreign_key_constraint_on": "author_id"]])
    let query = """
      { author(order_by: {id: asc}) {
          books(order_by: {pages: desc}, limit: 1, where: {pages: {_lt: 300}}) { title author { books { id } } } longest { title }
      } }
      """
    #expect(
      try engine.data(query).text
        == #"{"author":[{"books":[{"title":"Sun","author":{"books":[{"id":1},{"id":2}]}}],"longest":{"title":"Sun"}},"#
        + #"{"books":[],"longest":{"title":"Sand"}},{"books":[],"longest":null}]}"#)
    // The session reaches the function, and never the plan.
    let pages = "{ author(where: {books: {}}, order_by: {id: asc}) { books { id } } }"
    for (least, expected) in [("200", #"[{"books":[{"id":2}]},{"books":[{"id":3}]}]"#), ("260", #"[{"books":[{"id":3}]}]"#)] {
      #expect(try engine.data(pages, headers: ["X-Hasura-Role": "admin", "X-Hasura-Pages": least])["author"]?.text == expected)
    }
    // Computed fields work on rows that no table holds.
    #expect(try engine.data("{ made_up { name age books { id } } }").text == #"{"made_up":[{"name":"Zed","age":10,"books":[]}]}"#)
  }

  @Test func `tracked functions take arguments by name, null and defaults`() throws {
    let engine = try engine()
    defer { engine.stop() }
    try addAll(to: engine)
    let query = "query ($args: search_books_args!) { search_books(args: $args, order_by: {id: asc}) { id } }"
    let cases: [(args: JSON, ids: String)] = [
      (["query": "s"], "[1,2,3]"), (["query": "s", "minimum": 200], "[2,3]"), (["query": "s", "chosen": 2], "[2]"),
      (["query": "s", "tags": ["Sea", "Sand"]], "[1,3]"), (["query": "s", "tags": "{Sun}"], "[2]"), (["query": nil], "[]"),
      (["query": "s", "minimum": nil], "[]"), (["query": "s", "minimum": 0, "chosen": nil], "[1,2,3]"),
    ]
    for (args, ids) in cases {
      let found = try engine.data(query, variables: ["args": args])["search_books"]?.arrayValue ?? []
      #expect("[" + found.map { $0["id"]?.text ?? "" }.joined(separator: ",") + "]" == ids, "\(args.text)")
    }
    #expect(
      try engine.data("{ search_books_aggregate(args: {query: \"su\"}) { aggregate { count sum { pages } } nodes { title } } }").text
        == #"{"search_books_aggregate":{"aggregate":{"count":1,"sum":{"pages":250}},"nodes":[{"title":"Sun"}]}}"#)
    let missing = try engine.answer("{ search_books(args: {minimum: 3}) { id } }")["errors"]?[0]
    #expect(missing?["message"] == "Non default arguments cannot be omitted")
    #expect(missing?["extensions"]?.text == #"{"path":"$.selectionSet.search_books.args.args","code":"not-supported"}"#)
    let field = try engine.data("{ __type(name: \"query_root\") { fields { name description args { name type { kind } } } } }")
    let described = field["__type"]?["fields"]?.arrayValue?.first { $0["name"] == "search_books" }
    #expect(described?["description"] == "Books by the beginning of their title")
    #expect(described?["args"]?[0]?.text == #"{"name":"args","type":{"kind":"NON_NULL"}}"#)
  }

  @Test func `what cannot be is refused with every reason`() throws {
    let engine = try engine()
    defer { engine.stop() }
    let refused: [(definition: JSON, reason: String)] = [
      (["function": "none"], "no such function exists: \"none\""),
      (["function": "shout", "table_argument": "mark"], "\"mark\" argument of the function \"shout\" is not COMPOSITE type"),
      (["function": "shout", "table_argument": "row"], "\"row\" is not an input argument of the function \"shout\""),
      (["function": "touch"], "the function \"touch\" is of type VOLATILE; cannot be added as a computed field"),
      (["function": "touch"], "the function \"touch\" has no input arguments"),
      (["function": "books_of", "session_argument": "x"], "\"x\" is not an input argument of the function \"books_of\""),
    ]
    for (definition, reason) in refused {
      let answer = try engine.post(
        "/v1/metadata",
        ["type": "pg_add_computed_field", "args": ["source": "db", "table": "author", "name": "f", "definition": definition]])
      #expect(answer.status == 400 && answer.json?["error"]?.stringValue?.contains(reason) == true, "\(answer.text)")
    }
    let scalar = try engine.post("/v1/metadata", ["type": "pg_track_function", "args": ["source": "db", "function": "count_up"]])
    #expect(scalar.json?["error"]?.stringValue?.contains("the function does not return a \"COMPOSITE\" type") == true, "\(scalar.text)")
    try engine.addSource("lite", .sqlite, ["CREATE TABLE t (id INT PRIMARY KEY)"], tables: ["t"])
    let commands: [(String, JSON)] = [
      ("sqlite_track_function", ["source": "lite", "function": "f"]),
      ("sqlite_add_computed_field", ["source": "lite", "table": "t", "name": "f", "definition": ["function": "f"]]),
    ]
    for (type, args) in commands {
      let answer = try engine.post("/v1/metadata", ["type": .string(type), "args": args])
      #expect(answer.json?["code"] == "not-supported", "\(answer.text)")
    }
  }

  @Test func `functions that are needed stay, and those that are dropped go`() throws {
    let engine = try engine()
    defer { engine.stop() }
    try addAll(to: engine)
    let untracked = try engine.post("/v1/metadata", ["type": "pg_untrack_table", "args": ["source": "db", "table": "book"]])
    #expect(untracked.json?["error"]?.stringValue?.contains("function search_books in source \"db\"") == true, "\(untracked.text)")
    func run(_ sql: String, cascade: Bool) throws -> HTTPAnswer {
      try engine.post("/v2/query", ["type": "run_sql", "args": ["source": "db", "sql": .string(sql), "cascade": .bool(cascade)]])
    }
    let needed = try run("DROP FUNCTION age(author)", cascade: false)
    #expect(needed.json?["error"]?.stringValue?.contains("computed field author.age in source \"db\"") == true, "\(needed.text)")
    #expect(try run("DROP FUNCTION age(author)", cascade: true).status == 200)
    #expect(try run("DROP FUNCTION made_up()", cascade: false).status == 200)
    let metadata = try engine.metadata("export_metadata").text
    #expect(!metadata.contains("\"age\"") && !metadata.contains("made_up") && metadata.contains("search_books"))
    #expect(try engine.metadata("reload_metadata")["is_consistent"] != false)
    #expect(try engine.data("{ author(where: {id: {_eq: 2}}) { shout } }").text == #"{"author":[{"shout":"BO!"}]}"#)
  }

  @Test func `json arguments, and values that an extension refuses`() throws {
    let engine = try JoineryProcess([])
    defer { engine.stop() }
    let database = [
      "CREATE EXTENSION postgis", "CREATE TABLE place (id int PRIMARY KEY, at geometry(Point, 4326))",
      "INSERT INTO place VALUES (1, ST_SetSRID(ST_MakePoint(0, 3), 4326))",
      """
      CREATE FUNCTION far(shape json, place_row place) RETURNS float8
      AS $$ SELECT ST_Distance(place_row.at, ST_SetSRID(ST_GeomFromGeoJSON(shape::text), 4326)) $$ LANGUAGE sql STABLE
      """,
    ]
    try engine.addSource("db", .postgres, database, tables: ["place"])
    let definition: JSON = ["function": "far", "table_argument": "place_row"]
    try engine.metadata("pg_add_computed_field", ["source": "db", "table": "place", "name": "far", "definition": definition])
    let query = "query ($shape: json) { place { far(args: {shape: $shape}) } }"
    let point: JSON = ["shape": ["type": "Point", "coordinates": [4, 0]]]
    #expect(try engine.data(query, variables: point)["place"]?[0]?["far"]?.text == "5")
    for wrong in [["shape": ["a": 1]], ["shape": ["type": "Point", "coordinates": "x"]]] as [JSON] {
      #expect(try engine.answer(query, variables: wrong)["errors"]?[0]?["extensions"]?["code"] == "data-exception")
    }
  }

  @Test func `a role needs its permission for scalars and that of the table for rows`() throws {
    let role = ["X-Hasura-Role": "reader"]
    for infers in [true, false] {
      let engine = try engine(["--infer-function-permissions=\(infers)"])
      defer { engine.stop() }
      try addAll(to: engine)
      let permission: JSON = ["columns": ["id"], "filter": ["age": ["_gt": 30]], "computed_fields": ["shout"]]
      try engine.metadata(
        "pg_create_select_permission", ["source": "db", "table": "author", "role": "reader", "permission": permission])
      #expect(try engine.data("{ author { shout } }", headers: role)["author"]?.arrayValue?.count == 1)
      for field in ["age", "books { id }"] {
        #expect(try engine.answer("{ author { \(field) } }", headers: role)["errors"]?[0]?["extensions"]?["code"] == "validation-failed")
      }
      let books: JSON = ["columns": ["id"], "filter": ["pages": ["_lt": 200]]]
      try engine.metadata("pg_create_select_permission", ["source": "db", "table": "book", "role": "reader", "permission": books])
      #expect(try engine.data("{ author { books { id } } }", headers: role).text == #"{"author":[{"books":[{"id":1}]}]}"#)
      let search = "{ search_books(args: {query: \"s\"}) { id } }"
      #expect(try (engine.answer(search, headers: role)["errors"] == nil) == infers)
      try engine.metadata("pg_create_function_permission", ["source": "db", "function": "search_books", "role": "reader"])
      #expect(try engine.data(search, headers: role).text == #"{"search_books":[{"id":1}]}"#)
    }
  }

  @Test func `an inherited role sees null for a computed field in rows where none of its parents would see it`() throws {
    let engine = try engine()
    defer { engine.stop() }
    try addAll(to: engine)
    func permit(_ role: String, _ filter: JSON, _ fields: JSON) throws {
      let permission: JSON = ["columns": ["id"], "filter": filter, "computed_fields": fields]
      try engine.metadata(
        "pg_create_select_permission", ["source": "db", "table": "author", "role": .string(role), "permission": permission])
    }
    try permit("own", ["id": 1], ["shout", "age"])
    try permit("all", [:], ["age"])
    try permit("loud", [:], ["shout"])
    try engine.metadata("add_inherited_role", ["role_name": "wide", "role_set": ["own", "all"]])
    try engine.metadata("add_inherited_role", ["role_name": "wider", "role_set": ["wide", "loud"]])
    let wide = ["X-Hasura-Role": "wide"]
    #expect(try engine.data("{ author { id age } }", headers: wide)["author"]?.arrayValue?.count == 3)
    #expect(
      try engine.data("{ author(order_by: {id: asc}) { shout twice: shout(args: {times: 2}) } }", headers: wide).text
        == #"{"author":[{"shout":"ANN (\"THE \\1ST\")!","twice":"ANN (\"THE \\1ST\")!!"},"#
        + #"{"shout":null,"twice":null},{"shout":null,"twice":null}]}"#)
    // One that shows the field in every row is enough.
    #expect(
      try engine.data("{ author(where: {id: {_eq: 2}}) { shout } }", headers: ["X-Hasura-Role": "wider"])["author"] == [["shout": "BO!"]])
  }
}
