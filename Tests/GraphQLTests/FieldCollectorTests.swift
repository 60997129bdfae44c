import GraphQL
import JSON
import Testing

@Suite struct FieldCollectorTests {
  private let schema = try? Schema(
    sdl: """
      type Query { a(x: Int): A b: A i: I u: U }
      interface I { id: Int } type A implements I { id: Int name: String a: A } type B implements I { id: Int } union U = A | B
      """)

  /// The response keys with what they merge, as `key:field[sub,...]`.
  private func outline(_ query: String, _ variables: [String: JSON] = [:]) throws -> String {
    let schema = try #require(schema)
    let document = try Document(parsing: query)
    let collector = FieldCollector(schema: schema, document: document, variables: variables)
    func text(_ fields: [CollectedField]) -> String {
      fields.map { field in
        guard case .object(let type)? = schema.type(named: field.definition.type.baseName) else { return field.responseKey }
        return "\(field.responseKey):\(field.name)[\(text(collector.fields(of: field.selectionSets, on: type)))]"
      }.joined(separator: ",")
    }
    return text(collector.fields(of: try document.operation(named: nil).selectionSet, on: try schema.rootType(of: .query)))
  }

  @Test func mergesAliasesAndKeepsOrder() throws {
    #expect(try outline("{ b { id } x: a { id } b { name id } x: a { n: name } }") == "b:b[id,name],x:a[id,n]")
  }

  @Test func expandsFragmentsThatApply() throws {
    let query = "{ a { ...F ... on I { k: id } ... on B { no: id } ... on U { u: id } ... { __typename } } } fragment F on A { name ...F }"
    #expect(try outline(query) == "a:a[name,k,u,__typename]")
  }

  @Test func obeysSkipAndInclude() throws {
    let query = """
      query ($t: Boolean!, $f: Boolean!) { a @include(if: $t) @skip(if: $f) { id @skip(if: $t) name @include(if: true) }
        b @include(if: $f) { id } ... @skip(if: $t) { z: b { id } } ...F @include(if: $f) } fragment F on Query { y: b { id } }
      """
    #expect(try outline(query, ["t": true, "f": false]) == "a:a[name]")
  }

  @Test func manyFields() throws {
    let keys = (0..<100).map { "k\($0)" }
    let selections = keys.map { "\($0): a { id }" }.joined(separator: " ")
    let text = try outline("{ \(selections) \(selections) }")
    #expect(text == keys.map { "\($0):a[id]" }.joined(separator: ","))
  }
}
