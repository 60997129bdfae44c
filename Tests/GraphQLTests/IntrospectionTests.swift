import GraphQL
import JSON
import Testing

@Suite struct IntrospectionTests {
  private static let sdl = #"""
    "root" type Query { "a field" a(x: Int = 3, old: [E!] = [A] @deprecated): [I!]! @deprecated(reason: "why") b: U }
    interface I { id: ID } type T implements I { id: ID } union U = T | Query
    enum E { A "bee" B @deprecated } input In { a: Int! = 1 b: String = "x\"y" c: In = {a: 2} }
    scalar S @specifiedBy(url: "https://s") directive @d(x: In) repeatable on FIELD | QUERY
    """#

  private func answer(_ query: String, _ schema: Schema? = nil) throws -> String {
    let schema = try schema ?? Schema(sdl: Self.sdl)
    let document = try Document(parsing: query)
    let errors = validate(document, against: schema)
    #expect(errors.isEmpty, "\(errors.map(\.message))")
    let collector = FieldCollector(schema: schema, document: document, variables: [:])
    let set = try document.operation(named: nil).selectionSet
    var writer = ByteWriter()
    for field in collector.fields(of: set, on: try schema.rootType(of: .query)) {
      IntrospectionAnswer(collector: collector).write(field, to: &writer)
    }
    return String(decoding: writer.takeArray(), as: UTF8.self)
  }

  @Test func describesFieldsAndArguments() throws {
    let query = """
      { __type(name: "Query") { name kind description fields(includeDeprecated: true) { name isDeprecated deprecationReason
        args { name defaultValue } type { kind name ofType { kind ofType { kind ofType { name } } } } } all: fields { name } } }
      """
    let expected =
      #"{"name":"Query","kind":"OBJECT","description":"root","fields":[{"name":"a","isDeprecated":true,"deprecationReason":"why","#
      + #""args":[{"name":"x","defaultValue":"3"}],"type":{"kind":"NON_NULL","name":null,"ofType":{"kind":"LIST","ofType":"#
      + #"{"kind":"NON_NULL","ofType":{"name":"I"}}}}},{"name":"b","isDeprecated":false,"deprecationReason":null,"args":[],"#
      + #""type":{"kind":"UNION","name":"U","ofType":null}}],"all":[{"name":"b"}]}"#
    #expect(try answer(query) == expected)
  }

  @Test func describesOtherKinds() throws {
    #expect(
      try answer("{ __type(name: \"E\") { enumValues(includeDeprecated: true) { name description isDeprecated } e: enumValues { name } } }")
        == #"{"enumValues":[{"name":"A","description":null,"isDeprecated":false},{"name":"B","description":"bee","isDeprecated":true}],"e":[{"name":"A"}]}"#
    )
    #expect(
      try answer("{ __type(name: \"In\") { inputFields { name defaultValue type { name kind } } } }")
        == #"{"inputFields":[{"name":"a","defaultValue":"1","type":{"name":null,"kind":"NON_NULL"}},"#
        + #"{"name":"b","defaultValue":"\"x\\\"y\"","type":{"name":"String","kind":"SCALAR"}},"#
        + #"{"name":"c","defaultValue":"{a: 2}","type":{"name":"In","kind":"INPUT_OBJECT"}}]}"#)
    #expect(
      try answer("{ __type(name: \"I\") { possibleTypes { name } interfaces { name } } }")
        == #"{"possibleTypes":[{"name":"T"}],"interfaces":[]}"#)
    #expect(
      try answer("{ __type(name: \"U\") { possibleTypes { __typename name } fields { name } } }")
        == #"{"possibleTypes":[{"__typename":"__Type","name":"T"},{"__typename":"__Type","name":"Query"}],"fields":null}"#)
    #expect(try answer("{ __type(name: \"S\") { specifiedByURL kind } }") == #"{"specifiedByURL":"https://s","kind":"SCALAR"}"#)
    #expect(try answer("{ __type(name: \"Nope\") { name } }") == "null")
  }

  @Test func describesTheSchema() throws {
    #expect(
      try answer(
        "{ __schema { q: queryType { name } mutationType { name } directives { name locations isRepeatable args { name } } types { name } } }"
      )
        == #"{"q":{"name":"Query"},"mutationType":null,"directives":["#
        + #"{"name":"include","locations":["FIELD","FRAGMENT_SPREAD","INLINE_FRAGMENT"],"isRepeatable":false,"args":[{"name":"if"}]},"#
        + #"{"name":"skip","locations":["FIELD","FRAGMENT_SPREAD","INLINE_FRAGMENT"],"isRepeatable":false,"args":[{"name":"if"}]},"#
        + #"{"name":"deprecated","locations":["FIELD_DEFINITION","ARGUMENT_DEFINITION","INPUT_FIELD_DEFINITION","ENUM_VALUE"],"#
        + #""isRepeatable":false,"args":[{"name":"reason"}]},"#
        + #"{"name":"specifiedBy","locations":["SCALAR"],"isRepeatable":false,"args":[{"name":"url"}]},"#
        + #"{"name":"d","locations":["FIELD","QUERY"],"isRepeatable":true,"args":[{"name":"x"}]}],"#
        + #""types":[{"name":"Query"},{"name":"I"},{"name":"T"},{"name":"U"},{"name":"E"},{"name":"In"},{"name":"S"},{"name":"String"},"#
        + #"{"name":"Int"},{"name":"ID"},{"name":"Boolean"},{"name":"__Schema"},{"name":"__Type"},{"name":"__TypeKind"},{"name":"__Field"},"#
        + #"{"name":"__InputValue"},{"name":"__EnumValue"},{"name":"__Directive"},{"name":"__DirectiveLocation"}]}"#)
  }

  @Test func introspectsItself() throws {
    #expect(
      try answer("{ __type(name: \"__InputValue\") { fields { name } } }")
        == #"{"fields":[{"name":"name"},{"name":"description"},{"name":"type"},{"name":"defaultValue"},{"name":"isDeprecated"},{"name":"deprecationReason"}]}"#
    )
  }
}
