import GraphQL
import Testing

/// One violation of each rule, in graphql-js's words and with its places.
@Suite struct RuleTests {
  private static let schema = try? Schema(
    sdl: """
      type Query { dog(name: String, kind: Kind, in: In, one: One): Dog! pet: Pet old: Int @deprecated(reason: "gone") need(a: Int!): Int }
      type Subscription { a: Int b: Int }
      interface Pet { name: String } type Dog implements Pet { name: String barks(loud: Boolean): Boolean } type Cat { meows: Int }
      enum Kind { BIG SMALL } input In { a: Int! b: [Int] } input One @oneOf { a: Int b: Int } directive @once on FIELD
      """)

  @Test(
    arguments: [
      ("type A { a: Int }", "ExecutableDefinitions", "The \"A\" definition is not executable.", ["1:1"]),
      (
        "query A { pet { name } } query A { pet { name } }", "UniqueOperationNames", "There can be only one operation named \"A\".",
        ["1:7", "1:32"]
      ),
      (
        "{ pet { name } } query A { pet { name } }", "LoneAnonymousOperation",
        "This anonymous operation must be the only defined operation.", ["1:1"]
      ),
      (
        "{ pet { ...F } } fragment F on Pet { name } fragment F on Pet { name }", "UniqueFragmentNames",
        "There can be only one fragment named \"F\".", ["1:27", "1:54"]
      ),
      (
        "query ($a: String, $a: String) { dog(name: $a) { name } }", "UniqueVariableNames", "There can be only one variable named \"$a\".",
        ["1:9", "1:21"]
      ),
      (
        "{ dog(name: \"a\", name: \"b\") { name } }", "UniqueArgumentNames", "There can be only one argument named \"name\".",
        ["1:7", "1:18"]
      ),
      ("{ dog(in: {a: 1, a: 2}) { name } }", "UniqueInputFieldNames", "There can be only one input field named \"a\".", ["1:12", "1:18"]),
      (
        "{ old @once @once }", "UniqueDirectivesPerLocation", "The directive \"@once\" can only be used once at this location.",
        ["1:7", "1:13"]
      ),
      ("{ pet { ... on Dogg { name } } }", "KnownTypeNames", "Unknown type \"Dogg\". Did you mean \"Dog\"?", ["1:16"]),
      (
        "{ pet { ... on Kind { name } } }", "FragmentsOnCompositeTypes", "Fragment cannot condition on non composite type \"Kind\".",
        ["1:16"]
      ),
      (
        "query ($a: [Dog]) { old @skip(if: $a) }", "VariablesAreInputTypes", "Variable \"$a\" cannot be non-input type \"[Dog]\".", ["1:12"]
      ),
      ("{ old { x } }", "ScalarLeafs", "Field \"old\" must not have a selection since type \"Int\" has no subfields.", ["1:7"]),
      (
        "{ dog }", "ScalarLeafs", "Field \"dog\" of type \"Dog!\" must have a selection of subfields. Did you mean \"dog { ... }\"?",
        ["1:3"]
      ),
      ("{ dog { nam } }", "FieldsOnCorrectType", "Cannot query field \"nam\" on type \"Dog\". Did you mean \"name\"?", ["1:9"]),
      (
        "{ pet { barks } }", "FieldsOnCorrectType",
        "Cannot query field \"barks\" on type \"Pet\". Did you mean to use an inline fragment on \"Dog\"?", ["1:9"]
      ),
      ("{ pet { ...F } }", "KnownFragmentNames", "Unknown fragment \"F\".", ["1:12"]),
      ("{ old } fragment F on Pet { name }", "NoUnusedFragments", "Fragment \"F\" is never used.", ["1:9"]),
      (
        "{ dog { ... on Cat { meows } } }", "PossibleFragmentSpreads",
        "Fragment cannot be spread here as objects of type \"Dog\" can never be of type \"Cat\".", ["1:9"]
      ),
      (
        "{ pet { ...F } } fragment F on Pet { ...G } fragment G on Pet { ...F }", "NoFragmentCycles",
        "Cannot spread fragment \"F\" within itself via \"G\".", ["1:38", "1:65"]
      ),
      (
        "query A { dog(name: $x) { name } }", "NoUndefinedVariables", "Variable \"$x\" is not defined by operation \"A\".", ["1:21", "1:1"]
      ),
      ("query ($x: Int) { old }", "NoUnusedVariables", "Variable \"$x\" is never used.", ["1:8"]),
      ("{ old @nope }", "KnownDirectives", "Unknown directive \"@nope\".", ["1:7"]),
      ("query @once { old }", "KnownDirectives", "Directive \"@once\" may not be used on QUERY.", ["1:7"]),
      (
        "{ dog { barks(lout: true) } }", "KnownArgumentNames", "Unknown argument \"lout\" on field \"Dog.barks\". Did you mean \"loud\"?",
        ["1:15"]
      ),
      (
        "{ need }", "ProvidedRequiredArguments", "Field \"need\" argument \"a\" of type \"Int!\" is required, but it was not provided.",
        ["1:3"]
      ),
      (
        "{ old @skip }", "ProvidedRequiredArguments",
        "Directive \"@skip\" argument \"if\" of type \"Boolean!\" is required, but it was not provided.", ["1:7"]
      ),
      (
        "query ($x: Int) { need(a: $x) }", "VariablesInAllowedPosition",
        "Variable \"$x\" of type \"Int\" used in position expecting type \"Int!\".", ["1:8", "1:27"]
      ),
      (
        "{ dog(kind: BIGG) { name } }", "ValuesOfCorrectType",
        "Value \"BIGG\" does not exist in \"Kind\" enum. Did you mean the enum value \"BIG\"?", ["1:13"]
      ),
      ("{ dog(in: {b: [1]}) { name } }", "ValuesOfCorrectType", "Field \"In.a\" of required type \"Int!\" was not provided.", ["1:11"]),
      ("{ dog(one: {a: 1, b: 2}) { name } }", "ValuesOfCorrectType", "OneOf Input Object \"One\" must specify exactly one key.", ["1:12"]),
      ("{ dog(name: 1) { name } }", "ValuesOfCorrectType", "String cannot represent a non string value: 1", ["1:13"]),
      (
        "{ a: old a: pet { name } }", "OverlappingFieldsCanBeMerged",
        "Fields \"a\" conflict because \"old\" and \"pet\" are different fields. Use different aliases on the fields to fetch both if this was intentional.",
        ["1:3", "1:10"]
      ),
      ("subscription { a b }", "SingleFieldSubscriptions", "Anonymous Subscription must select only one top level field.", ["1:18"]),
      ("{ old }", "NoDeprecatedCustom", "The field Query.old is deprecated. gone", ["1:3"]),
    ] as [(String, String, String, [String])])
  func violation(_ query: String, _ rule: String, _ message: String, _ places: [String]) throws {
    let schema = try #require(Self.schema)
    let errors = validate(try Document(parsing: query), against: schema, reportingDeprecated: rule == "NoDeprecatedCustom")
    let error = try #require(errors.first { $0.rule == rule })
    #expect(error.message == message)
    #expect(error.locations.map { "\($0.line):\($0.character)" } == places)
  }

  @Test func validDocument() throws {
    let query = """
      query A($n: String = "x", $one: Int!) {
        dog(name: $n, kind: BIG, in: {a: 1, b: 2}, one: {a: $one}) { ...P ... on Dog { barks(loud: true) @once } __typename }
        again: dog(in: {a: 1, b: [null, 3]}) { name name } __schema { queryType { name } } need(a: 2) @skip(if: false)
        more: dog(name: "\u{E9}") { ... @include(if: true) { name } }
      }
      fragment P on Pet { name ... on Dog { again: name } }
      """
    let schema = try #require(Self.schema)
    #expect(validate(try Document(parsing: query), against: schema).isEmpty)
  }
}
