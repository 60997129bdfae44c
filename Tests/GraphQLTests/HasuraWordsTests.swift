import Errors
import GraphQL
import Testing

/// What the endpoint answers: the first error in document order, in Hasura's words.
@Suite struct HasuraWordsTests {
  static let schema = try? Schema(
    sdl: """
      schema { query: query_root subscription: subscription_root }
      type query_root { author(limit: Int, where: author_bool_exp, ids: [Int!], kind: color_enum, on: Boolean, id: uuid): [author!]!
        author_by_pk(id: Int!): author version: String }
      type subscription_root { author: [author!]! version: String }
      type author { id: Int! name(upper: Boolean): String articles(limit: Int): [article!]! }
      type article { id: Int! title: String author: author }
      input author_bool_exp { _and: [author_bool_exp!] id: Int_comparison_exp favorite: color_enum }
      input Int_comparison_exp { _eq: Int _in: [Int!] }
      input required_input { a: Int! }
      enum color_enum { blue green }
      scalar uuid
      """)

  @Test(
    arguments: [
      ("{ test }", "$.selectionSet.test", "field 'test' not found in type: 'query_root'"),
      (
        "{ author { articles { x } } }", "$.selectionSet.author.selectionSet.articles.selectionSet.x",
        "field 'x' not found in type: 'article'"
      ),
      ("{ a: author { ... on author { b: x } } }", "$.selectionSet.author.selectionSet.x", "field 'x' not found in type: 'author'"),
      (
        "fragment f on author { x } { author { articles { author { ...f } } } }",
        "$.selectionSet.author.selectionSet.articles.selectionSet.author.selectionSet.x", "field 'x' not found in type: 'author'"
      ),
      ("{ author(columns: id) { id } }", "$.selectionSet.author", "'author' has no argument named 'columns'"),
      ("{ author_by_pk { id } }", "$.selectionSet.author_by_pk.args.id", "missing required field 'id'"),
      ("{ author }", "$.selectionSet.author.selectionSet", "missing selection set for 'author'"),
      ("{ version { x } }", "$.selectionSet.version", "unexpected subselection set for non-object field"),
      (
        "{ author(where: {_and: [{id: {_eq: 1}}, {nope: 1}]}) { id } }", "$.selectionSet.author.args.where._and[1].nope",
        "field 'nope' not found in type: 'author_bool_exp'"
      ),
      (
        "{ author(where: {_and: {id: {_eq: \"x\"}}}) { id } }", "$.selectionSet.author.args.where._and[0].id._eq",
        "expected a 32-bit integer for type 'Int', but found a string"
      ),
      (
        "{ author(kind: red) { id } }", "$.selectionSet.author.args.kind",
        "expected one of the values ['blue', 'green'] for type 'color_enum', but found 'red'"
      ),
      (
        "{ author(kind: \"blue\") { id } }", "$.selectionSet.author.args.kind",
        "expected an enum value for type 'color_enum', but found a string"
      ),
      (
        "{ author(on: \"true\") { id } }", "$.selectionSet.author.args.on",
        "expected a boolean for type 'Boolean', but found a string"
      ),
      (
        "{ author(where: 5) { id } }", "$.selectionSet.author.args.where",
        "expected an object for type 'author_bool_exp', but found an integer"
      ),
      (
        "{ author(ids: [1, null]) { id } }", "$.selectionSet.author.args.ids[1]",
        "expected a 32-bit integer for type 'Int', but found null"
      ),
      ("{ author(limit: [1]) { id } }", "$.selectionSet.author.args.limit", "expected a 32-bit integer for type 'Int', but found a list"),
      (
        "query ($x: uuid) { author(limit: $x) { id } }", "$.selectionSet.author.args.limit",
        "variable 'x' is declared as 'uuid', but used where 'Int' is expected"
      ),
      (
        "query ($x: Int) { author_by_pk(id: $x) { id } }", "$.selectionSet.author_by_pk.args.id",
        "variable 'x' is declared as 'Int', but used where 'Int!' is expected"
      ),
      ("{ author(limit: $x) { id } }", "$", "unbound variable \"x\""),
      ("query ($x: Int) { version }", "$", "following variable(s) have been defined, but have not been used in the query - x"),
      ("query ($x: Int, $x: Int) { author(limit: $x) { id } }", "$", "multiple definitions for variable \"x\""),
      (
        "{ author { ...f } } fragment f on author { articles { ...g } } fragment g on article { author { ...f } }",
        "$.selectionSet.author.selectionSet.f.selectionSet.articles.selectionSet.g.selectionSet.author.selectionSet",
        "the fragment definition(s) f and g form a cycle"
      ),
      ("{ author { ...nope } }", "$.selectionSet.author.selectionSet", "reference to undefined fragment \"nope\""),
      ("{ version @nope }", "$.selectionSet", "directive 'nope' is not defined in the schema"),
      ("query @skip(if: true) { version }", "$", "directive 'skip' is not allowed on a query"),
      ("{ version @skip(if: 1) }", "$.selectionSet.skip.args.if", "expected a boolean for type 'Boolean', but found an integer"),
      ("{ version @skip(if: true) @skip(if: true) }", "$.selectionSet", "the following directives are used more than once: ['skip']"),
      (
        "{ author { a: id a: name } }", "$.selectionSet.author.selectionSet",
        "selection of both 'id' and 'name' specify the same response name, 'a'"
      ),
      (
        "{ author { articles(limit: 1) { id } articles(limit: 2) { id } } }", "$.selectionSet.author.selectionSet",
        "inconsistent arguments between multiple selections of field 'articles'"
      ),
      ("subscription { author { id } version }", "$", "subscriptions must select one top level field"),
      ("type A { a: Int }", "$.query", "not a valid graphql query"),
      ("{ author { ... on Nope { id } } }", "$.selectionSet.author.selectionSet", "Unknown type \"Nope\"."),
      ("query ($x: Nope) { version author(limit: $x) { id } }", "$", "Unknown type \"Nope\"."),
    ] as [(String, String, String)])
  func firstError(_ query: String, _ path: String, _ message: String) throws {
    let schema = try #require(Self.schema)
    let document = try Document(parsing: query)
    let error = try #require(validate(document, against: schema).firstInDocumentOrder)
    #expect(error.engineError.message == message)
    #expect(error.engineError.path.description == path)
    #expect(error.engineError.code == (message.hasPrefix("multiple") ? .parseFailed : .validationFailed))
  }

  @Test func numbersOutOfBounds() throws {
    let document = try Document(parsing: "{ author(limit: 2147483648) { id } }")
    let schema = try #require(Self.schema)
    let error = try #require(validate(document, against: schema).first?.engineError)
    #expect(error.code == .parseFailed)
    #expect(
      error.message
        == "The value 2.147483648e9 lies outside the bounds or is not an integer. Maybe it is a float, or is there integer overflow?")
  }

  @Test func operationsAreChosen() throws {
    let two = try Document(parsing: "query A { version } query B { version }")
    #expect(try two.operation(named: "B").name?.text == "B")
    let cases: [(String, String?, String)] = [
      (
        "query A { version } query B { version }", nil,
        "exactly one operation has to be present in the document when operationName is not specified"
      ),
      ("query A { version }", "C", "no such operation found in the document: \"C\""),
      ("{ version }", "C", "operationName cannot be used when an anonymous operation exists in the document"),
    ]
    for (text, name, message) in cases {
      #expect(throws: EngineError(.validationFailed, message)) { try Document(parsing: text).operation(named: name) }
    }
    #expect(throws: EngineError(.validationFailed, "no mutations exist")) { try Self.schema?.rootType(of: .mutation) }
    #expect(try Self.schema?.rootType(of: .query).name == "query_root")
  }
}
