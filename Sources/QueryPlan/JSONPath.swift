package import ConnectorProtocol
package import Errors
package import JSON

/// The texts that select a part of a JSON column: `$.a.b[0]["c d"]`. The leading `$` is optional, and so is a dot in front of the first
/// name and of a bracket (Hasura's `Data.Parser.JSONPath`).
package enum JSONPath {
  /// The parameter of a path's text: the list of its keys and indices.
  package static func parameter(from value: JSON) throws(EngineError) -> Parameter {
    if value.isNull { return .null }
    guard case .string(let text) = value else {
      throw EngineError(.validationFailed, "expected a string for type 'String', but found \(value.describedKind)")
    }
    return .list(try steps(of: text))
  }

  /// The keys and indices of a path.
  package static func steps(of text: String) throws(EngineError) -> [String] {
    var reader = Reader(bytes: Array(text.utf8))
    guard let steps = reader.read() else {
      throw EngineError(
        .parseFailed,
        "parse json path error: \(text). Accept letters, digits, underscore (_) or hyphen (-) only. "
          + "Use quotes enclosed in bracket ([\"...\"]) if there is any special character")
    }
    return steps
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func read() -> [String]? {
      var steps: [String] = []
      var isFirst = !take("$")
      while next != nil {
        let hasDot = take(".")
        guard let step = next == UInt8(ascii: "[") ? bracket() : (hasDot || isFirst ? name() : nil) else { return nil }
        steps.append(step)
        isFirst = false
      }
      return steps
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard next == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    private mutating func name() -> String? {
      let start = position
      while let byte = next, Self.isPlain(byte) { position += 1 }
      return start == position ? nil : text(start..<position)
    }

    private mutating func bracket() -> String? {
      position += 1
      let step: String?
      if take("\"") {
        step = quoted(until: UInt8(ascii: "\""))
      } else if take("'") {
        step = quoted(until: UInt8(ascii: "'"))
      } else {
        step = index()
      }
      return take("]") ? step : nil
    }

    private mutating func quoted(until end: UInt8) -> String? {
      let start = position
      while let byte = next, byte != end { position += 1 }
      guard next == end else { return nil }
      position += 1
      return text(start..<(position - 1))
    }

    private mutating func index() -> String? {
      let start = position
      while let byte = next, byte &- UInt8(ascii: "0") < 10 { position += 1 }
      return start == position ? nil : text(start..<position)
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private static func isPlain(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }
  }
}
