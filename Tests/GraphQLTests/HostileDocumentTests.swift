import GraphQL
import Testing

/// Documents that are small but ask for much.
@Suite struct HostileDocumentTests {
  private let schema = try? Schema(sdl: "type Query { a(x: Int): Query b: Query s: String }")

  private func errors(_ text: String) throws -> [ValidationError] {
    validate(try Document(parsing: text), against: try #require(schema))
  }

  @Test(.timeLimit(.minutes(1))) func manyEqualFields() throws {
    let found = try errors("{" + String(repeating: "s ", count: 20_000) + "}")
    #expect(found.map(\.message) == ["Too many fields of equal response names to compare."])
    #expect(try errors("{" + String(repeating: "s ", count: 400) + "}").isEmpty)
  }

  @Test(.timeLimit(.minutes(1))) func overlappingNestedFields() throws {
    let depth = 190
    let open = String(repeating: "{ a { s } a ", count: depth)
    #expect(try errors(open + "{ s }" + String(repeating: "}", count: depth)).isEmpty)
  }

  @Test(.timeLimit(.minutes(1))) func fragmentsThatMultiply() throws {
    let fragments = (0..<100).map { "fragment f\($0) on Query { a { ...f\($0 + 1) } b { ...f\($0 + 1) } a { ...f\($0 + 1) } }" }
    let text = "{ ...f0 } " + fragments.joined(separator: " ") + " fragment f100 on Query { s }"
    #expect(try errors(text).isEmpty)
    // With an offset every fragment would have to be compared with every other one.
    #expect(try errors("{ ...f9 " + text.dropFirst()).allSatisfy { $0.message.hasPrefix("Too many") })
  }

  @Test(.timeLimit(.minutes(1))) func fragmentsThatNestTooDeeply() throws {
    let fragments = (0..<5_000).map { "fragment f\($0) on Query { a { ...f\($0 + 1) } }" }
    let text = "{ ...f0 } " + fragments.joined(separator: " ") + " fragment f5000 on Query { s }"
    #expect(try errors(text).contains { $0.rule == "NestingDepth" })
  }

  @Test(.timeLimit(.minutes(1))) func manyErrors() throws {
    let found = try errors("{" + (0..<20_000).map { "x\($0) " }.joined() + "}")
    #expect(found.count == 200)
  }

  @Test(.timeLimit(.minutes(1))) func manyFragmentCycles() throws {
    let fragments = (0..<150).map { first in
      "fragment f\(first) on Query { " + (0..<150).map { "...f\($0) " }.joined() + "}"
    }
    #expect(try !errors("{ ...f0 } " + fragments.joined(separator: " ")).isEmpty)
  }

  @Test(.timeLimit(.minutes(1))) func conflictsThatMultiply() throws {
    var text = "x: s"
    for _ in 0..<12 { text = "a { \(text) } a { \(text.replacing("x: s", with: "x: b { s }")) }" }
    #expect(try !errors("{ \(text) }").isEmpty)
  }
}
