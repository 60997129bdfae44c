import JSON
import TestSupport
import Testing

/// Native queries and logical models, on every kind.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct NativeQueryTests {
  private static func statements(_ kind: Kind) -> [String] {
    let text = kind == .mysql ? "varchar(40)" : "text"
    return [
      "CREATE TABLE author (id integer PRIMARY KEY, name \(text))", "INSERT INTO author VALUES (1, 'Ann'), (2, 'Ben')",
      "CREATE TABLE article (id integer PRIMARY KEY, author_id integer, title \(text))",
      "INSERT INTO article VALUES (1, 1, 'Dogs'), (2, 1, 'Cats'), (3, 2, 'Cows'), (4, NULL, 'It''s {{x}} ?')",
    ]
  }

  /// Names of types that the kinds share, and one that they do not.
  private static func model(_ kind: Kind) -> JSON {
    let text = kind == .mysql ? "varchar(40)" : "text"
    return [
      "source": "library", "name": "headline", "description": "a headline",
      "fields": [
        ["name": "id", "type": kind == .mysql ? "int" : "integer"],
        ["name": "author_id", "type": ["scalar": kind == .mysql ? "int" : "integer", "nullable": true]],
        ["name": "start", "type": .string(text), "nullable": true, "description": "its beginning"],
      ],
    ]
  }

  private static func query(_ name: String, _ kind: Kind, code: String? = nil) -> JSONObject {
    let text = kind == .mysql ? "varchar" : "text"
    return [
      "source": "library", "root_field_name": .string(name), "returns": "headline",
      "code": .string(
        code
          ?? "SELECT id, author_id, substr(title, 1, {{length}}) AS start FROM article WHERE id <= {{last}} AND (title <> {{not}} OR {{not}} IS NULL)"
          + " -- to the end;\n ; "),
      "arguments": [
        "length": ["type": kind == .mysql ? "int" : "integer", "description": "how much of it"],
        "last": ["type": kind == .mysql ? "int" : "integer"], "not": ["type": .string(text), "nullable": true],
      ],
    ]
  }

  private func started(_ kind: Kind) throws -> JoineryProcess {
    let engine = try JoineryProcess()
    try engine.addSource("library", kind, Self.statements(kind), tables: ["author", "article"])
    try engine.metadata("\(kind.prefix)_track_logical_model", Self.model(kind))
    return engine
  }

  private func track(_ query: JSONObject, _ engine: JoineryProcess, _ kind: Kind) throws {
    try engine.metadata("\(kind.prefix)_track_native_query", .object(query))
  }

  @Test(arguments: Kind.allCases) func `arguments, filters, orders and limits`(_ kind: Kind) throws {
    let engine = try started(kind)
    defer { engine.stop() }
    try track(Self.query("headlines", kind), engine, kind)
    #expect(
      try engine.data(
        """
        query ($args: headlines_arguments!, $length: Int!) {
          a: headlines(args: $args, order_by: {id: desc}, limit: 2) { __typename id start }
          b: headlines(args: {length: $length, last: 99, not: "Cats"}, where: {author_id: {_eq: 1}}) { id start }
          c: headlines(args: {length: 2, last: 99}, distinct_on: author_id, order_by: [{author_id: asc}, {id: asc}], offset: 1) { id }
        }
        """, variables: ["args": ["length": 3, "last": 3, "not": nil], "length": 1]
      ).text
        == #"{"a":[{"__typename":"headline","id":3,"start":"Cow"},{"__typename":"headline","id":2,"start":"Cat"}],"#
        + #""b":[{"id":1,"start":"D"}],"c":[{"id":3},{"id":4}]}"#)
    // Values are values, whatever stands in them.
    #expect(
      try engine.data(
        "query ($not: String) { headlines(args: {length: 99, last: 4, not: $not}, order_by: {id: asc}) { id } }",
        variables: ["not": "Dogs' OR 1 = 1 --"]
      ).text == #"{"headlines":[{"id":1},{"id":2},{"id":3},{"id":4}]}"#)
    let missing = try engine.answer("{ headlines(args: {last: 1}) { id } }")
    #expect(missing["errors"]?[0]?["extensions"]?["path"] == "$.selectionSet.headlines.args.args.length")
  }

  @Test(arguments: Kind.allCases) func `types and descriptions are Hasura's`(_ kind: Kind) throws {
    let engine = try started(kind)
    defer { engine.stop() }
    try track(Self.query("headlines", kind), engine, kind)
    let schema = try engine.data(
      """
      { row: __type(name: "headline") { description fields { name description type { name ofType { name } } } }
        args: __type(name: "headlines_arguments") { inputFields { name description type { kind } } }
        filter: __type(name: "headline_bool_exp_bool_exp") { inputFields { name } } order: __type(name: "headline_order_by") { kind }
        columns: __type(name: "headline_enum_name") { enumValues { name } } }
      """)
    #expect(
      schema.text
        == #"{"row":{"description":"a headline","fields":[{"name":"author_id","description":null,"type":{"name":"Int","ofType":null}},"#
        + #"{"name":"id","description":null,"type":{"name":null,"ofType":{"name":"Int"}}},"#
        + #"{"name":"start","description":"its beginning","type":{"name":"String","ofType":null}}]},"#
        + #""args":{"inputFields":[{"name":"last","description":"Native Query argument last","type":{"kind":"NON_NULL"}},"#
        + #"{"name":"length","description":"how much of it","type":{"kind":"NON_NULL"}},"#
        + #"{"name":"not","description":"Native Query argument not","type":{"kind":"SCALAR"}}]},"#
        + #""filter":{"inputFields":[{"name":"_and"},{"name":"_not"},{"name":"_or"},{"name":"author_id"},{"name":"id"},{"name":"start"}]},"#
        + #""order":{"kind":"INPUT_OBJECT"},"columns":{"enumValues":[{"name":"author_id"},{"name":"id"},{"name":"start"}]}}"#)
  }

  @Test(arguments: Kind.allCases) func `relationships to tables, from tables and between queries`(_ kind: Kind) throws {
    let engine = try started(kind)
    defer { engine.stop() }
    var headlines = Self.query("headlines", kind)
    headlines["object_relationships"] = [["name": "author", "using": ["column_mapping": ["author_id": "id"], "remote_table": "author"]]]
    headlines["array_relationships"] = [
      ["name": "same", "using": ["column_mapping": ["author_id": "author_id"], "remote_native_query": "others"]]
    ]
    var others = Self.query("others", kind, code: "SELECT id, author_id, title AS start FROM article")
    others["arguments"] = nil
    try track(others, engine, kind)
    try track(headlines, engine, kind)
    try engine.metadata(
      "\(kind.prefix)_create_array_relationship",
      [
        "source": "library", "table": "author", "name": "headlines",
        "using": ["manual_configuration": ["remote_native_query": "headlines", "column_mapping": ["id": "author_id"]]],
      ])
    #expect(
      try engine.data(
        """
        { author(order_by: {id: asc}) { name headlines(args: {length: 1, last: 9}, order_by: {id: desc}, limit: 1) {
            __typename id start author { name } same(order_by: {id: asc}) { id } } } }
        """
      ).text
        == #"{"author":[{"name":"Ann","headlines":[{"__typename":"headlines","id":2,"start":"C","author":{"name":"Ann"},"same":[{"id":1},{"id":2}]}]},"#
        + #"{"name":"Ben","headlines":[{"__typename":"headlines","id":3,"start":"C","author":{"name":"Ben"},"same":[{"id":3}]}]}]}"#)
    let exported = try engine.metadata("export_metadata", [:])
    try engine.metadata("clear_metadata", [:])
    try engine.metadata("replace_metadata", exported)
    #expect(try engine.metadata("export_metadata", [:]) == exported)
    #expect(try engine.data("{ others { id } }")["others"]?.arrayValue?.count == 4)
  }

  @Test(arguments: Kind.allCases) func `what a database does not take is refused when it is tracked`(_ kind: Kind) throws {
    let engine = try started(kind)
    defer { engine.stop() }
    for code in ["SELECT id FROM nowhere", "SELECT id FROM article", "not SQL", "SELECT 1) AS q; DROP TABLE article; --"] {
      var query = Self.query("bad", kind, code: code)
      query["arguments"] = nil
      let refusal = #expect(throws: JoineryProcess.Refusal.self) { try track(query, engine, kind) }
      #expect(refusal?.body["error"] == "Failed to validate query" && refusal?.body["code"] == "validation-failed", "\(code)")
      #expect(refusal?.body["internal"]?.stringValue?.isEmpty == false)
    }
    let undeclared = #expect(throws: JoineryProcess.Refusal.self) {
      try track(Self.query("bad", kind, code: "SELECT {{what}}"), engine, kind)
    }
    #expect(
      undeclared?.body["error"] == "The following columns are used in the query, but are not declared as arguments: 'what'")
    let open = #expect(throws: JoineryProcess.Refusal.self) { try track(Self.query("bad", kind, code: "SELECT {{what"), engine, kind) }
    #expect(open?.body["code"] == "parse-failed")
    #expect(try engine.data("{ article { id } }")["article"]?.arrayValue?.count == 4)
    try track(Self.query("headlines", kind), engine, kind)
    let twice = #expect(throws: JoineryProcess.Refusal.self) { try track(Self.query("headlines", kind), engine, kind) }
    #expect(twice?.body["error"] == "Native query 'headlines' is already tracked." && twice?.body["code"] == "already-tracked")
    let used = #expect(throws: JoineryProcess.Refusal.self) {
      try engine.metadata("\(kind.prefix)_untrack_logical_model", ["source": "library", "name": "headline"])
    }
    #expect(used?.body["error"] == "Logical model \"headline\" still being used by native query \"headlines\".")
    try engine.metadata("\(kind.prefix)_untrack_native_query", ["source": "library", "root_field_name": "headlines"])
    try engine.metadata("\(kind.prefix)_untrack_logical_model", ["source": "library", "name": "headline"])
    #expect(try engine.metadata("\(kind.prefix)_get_native_query", ["source": "library"]) == [])
  }

  @Test(arguments: Kind.allCases) func `a role sees what the permission of the logical model says`(_ kind: Kind) throws {
    let engine = try started(kind)
    defer { engine.stop() }
    try track(Self.query("headlines", kind), engine, kind)
    try engine.metadata(
      "\(kind.prefix)_create_logical_model_select_permission",
      [
        "source": "library", "name": "headline", "role": "reader",
        "permission": ["columns": ["id", "start"], "filter": ["author_id": ["_eq": "X-Hasura-User-Id"]]],
      ])
    let reader = ["X-Hasura-Role": "reader", "X-Hasura-User-Id": "2"]
    #expect(
      try engine.data("{ headlines(args: {length: 9, last: 9}) { id start } }", headers: reader).text
        == #"{"headlines":[{"id":3,"start":"Cows"}]}"#)
    #expect(try engine.answer("{ headlines(args: {length: 9, last: 9}) { author_id } }", headers: reader)["errors"] != nil)
    try engine.metadata(
      "\(kind.prefix)_drop_logical_model_select_permission", ["source": "library", "name": "headline", "role": "reader"])
    #expect(try engine.answer("{ headlines(args: {length: 9, last: 9}) { id } }", headers: reader)["errors"] != nil)
  }

  @Test func `a column of another type is refused`() throws {
    let engine = try started(.postgres)
    defer { engine.stop() }
    var query = Self.query("bad", .postgres, code: "SELECT id::bigint AS id, author_id, title AS start FROM article")
    query["arguments"] = nil
    let refusal = #expect(throws: JoineryProcess.Refusal.self) { try track(query, engine, .postgres) }
    #expect(
      refusal?.body["internal"]
        == "Return column 'id' has a type mismatch. The expected type is 'integer', but the actual type is 'bigint'.")
  }
}
