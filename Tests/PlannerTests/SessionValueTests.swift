import ConnectorProtocol
import Errors
import QueryPlan
import Testing

/// The texts of session variables as values of columns.
struct SessionValueTests {
  private static func parameter(_ text: String, _ form: ValueForm) -> String {
    do throws(EngineError) {
      let source = ParameterSource.session(name: "x-hasura-v", as: form)
      switch try Bindings(session: ["x-hasura-v": text]).parameter(source) {
      case .null: return "null"
      case .text(let text): return text
      case .list(let texts): return texts.map { $0.map { "<\($0)>" } ?? "null" }.joined(separator: " ")
      }
    } catch {
      return "\(error.code.rawValue): \(error.message)"
    }
  }

  private static let text = ScalarType(name: "String", canonical: .text, input: .string)
  private static let int = ScalarType(name: "Int", canonical: .int32, input: .int32)

  @Test(arguments: [
    ("{}", ""), ("{ }", ""), ("{a,b}", "<a> <b>"), ("{ a b , c }", "<a b> <c>"), (#"{"a,b","c\"d"}"#, #"<a,b> <c"d>"#),
    (#"{"a,b",c\"d}"#, #"<a,b> <c"d>"#), ("{NULL,null,\"NULL\"}", "null null <NULL>"), (#"{"",\ }"#, "<> < >"),
    (#"{"\\","}{"}"#, #"<\> <}{>"#), ("  {x}\n", "<x>"), ("{\u{e4},\"\u{df}\"}", "<\u{e4}> <\u{df}>"),
  ]) func listsAreArrayLiterals(_ literal: String, _ elements: String) {
    #expect(Self.parameter(literal, .list(Self.text)) == elements)
  }

  @Test(arguments: ["", "a", "{", "}", "{a", "a}", "{a,}", "{,a}", "{a}b", "{\"a}", "{a\"b\"}", "{\"a\"b}", "{a\\", "{{a}}", "[1:1]={a}"])
  func malformedListsAreRefused(_ literal: String) {
    #expect(Self.parameter(literal, .list(Self.text)) == "data-exception: malformed array literal: \"\(literal)\"")
  }

  @Test func deepNestingIsRefused() {
    let deep = String(repeating: "{", count: 100_000)
    #expect(Self.parameter(deep, .list(Self.text)).hasPrefix("data-exception"))
  }

  @Test(arguments: [
    (CanonicalType.int32, " 12 ", "12"), (.int32, "-7", "-7"), (.int64, "9007199254740993", "9007199254740993"), (.boolean, "YES", "true"),
    (.boolean, "off", "false"), (.numeric(precision: nil, scale: nil), "1.50", "1.50"), (.float64, "1e3", "1e3"), (.text, " x ", " x "),
    (.uuid, "{A0EEBC999C0B4EF8BB6D6BB9BD380A11}", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"), (.json, "{\"a\": 1}", "{\"a\": 1}"),
    (.date, "2020-02-29", "2020-02-29"), (.array(of: .int32), "{1,NULL}", "[1,null]"),
    (.array(of: .text), "{{a},{b}}", "[[\"a\"],[\"b\"]]"),
  ]) func valuesAreOfTheirType(_ type: CanonicalType, _ given: String, _ sent: String) {
    #expect(Self.parameter(given, .scalar(ScalarType(name: "t", canonical: type, input: .any))) == sent)
  }

  @Test(arguments: [
    (CanonicalType.int32, "abc"), (.int32, ""), (.int32, "1.5"), (.int32, "2147483648"), (.int16, "40000"), (.boolean, "maybe"),
    (.boolean, "o"),
    (.numeric(precision: nil, scale: nil), "1,5"), (.numeric(precision: nil, scale: nil), "0x10"), (.float64, "nan"), (.float64, ""),
    (.uuid, "a0eebc99"), (.json, "{a}"), (.date, "yesterday"), (.timestamp, "x"), (.time, "noon"), (.array(of: .int32), "{a}"),
  ]) func othersAreRefused(_ type: CanonicalType, _ given: String) {
    #expect(Self.parameter(given, .scalar(ScalarType(name: "t", canonical: type, input: .any))).hasPrefix("data-exception: "))
  }

  @Test func aMissingVariableIsNamed() {
    let source = ParameterSource.session(name: "x-hasura-user-id", as: .scalar(Self.int))
    #expect(throws: EngineError(.notFound, "missing session variable: \"x-hasura-user-id\"")) { try Bindings().parameter(source) }
  }

  @Test func listsMayMixLiteralsAndVariables() throws {
    let session = ParameterSource.session(name: "x-hasura-a", as: .scalar(Self.int))
    let parameter = try Bindings(session: ["x-hasura-a": "5"]).parameter(.list([session, .constant(.text("7"))]))
    #expect(parameter == .list(["5", "7"]))
  }
}
