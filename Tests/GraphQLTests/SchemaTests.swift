import Errors
import GraphQL
import Synchronization
import Testing

@Suite struct SchemaTests {
  @Test func printedSchemaBuildsTheSame() throws {
    let sdl = #"""
      """
      All of it
      """
      schema {
        query: Root
        mutation: Change
      }

      directive @cached(ttl: Int = 60, refresh: Boolean = false) repeatable on QUERY | FIELD

      """
      A thing
      with two lines
      """
      type Root implements Node & Other {
        id: ID!
        "quoted \" text"
        list(
          """
          how many
          """
          first: Int = 10
          where: Filter = {a: [1], b: EAST}
        ): [[Float!]!] @deprecated
        old: String @deprecated(reason: "because")
      }

      interface Other {
        id: ID!
      }

      interface Node implements Other {
        id: ID!
      }

      type Change {
        go: Any
      }

      union Any2 = Root | Change

      enum Side {
        EAST
        WEST @deprecated
      }

      input Filter {
        a: [Int!]
        b: Side = WEST
      }

      input One @oneOf {
        a: Int
        b: Int
      }

      scalar Any @specifiedBy(url: "https://example.com")

      """#
    let printed = try Schema(sdl: sdl).sdl
    #expect(printed == sdl)
    #expect(try Schema(sdl: printed).sdl == printed)
  }

  @Test func extensionsAreApplied() throws {
    let schema = try Schema(
      sdl: "type Query { a: Int } extend type Query implements I { b: E } interface I { b: E } enum E { X } extend enum E { Y }")
    #expect(schema.type(named: "Query")?.fields?.names == ["a", "b"])
    #expect(schema.possibleTypes(of: try #require(schema.type(named: "I"))) == ["Query"])
    #expect(schema.typeNames.prefix(4) == ["Query", "I", "E", "Int"])
  }

  @Test(arguments: [
    "type A { a: Int }", "type Query { a: Missing }", "type Query { a: Int } type Query { b: Int }", "extend type Query { a: Int }",
    "schema { query: Nope } type Query { a: Int }", "type Query { a: ",
  ])
  func refuses(_ sdl: String) {
    #expect(throws: EngineError.self) { try Schema(sdl: sdl) }
  }

  @Test func lazyTypesAreMadeOnce() {
    let calls = Mutex([String]())
    let schema = Schema(query: "Query", typeNames: ["Query", "Int", "Unused"]) { name in
      calls.withLock { $0.append(name) }
      guard name == "Query" else { return nil }
      return .object(ObjectType(name: name, fields: [FieldDefinition(name: "a", type: .named("Int"))]))
    }
    for _ in 0..<3 {
      #expect(schema.type(named: "Query")?.fields?["a"]?.type == .named("Int"))
      #expect(schema.type(named: "Int")?.isLeaf == true)
      #expect(schema.type(named: "__Type") != nil)
      #expect(schema.type(named: "Nope") == nil)
      #expect(schema.type(named: "Float") == nil)
    }
    #expect(calls.withLock { $0.filter { $0 == "Query" }.count } == 1)
    #expect(!calls.withLock { $0.contains("Unused") || $0.contains("Int") })
  }

  @Test func metaFieldsAreWhereTheyBelong() throws {
    let schema = try Schema(sdl: "type Query { a: U } union U = Query | A type A { b: Int }")
    let union = try #require(schema.type(named: "U"))
    let query = try #require(schema.type(named: "Query"))
    #expect(schema.field(named: "__typename", on: union)?.type.description == "String!")
    #expect(schema.field(named: "__schema", on: query) != nil)
    #expect(schema.field(named: "__type", on: union) == nil)
    #expect(schema.field(named: "b", on: query) == nil)
  }
}
