import JSON

/// Whether an answer says what is expected: numbers with a fraction may differ in their last digits, which engines round differently.
enum PermissionAnswer {
  static func matches(_ answer: JSON?, _ expected: JSON) -> Bool {
    guard let answer else { return false }
    switch (answer, expected) {
    case (.object(let answer), .object(let expected)):
      return answer.count == expected.count
        && expected.entries.allSatisfy { entry in answer[entry.key].map { matches($0, entry.value) } ?? false }
    case (.array(let answer), .array(let expected)):
      return answer.count == expected.count && zip(answer, expected).allSatisfy { matches($0, $1) }
    case (.number(let answer), .number(let expected)):
      if answer == expected { return true }
      let isWhole = !"\(answer.text)\(expected.text)".contains { $0 == "." || $0 == "e" }
      return !isWhole && abs(answer.double - expected.double) <= 1e-9 * max(1, abs(expected.double))
    default: return answer == expected
    }
  }

  /// Where an answer first differs, and how.
  static func difference(_ answer: JSON?, _ expected: JSON, at path: String = "$") -> String? {
    if matches(answer, expected) { return nil }
    switch (answer, expected) {
    case (.object(let answer), .object(let expected)) where answer.count == expected.count:
      return expected.entries.lazy.compactMap { difference(answer[$0.key], $0.value, at: "\(path).\($0.key)") }.first
    case (.array(let answer), .array(let expected)) where answer.count == expected.count:
      return zip(answer, expected).enumerated().lazy.compactMap { difference($1.0, $1.1, at: "\(path)[\($0)]") }.first
    default: return "at \(path): \(answer?.text ?? "nothing") and not \(expected.text)"
    }
  }
}
