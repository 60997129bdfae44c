package import Errors

/// PostgreSQL's text of an array (section 8.15.6 of its manual), in which session variables hold lists: `{1,2}`, `{"a,b",NULL,c\"d}`.
package struct ArrayLiteral: Equatable, Sendable {
  /// What stands between two commas: an unquoted `NULL`, a text, or an array of its own.
  package indirect enum Element: Equatable, Sendable {
    case null
    case text(String)
    case list([Element])
  }

  package let elements: [Element]

  /// Throws `data-exception` for anything but one complete array.
  package init(_ text: String) throws(EngineError) {
    var parser = ArrayLiteralParser(text)
    guard let elements = parser.whole() else {
      throw EngineError(.dataException, "malformed array literal: \"\(text)\"")
    }
    self.elements = elements
  }
}

/// Every method answers nil for what PostgreSQL refuses.
private struct ArrayLiteralParser {
  private let bytes: [UInt8]
  private var position = 0
  /// PostgreSQL's largest number of dimensions, which also bounds the recursion.
  private static let deepest = 6

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func whole() -> [ArrayLiteral.Element]? {
    skipSpace()
    guard let elements = list(depth: 1) else { return nil }
    skipSpace()
    return position == bytes.count ? elements : nil
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() { while let byte = next, Self.isSpace(byte) { position += 1 } }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte &- 9 < 5 }

  private mutating func list(depth: Int) -> [ArrayLiteral.Element]? {
    guard depth <= Self.deepest, take(UInt8(ascii: "{")) else { return nil }
    skipSpace()
    if take(UInt8(ascii: "}")) { return [] }
    var elements: [ArrayLiteral.Element] = []
    while true {
      skipSpace()
      guard let element = element(depth) else { return nil }
      elements.append(element)
      skipSpace()
      if take(UInt8(ascii: "}")) { return elements }
      guard take(UInt8(ascii: ",")) else { return nil }
    }
  }

  private mutating func element(_ depth: Int) -> ArrayLiteral.Element? {
    switch next {
    case UInt8(ascii: "{"): list(depth: depth + 1).map { .list($0) }
    case UInt8(ascii: "\""): quoted().map { .text($0) }
    default: bare()
    }
  }

  private mutating func quoted() -> String? {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard let escaped = next else { return nil }
      text.append(escaped)
      position += 1
    }
    return nil
  }

  private mutating func bare() -> ArrayLiteral.Element? {
    var text: [UInt8] = []
    /// Space at the end does not count, unless a backslash stands before it.
    var length = 0
    var hasEscapes = false
    while let byte = next, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}") {
      guard byte != UInt8(ascii: "\""), byte != UInt8(ascii: "{") else { return nil }
      position += 1
      if byte == UInt8(ascii: "\\") {
        guard let escaped = next else { return nil }
        position += 1
        hasEscapes = true
        text.append(escaped)
        length = text.count
      } else {
        text.append(byte)
        if !Self.isSpace(byte) { length = text.count }
      }
    }
    guard length > 0 else { return nil }
    let word = String(decoding: text[..<length], as: UTF8.self)
    return !hasEscapes && word.lowercased() == "null" ? .null : .text(word)
  }
}
