import JSON

extension JSON {
  /// Where `self` differs from `expected`, nil if nowhere.
  ///
  /// The order of keys and the spelling of strings and numbers count; white space does not. Averages, deviations and variances, which engines
  /// compute to different lengths, must agree in 15 digits.
  func difference(from expected: JSON, at path: String = "$") -> String? {
    switch (self, expected) {
    case (.object(let mine), .object(let other)):
      let (keys, wanted) = (Array(mine.keys), Array(other.keys))
      if keys != wanted { return "\(path): the keys are \(keys), expected \(wanted)" }
      return zip(mine.entries, other.entries).lazy.compactMap { $0.value.difference(from: $1.value, at: "\(path).\($0.key)") }.first
    case (.array(let mine), .array(let other)):
      if mine.count != other.count { return "\(path): \(mine.count) elements, expected \(other.count)" }
      return zip(mine, other).enumerated().lazy.compactMap { $1.0.difference(from: $1.1, at: "\(path)[\($0)]") }.first
    case (.number(let mine), .number(let other)):
      if mine.text == other.text || (Self.isStatistic(path) && Self.agree(mine, other)) { return nil }
      return "\(path): \(mine.text), expected \(other.text)"
    default: return self == expected ? nil : "\(path): \(text), expected \(expected.text)"
    }
  }

  private static func isStatistic(_ path: String) -> Bool {
    let functions = ["avg", "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp"]
    return path.split(separator: ".").contains { functions.contains(String($0)) }
  }

  private static func agree(_ one: JSONNumber, _ other: JSONNumber) -> Bool {
    (one.double - other.double).magnitude <= 1e-14 * max(one.double.magnitude, other.double.magnitude)
  }

  /// Over several lines, every value that fits on one line on one.
  func laidOut(indentation: Int = 0) -> String {
    let line = spaced
    guard line.utf8.count + indentation > 120 else { return line }
    let (inner, end) = (String(repeating: " ", count: indentation + 2), "\n" + String(repeating: " ", count: indentation))
    switch self {
    case .object(let object):
      let members = object.entries.map { inner + JSON.string($0.key).text + ": " + $0.value.laidOut(indentation: indentation + 2) }
      return "{\n" + members.joined(separator: ",\n") + end + "}"
    case .array(let elements):
      return "[\n" + elements.map { inner + $0.laidOut(indentation: indentation + 2) }.joined(separator: ",\n") + end + "]"
    default: return line
    }
  }

  private var spaced: String {
    switch self {
    case .object(let object):
      "{" + object.entries.map { JSON.string($0.key).text + ": " + $0.value.spaced }.joined(separator: ", ") + "}"
    case .array(let elements): "[" + elements.map(\.spaced).joined(separator: ", ") + "]"
    default: text
    }
  }
}
