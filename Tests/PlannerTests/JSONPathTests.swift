import Errors
import QueryPlan
import Testing

struct JSONPathTests {
  @Test(
    arguments: [
      ("$", []), ("", []), ("a", ["a"]), (".a.b-c", ["a", "b-c"]), ("$.a[0]", ["a", "0"]), ("$[0]", ["0"]),
      ("arr[2]._x", ["arr", "2", "_x"]),
      ("['!@#$%^']", ["!@#$%^"]), ("a.[\"b c\"].[1]", ["a", "b c", "1"]),
    ] as [(String, [String])]) func reads(_ text: String, _ steps: [String]) throws
  {
    #expect(try JSONPath.steps(of: text) == steps)
  }

  @Test(arguments: ["a b", "a..b", "a.", "[a]", "['a", "a[1", "$a", "a\"b"]) func refuses(_ text: String) {
    #expect(throws: EngineError.self) { try JSONPath.steps(of: text) }
  }
}
