import Errors
import GraphQL
import JSON
import Testing

@Suite struct CoercionTests {
  private let schema = try? Schema(
    sdl: """
      type Query { f(i: Int, l: [Int!], e: E, in: In, any: Any, id: ID, b: Boolean! = true, fl: Float): String g(i: Int!): Query }
      enum E { A B } scalar Any
      input In { a: Int! b: [E] = [A] c: In d: Int = 7 }
      """)

  private func coerced(_ query: String, _ values: JSONObject) throws -> JSON {
    let document = try Document(parsing: query)
    let schema = try #require(schema)
    #expect(validate(document, against: schema).isEmpty)
    let operation = try document.operation(named: nil)
    let variables = try coerceVariables(of: operation, in: document, schema: schema, values: values)
    return .object(JSONObject(variables.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }))
  }

  @Test func appliesDefaultsAndListCoercion() throws {
    #expect(try coerced("query ($x: Int = 3, $y: Int) { f(i: $x) g(i: 1) { f(i: $y) } }", [:]) == ["x": 3])
    #expect(try coerced("query ($x: Int = 3) { f(i: $x) }", ["x": nil]) == ["x": nil])
    #expect(try coerced("query ($x: [Int!]) { f(l: $x) }", ["x": 5]) == ["x": [5]])
    #expect(try coerced("query ($x: In) { f(in: $x) }", ["x": ["a": 1]]) == ["x": ["a": 1, "b": ["A"], "d": 7]])
    #expect(try coerced("query ($x: In = {a: 2, b: B}) { f(in: $x) }", [:]) == ["x": ["a": 2, "b": ["B"], "d": 7]])
    #expect(try coerced("query ($x: Any) { f(any: $x) }", ["x": ["z": [1, nil]]]) == ["x": ["z": [1, nil]]])
    #expect(try coerced("query ($x: ID) { f(id: $x) }", ["x": 12]) == ["x": "12"])
    #expect(try coerced("query ($x: Int) { f(i: $x) }", ["x": 2.0]) == ["x": 2])
    #expect(try coerced("query ($x: Int) { f(i: $x) }", ["x": 1, "y": 1]) == ["x": 1])
  }

  @Test(
    arguments: [
      ("query ($x: Int!) { f(i: $x) }", [:], "$", "expecting a value for non-nullable variable: \"x\""),
      (
        "query ($x: Boolean = true) { g(i: 1) { f(b: $x) @include(if: $x) } }", ["x": nil], "$.selectionSet.g.selectionSet.include.args.if",
        "unexpected null value for type 'Boolean'"
      ),
      ("query ($x: Int!) { f(i: $x) }", ["x": nil], "$", "null value found for non-nullable type: \"Int!\""),
      (
        "query ($x: Int) { f(i: $x) }", ["x": "1"], "$.selectionSet.f.args.i",
        "expected a 32-bit integer for type 'Int', but found a string"
      ),
      (
        "query ($x: E) { f(e: $x) }", ["x": "C"], "$.selectionSet.f.args.e",
        "expected one of the values ['A', 'B'] for type 'E', but found 'C'"
      ),
      ("query ($x: E) { f(e: $x) }", ["x": 1], "$.selectionSet.f.args.e", "expected an enum value for type 'E', but found a number"),
      (
        "query ($x: [Int!]) { g(i: 1) { ...F } } fragment F on Query { f(l: $x) }", ["x": [1, nil]],
        "$.selectionSet.g.selectionSet.f.args.l[1]",
        "expected a 32-bit integer for type 'Int', but found null"
      ),
      (
        "query ($x: In) { f(in: {a: 1, c: $x}) }", ["x": ["a": 1, "z": 2]], "$.selectionSet.f.args.in.c.z",
        "field 'z' not found in type: 'In'"
      ),
      ("query ($x: In) { f(in: $x) }", ["x": ["c": ["a": 1]]], "$.selectionSet.f.args.in.a", "missing required field 'a'"),
      (
        "query ($x: In) { f(in: $x) }", ["x": ["a": 1, "c": true]], "$.selectionSet.f.args.in.c",
        "expected an object for type 'In', but found a boolean"
      ),
      (
        "query ($x: Boolean!) { f @skip(if: $x) }", ["x": 1], "$.selectionSet.skip.args.if",
        "expected a boolean for type 'Boolean', but found a number"
      ),
      (
        "query ($x: Int) { f(i: $x) }", ["x": 1.5], "$.selectionSet.f.args.i",
        "The value 1.5 lies outside the bounds or is not an integer. Maybe it is a float, or is there integer overflow?"
      ),
      (
        "query ($x: Int) { f(i: $x) }", ["x": 12345678901], "$.selectionSet.f.args.i",
        "The value 1.2345678901e10 lies outside the bounds or is not an integer. Maybe it is a float, or is there integer overflow?"
      ),
    ] as [(String, JSONObject, String, String)])
  func refuses(_ query: String, _ values: JSONObject, _ path: String, _ message: String) {
    #expect {
      try coerced(query, values)
    } throws: { error in
      guard let error = error as? EngineError else { return false }
      #expect(error.message == message)
      #expect(error.path.description == path)
      return true
    }
  }

  @Test func argumentsOfFields() throws {
    let schema = try #require(schema)
    let document = try Document(
      parsing: "query ($x: Int, $y: Int) { f(i: $x, l: 4, e: B, in: {a: 1, c: {a: $y, b: null}}, any: {k: [E, $x, {z: $y}]}, id: 9) }")
    let collector = FieldCollector(schema: schema, document: document, variables: ["y": 5])
    let set = try document.operation(named: nil).selectionSet
    let field = try #require(collector.fields(of: set, on: try schema.rootType(of: .query)).first)
    let arguments = try InputCoercion(schema: schema, variables: ["y": 5]).arguments(of: field)
    #expect(
      JSON.object(arguments).text
        == #"{"l":[4],"e":"B","in":{"a":1,"c":{"a":5,"b":null,"d":7},"b":["A"],"d":7},"any":{"k":["E",null,{"z":5}]},"id":"9","b":true}"#)
  }
}
