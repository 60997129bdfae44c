import Errors
import GraphQL
import Testing

@Suite struct LanguageTests {
  @Test(arguments: [
    "{ a }", "query Q($a: [Int!]! = [1, 2] @d, $b: In = {x: 1, y: [\"s\"]}) @d(a: $a) { b: c(x: $a, y: ENUM, z: null) @skip(if: true) }",
    "mutation { a { ...F @include(if: false) ... on T { b } ... @d { c } } }\nfragment F on T @d { on fragment query type }",
    "subscription S { a(f: -1.5e+10, s: \"\\u00e9\\\"\\n\", t: true, n: -0) }",
  ])
  func printedTextParsesToTheSame(_ text: String) throws {
    let printed = try Document(parsing: text).text
    #expect(try Document(parsing: printed).text == printed)
    #expect(!printed.isEmpty)
  }

  @Test func printsIndented() throws {
    let document = try Document(parsing: "query A($x:Int=1){a:b(c:[$x,{d:E}])@s(if:true){...F,... on T{e}}}fragment F on T{f}")
    #expect(
      document.text == """
        query A($x: Int = 1) {
          a: b(c: [$x, {d: E}]) @s(if: true) {
            ...F
            ... on T {
              e
            }
          }
        }

        fragment F on T {
          f
        }

        """)
  }

  @Test func ignoresCommasCommentsAndByteOrderMark() throws {
    let document = try Document(parsing: "\u{FEFF}# hi {\n{,,a,#x\r\n b,}")
    #expect(document.text == "{\n  a\n  b\n}\n")
  }

  private func syntaxError(_ text: String) -> GraphQLSyntaxError? {
    do {
      _ = try Document(parsing: text)
      return nil
    } catch {
      return error
    }
  }

  private func string(_ literal: String) throws -> String? {
    let document = try Document(parsing: "{ a(s: \(literal)) }")
    guard case .field(let field)? = document.operations.first?.selectionSet.selections.first,
      case .string(let text, _)? = field.arguments.first?.value.kind
    else { return nil }
    return text
  }

  @Test func decodesStrings() throws {
    #expect(try string(#""\u00e9\u{1F600}\ud83d\ude00\/\t""#) == "\u{E9}\u{1F600}\u{1F600}/\t")
    #expect(try string("\"\u{1F600} plain\"") == "\u{1F600} plain")
    #expect(try string("\"\"") == "")
  }

  @Test func decodesBlockStrings() throws {
    #expect(try string("\"\"\"\n\n    Hello,\n      World!\n\n    Yours,\n  \n\"\"\"") == "Hello,\n  World!\n\nYours,")
    #expect(try string("\"\"\" a \\\"\"\" \\n \"\"\"") == " a \"\"\" \\n ")
    #expect(try string("\"\"\"\r\n  x\r  y\n\"\"\"") == "x\ny")
    #expect(try string("\"\"\"\"\"\"") == "")
  }

  @Test(arguments: [
    ("", "Unexpected <EOF>.", 1, 1), ("{", "Expected Name, found <EOF>.", 1, 2), ("{ }", "Expected Name, found \"}\".", 1, 3),
    ("{ ...MissingOn }\nfragment MissingOn Type", "Expected \"on\", found Name \"Type\".", 2, 20),
    ("{ field: {} }", "Expected Name, found \"{\".", 1, 10), ("notAnOperation Foo { field }", "Unexpected Name \"notAnOperation\".", 1, 1),
    ("...", "Unexpected \"...\".", 1, 1), ("query ($x: T = $y) { a }", "Unexpected variable \"$y\" in constant value.", 1, 16),
    ("fragment on on on { on }", "Unexpected Name \"on\".", 1, 10),
    ("{ a(x: 01) }", "Invalid number, unexpected digit after 0: \"1\".", 1, 9),
    ("{ a(x: 1.) }", "Invalid number, expected digit but got: \")\".", 1, 10),
    ("{ a(x: 1a) }", "Invalid number, expected digit but got: \"a\".", 1, 9), ("{ a(x: \"b }", "Unterminated string.", 1, 12),
    ("{ a(x: \"\\z\") }", "Invalid character escape sequence: \"\\z\".", 1, 9),
    ("{ a(x: \"\\ud83d\") }", "Invalid Unicode escape sequence.", 1, 9),
    ("{ a(x: \"\\u{110000}\") }", "Invalid Unicode escape sequence.", 1, 9),
    ("{ \u{E9} }", "Unexpected character: U+00E9.", 1, 3),
    ("{ a(x: 'b') }", "Unexpected single quote character ('), did you mean to use a double quote (\")?", 1, 8),
    ("{ a(x: \"\"\"b }", "Unterminated string.", 1, 14), ("{ a ? }", "Unexpected character: \"?\".", 1, 5),
    ("{a(x:1)}}", "Unexpected \"}\".", 1, 9),
    ("query ($a: Int!!) { a }", "Expected \"$\", found \"!\".", 1, 16), ("{ a()}", "Expected Name, found \")\".", 1, 5),
  ])
  func refuses(_ text: String, _ message: String, _ line: Int, _ column: Int) throws {
    let error = try #require(syntaxError(text))
    #expect(error.message == message)
    #expect(error.location == TextPosition(line: line, character: column), "\(text)")
  }

  @Test func syntaxErrorsAnswerInHasurasWords() throws {
    let error = try #require(syntaxError("{"))
    #expect(error.engineError.message == "not a valid graphql query")
    #expect(error.engineError.path.description == "$.query")
  }

  @Test func refusesInvalidUTF8AndTruncationAnywhere() {
    #expect(throws: GraphQLSyntaxError.self) { try Document(parsing: Array("{ a(s: \"".utf8) + [0xFF] + Array("\") }".utf8)) }
    let text = Array("query Q($a: [Int!] = [1, 2.5e1]) { b: c(x: \"\\u{41}\", y: {z: $a}) @d { ...F ... on T { e } } }".utf8)
    for end in 0..<text.count {
      #expect(throws: GraphQLSyntaxError.self) { try Document(parsing: Array(text[..<end])) }
    }
  }

  @Test(arguments: [("", "{a"), ("{a(b:", "["), ("{a(b:", "{c:"), ("query($a:", "["), ("{", "...{")])
  func limitsNesting(_ start: String, _ level: String) throws {
    let error = try #require(syntaxError(start + String(repeating: level, count: 100_000)))
    #expect(error.message == "Document is nested deeper than 200 levels.")
  }
}
