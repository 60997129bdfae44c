import Errors

/// A text with references to variables of the environment: `https://{{HOST}}/graphql`.
struct EnvironmentTemplate {
  private let text: String

  init(_ text: String) { self.text = text }

  /// The text with the variables' values. Throws `invalid-params` when one is not set.
  func filled(_ environment: (String) -> String?) throws(EngineError) -> String {
    var filled: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let start = rest.firstRange(of: "{{".utf8) {
      guard let end = rest[start.upperBound...].firstRange(of: "}}".utf8) else { break }
      let name = String(decoding: rest[start.upperBound..<end.lowerBound].filter { $0 != UInt8(ascii: " ") }, as: UTF8.self)
      guard let value = environment(name) else {
        throw EngineError(.invalidParams, "Value for environment variables not found: \"\(name)\"")
      }
      filled += rest[..<start.lowerBound] + Array(value.utf8)
      rest = rest[end.upperBound...]
    }
    return String(decoding: filled + rest, as: UTF8.self)
  }
}
