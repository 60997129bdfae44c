import ConnectorProtocol
import Errors
import JSON

/// The texts of session variables as parameters.
///
/// They are checked here and not left to the databases: some read `abc` as the number 0, and a filter that was not understood must never
/// let rows through. What is accepted is what PostgreSQL accepts, and so are the messages.
extension ValueForm {
  /// Throws `data-exception` for a text that is not of the form's type.
  func parameter(fromSession text: String) throws(EngineError) -> Parameter {
    switch self {
    case .scalar(let type): return .text(try type.text(fromSession: text))
    case .list(let type):
      var texts: [String?] = []
      for element in try ArrayLiteral(text).elements { texts.append(try type.text(of: element, in: text)) }
      return .list(texts)
    case .count, .offset:
      guard let number = Int(text), number >= 0 else { throw CanonicalType.int32.refusal(of: text) }
      return .text(String(number))
    case .jsonPath: return try parameter(from: .string(text))
    }
  }
}

extension ScalarType {
  fileprivate func text(fromSession text: String) throws(EngineError) -> String {
    guard case .array(let element) = canonical else { return try canonical.text(fromSession: text) }
    // Values of array columns travel as JSON text.
    return try element.json(of: .list(try ArrayLiteral(text).elements), in: text).text
  }

  fileprivate func text(of element: ArrayLiteral.Element, in literal: String) throws(EngineError) -> String? {
    switch element {
    case .null: return nil
    case .text(let text): return try self.text(fromSession: text)
    case .list:
      guard case .array(let inner) = canonical else { throw EngineError(.dataException, "malformed array literal: \"\(literal)\"") }
      return try inner.json(of: element, in: literal).text
    }
  }
}

extension CanonicalType {
  fileprivate func json(of element: ArrayLiteral.Element, in literal: String) throws(EngineError) -> JSON {
    switch element {
    case .null: return .null
    case .text(let text):
      let checked = try self.text(fromSession: text)
      switch self {
      case .boolean: return .bool(checked == "true")
      case .int16, .int32, .int64, .numeric, .float32, .float64: return JSONNumber(text: checked).map(JSON.number) ?? .string(checked)
      default: return .string(checked)
      }
    case .list(let elements):
      var values: [JSON] = []
      for element in elements { values.append(try json(of: element, in: literal)) }
      return .array(values)
    }
  }

  /// The text in the form in which the type's values travel.
  fileprivate func text(fromSession text: String) throws(EngineError) -> String {
    let trimmed = text.trimmingSpaces
    switch self {
    case .boolean:
      guard let flag = Self.flag(trimmed.lowercased()) else { throw refusal(of: text) }
      return flag ? "true" : "false"
    case .int16: return try integer(trimmed, Int16.self, text)
    case .int32: return try integer(trimmed, Int32.self, text)
    case .int64: return try integer(trimmed, Int64.self, text)
    case .numeric, .float32, .float64:
      guard Double(trimmed)?.isFinite ?? false, trimmed.utf8.allSatisfy(Self.isOfDecimal) else { throw refusal(of: text) }
      return trimmed
    case .uuid:
      guard let uuid = Self.uuid(trimmed) else { throw refusal(of: text) }
      return uuid
    case .json:
      guard (try? JSON(parsing: text)) != nil else { throw refusal(of: text) }
      return text
    case .date, .timestamp, .timestampWithTimeZone:
      guard Self.hasDate(trimmed) else { throw refusal(of: text) }
      return trimmed
    case .time, .timeWithTimeZone:
      guard trimmed.utf8.first.map({ $0 &- UInt8(ascii: "0") < 10 }) ?? false, trimmed.contains(":") else { throw refusal(of: text) }
      return trimmed
    case .text, .bytes, .interval, .enumeration, .array, .geometry, .opaque: return text
    }
  }

  private func integer<T: FixedWidthInteger>(_ trimmed: String, _ type: T.Type, _ text: String) throws(EngineError) -> String {
    if let value = T(trimmed) { return String(value) }
    let digits = trimmed.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    guard !digits.isEmpty, digits.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { throw refusal(of: text) }
    throw EngineError(.dataException, "value \"\(text)\" is out of range for type \(commonName ?? "text")")
  }

  /// PostgreSQL takes every unambiguous beginning of these words.
  private static func flag(_ word: String) -> Bool? {
    switch word {
    case "t", "tr", "tru", "true", "y", "ye", "yes", "on", "1": true
    case "f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0": false
    default: nil
    }
  }

  private static func isOfDecimal(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+")].contains(byte)
      || byte | 0x20 == UInt8(ascii: "e")
  }

  /// `a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11`, written with any hyphens or none, perhaps in braces.
  private static func uuid(_ text: String) -> String? {
    var bytes = Substring(text).utf8
    if bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}") { bytes = bytes.dropFirst().dropLast() }
    var digits = bytes.filter { $0 != UInt8(ascii: "-") }
    let isHexadecimal = digits.allSatisfy { $0 &- UInt8(ascii: "0") < 10 || ($0 | 0x20) &- UInt8(ascii: "a") < 6 }
    guard digits.count == 32, isHexadecimal else { return nil }
    for place in [20, 16, 12, 8] { digits.insert(UInt8(ascii: "-"), at: place) }
    return String(decoding: digits, as: UTF8.self).lowercased()
  }

  /// Whether a text begins with a date of the form `2020-01-31`.
  private static func hasDate(_ text: String) -> Bool {
    let parts = text.utf8.prefix { $0 != UInt8(ascii: " ") && $0 | 0x20 != UInt8(ascii: "t") }
      .split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.count >= 3 && parts.prefix(3).allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } }
  }

  fileprivate func refusal(of text: String) -> EngineError {
    EngineError(.dataException, "invalid input syntax for type \(commonName ?? "text"): \"\(text)\"")
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte &- 9 < 5 }
    let from = utf8.drop(while: isSpace)
    guard let last = from.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(decoding: from[...last], as: UTF8.self)
  }
}
