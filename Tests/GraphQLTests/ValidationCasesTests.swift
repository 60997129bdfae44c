import Foundation
import GraphQL
import JSON
import Testing

/// The validation cases of graphql-js, exported as JSON: `{"schemas": [{id, sdl}], "tests": [{name, rule, schema, query, errors}]}`.
///
/// The file is not part of this repository; its path is given in the environment.
@Suite struct ValidationCasesTests {
  private static let path = ProcessInfo.processInfo.environment["JOINERY_GRAPHQL_VALIDATION_CASES"]

  @Test func graphqlJSCases() throws {
    guard let path = Self.path else {
      print("SKIPPED: the graphql-js validation cases, because JOINERY_GRAPHQL_VALIDATION_CASES does not name their file")
      return
    }
    let cases = try JSON(parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
    var schemas: [String: Schema] = [:]
    for schema in cases["schemas"]?.arrayValue ?? [] {
      let id = try #require(schema["id"]?.stringValue)
      schemas[id] = try Self.schema(of: try #require(schema["sdl"]?.stringValue))
    }
    let tests = try #require(cases["tests"]?.arrayValue)
    #expect(tests.count > 400)
    var failures: [String] = []
    for test in tests {
      let schema = try #require(schemas[test["schema"]?.stringValue ?? ""])
      if let failure = try Self.failure(of: test, schema) { failures.append(failure) }
    }
    print("graphql-js validation cases: \(tests.count - failures.count) of \(tests.count) pass")
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
  }

  /// SDL cannot say that a custom scalar refuses a literal, which one case is about.
  private static func schema(of sdl: String) throws -> Schema {
    let plain = try Schema(sdl: sdl)
    guard plain.query == "Query", plain.type(named: "Query")?.fields?["invalidArg"] != nil else { return plain }
    return Schema(query: plain.query, directives: Array(plain.directives), typeNames: plain.typeNames) { name in
      name == "CustomScalar" ? .scalar(ScalarType(name: name, acceptsLiteral: { _ in false })) : plain.type(named: name)
    }
  }

  /// The export leaves suggestions of several names out, because their order is not specified.
  private static func withoutSeveralSuggestions(_ message: String) -> String {
    guard let start = message.range(of: " Did you mean "), message[start.upperBound...].contains(" or \"") else { return message }
    return String(message[..<start.lowerBound])
  }

  private static func failure(of test: JSON, _ schema: Schema) throws -> String? {
    let rule = try #require(test["rule"]?.stringValue)
    let document = try Document(parsing: try #require(test["query"]?.stringValue))
    let found = validate(document, against: schema, reportingDeprecated: true).filter { $0.rule + "Rule" == rule }
    let errors = found.map { error -> JSON in
      let locations = error.locations.map { location -> JSON in
        .object(["line": .number(JSONNumber(location.line)), "column": .number(JSONNumber(location.character))])
      }
      return .object(["message": .string(withoutSeveralSuggestions(error.message)), "locations": .array(locations)])
    }
    if JSON.array(errors) == test["errors"] { return nil }
    return "\(test["name"]?.text ?? "") [\(rule)]\n  found    \(JSON.array(errors).text)\n  expected \(test["errors"]?.text ?? "")"
  }
}
