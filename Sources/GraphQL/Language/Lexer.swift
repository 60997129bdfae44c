/// Cuts UTF-8 bytes into tokens (section 2.1 of the specification).
struct Lexer {
  let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0

  /// Why and at which byte lexing or parsing stopped.
  struct Failure: Error {
    var message: String
    var offset: Int
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  mutating func next() throws(Failure) -> Token {
    skipIgnored()
    guard at < bytes.count else { return Token(kind: .end, start: bytes.count, end: bytes.count) }
    let start = at
    let byte = bytes[at]
    if Self.isNameStart(byte) { return name() }
    if let kind = Self.punctuator(byte) {
      at += 1
      return Token(kind: kind, start: start, end: at)
    }
    switch byte {
    case UInt8(ascii: "."):
      guard self.byte(1) == byte, self.byte(2) == byte else { throw unexpected() }
      at += 3
      return Token(kind: .spread, start: start, end: at)
    case UInt8(ascii: "\""): return try string()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw unexpected()
    }
  }

  private func byte(_ ahead: Int = 0) -> UInt8 { at + ahead < bytes.count ? bytes[at + ahead] : 0 }

  private mutating func skipIgnored() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","): at += 1
      case UInt8(ascii: "#"):
        while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
      default: return
      }
    }
  }

  private mutating func name() -> Token {
    let start = at
    at += 1
    while at < bytes.count, Self.isNameStart(bytes[at]) || Self.isDigit(bytes[at]) { at += 1 }
    return Token(kind: .name, start: start, end: at)
  }

  private mutating func number() throws(Failure) -> Token {
    let start = at
    var kind = Token.Kind.int
    if byte() == UInt8(ascii: "-") { at += 1 }
    if byte() == UInt8(ascii: "0") {
      at += 1
      if Self.isDigit(byte()) { throw failure("Invalid number, unexpected digit after 0: \(shown(at)).") }
    } else {
      try digits()
    }
    if byte() == UInt8(ascii: ".") {
      kind = .float
      at += 1
      try digits()
    }
    if byte() | 0x20 == UInt8(ascii: "e") {
      kind = .float
      at += 1
      if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    if byte() == UInt8(ascii: ".") || Self.isNameStart(byte()) {
      throw failure("Invalid number, expected digit but got: \(shown(at)).")
    }
    return Token(kind: kind, start: start, end: at)
  }

  private mutating func digits() throws(Failure) {
    guard Self.isDigit(byte()) else { throw failure("Invalid number, expected digit but got: \(shown(at)).") }
    while Self.isDigit(byte()) { at += 1 }
  }

  /// Finds the end of a string; its content is decoded when it is asked for.
  private mutating func string() throws(Failure) -> Token {
    let start = at
    if byte(1) == UInt8(ascii: "\""), byte(2) == UInt8(ascii: "\"") { return try blockString() }
    at += 1
    while true {
      guard at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D else { throw failure("Unterminated string.") }
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        return Token(kind: .string, start: start, end: at)
      case UInt8(ascii: "\\"): at += 2
      case 0..<0x20 where bytes[at] != 0x09: throw failure("Invalid character within String: \(shown(at)).")
      default: at += 1
      }
    }
  }

  private mutating func blockString() throws(Failure) -> Token {
    let start = at
    at += 3
    while at < bytes.count {
      if isTripleQuote(at) {
        at += 3
        return Token(kind: .blockString, start: start, end: at)
      }
      if bytes[at] == UInt8(ascii: "\\"), isTripleQuote(at + 1) {
        at += 4
      } else if bytes[at] < 0x20, bytes[at] != 0x09, bytes[at] != 0x0A, bytes[at] != 0x0D {
        throw failure("Invalid character within String: \(shown(at)).")
      } else {
        at += 1
      }
    }
    throw failure("Unterminated string.")
  }

  private func isTripleQuote(_ position: Int) -> Bool {
    position + 2 < bytes.count && bytes[position..<position + 3].allSatisfy { $0 == UInt8(ascii: "\"") }
  }

  private func failure(_ message: String) -> Failure { Failure(message: message, offset: min(at, bytes.count)) }

  private func unexpected() -> Failure {
    failure(
      byte() == UInt8(ascii: "'")
        ? "Unexpected single quote character ('), did you mean to use a double quote (\")?" : "Unexpected character: \(shown(at)).")
  }

  /// A character as graphql-js shows it in messages.
  private func shown(_ position: Int) -> String {
    guard position < bytes.count else { return "<EOF>" }
    let text = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
    guard let scalar = text.unicodeScalars.first else { return "<EOF>" }
    if (0x20...0x7E).contains(scalar.value) { return scalar == "\"" ? "'\"'" : "\"\(scalar)\"" }
    let hex = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
  }

  static func isNameStart(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_") }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func punctuator(_ byte: UInt8) -> Token.Kind? {
    switch byte {
    case UInt8(ascii: "{"): .leftBrace
    case UInt8(ascii: "}"): .rightBrace
    case UInt8(ascii: "("): .leftParenthesis
    case UInt8(ascii: ")"): .rightParenthesis
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: "["): .leftBracket
    case UInt8(ascii: "]"): .rightBracket
    case UInt8(ascii: "$"): .dollar
    case UInt8(ascii: "!"): .bang
    case UInt8(ascii: "@"): .at
    case UInt8(ascii: "="): .equals
    case UInt8(ascii: "|"): .pipe
    case UInt8(ascii: "&"): .ampersand
    default: nil
    }
  }
}
