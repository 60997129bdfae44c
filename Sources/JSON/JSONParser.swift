extension JSON {
  /// The value written in UTF-8 bytes; nothing but white space may follow it.
  ///
  /// Of duplicate keys the last wins. Invalid UTF-8 and nesting deeper than 512 are refused; a lone surrogate escape becomes U+FFFD.
  public init(parsing bytes: UnsafeRawBufferPointer) throws(JSONSyntaxError) {
    var parser = JSONParser(bytes)
    self = try parser.document()
  }

  /// The value written in UTF-8 bytes, with the rules of `init(parsing: UnsafeRawBufferPointer)`.
  public init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    self = try bytes.withUnsafeBytes { buffer in Self.result(of: buffer) }.get()
  }

  /// The value written in UTF-8 bytes, with the rules of `init(parsing: UnsafeRawBufferPointer)`.
  public init(parsing bytes: some Collection<UInt8>) throws(JSONSyntaxError) {
    let contiguous = bytes.withContiguousStorageIfAvailable { Self.result(of: UnsafeRawBufferPointer($0)) }
    if let contiguous {
      self = try contiguous.get()
    } else {
      try self.init(parsing: Array(bytes))
    }
  }

  /// The value written in a text, with the rules of `init(parsing: UnsafeRawBufferPointer)`.
  public init(parsing text: String) throws(JSONSyntaxError) {
    var copy = text
    self = try copy.withUTF8 { Self.result(of: UnsafeRawBufferPointer($0)) }.get()
  }

  private static func result(of bytes: UnsafeRawBufferPointer) -> Result<JSON, JSONSyntaxError> {
    do throws(JSONSyntaxError) {
      return .success(try JSON(parsing: bytes))
    } catch {
      return .failure(error)
    }
  }
}

/// A recursive-descent parser over borrowed bytes.
private struct JSONParser {
  private let bytes: UnsafeRawBufferPointer
  private var at = 0
  private var depth = 0
  /// Deep enough for any answer, shallow enough for the smallest thread's stack.
  private static let deepest = 512

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func document() throws(JSONSyntaxError) -> JSON {
    let value = try value()
    skipSpace()
    guard at == bytes.count else { throw unexpected() }
    return value
  }

  private mutating func value() throws(JSONSyntaxError) -> JSON {
    skipSpace()
    guard at < bytes.count else { throw unexpected() }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try nested { parser throws(JSONSyntaxError) in try parser.object() }
    case UInt8(ascii: "["): return try nested { parser throws(JSONSyntaxError) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(_ body: (inout Self) throws(JSONSyntaxError) -> JSON) throws(JSONSyntaxError) -> JSON {
    guard depth < Self.deepest else { throw error("nested deeper than \(Self.deepest)") }
    depth += 1
    at += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(JSONSyntaxError) -> JSON {
    var object = JSONObject()
    if skip(UInt8(ascii: "}")) { return .object(object) }
    repeat {
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw unexpected() }
      let key = try string()
      guard skip(UInt8(ascii: ":")) else { throw unexpected() }
      object[key] = try value()
    } while skip(UInt8(ascii: ","))
    guard skip(UInt8(ascii: "}")) else { throw unexpected() }
    return .object(object)
  }

  private mutating func array() throws(JSONSyntaxError) -> JSON {
    var elements: [JSON] = []
    if skip(UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      elements.append(try value())
    } while skip(UInt8(ascii: ","))
    guard skip(UInt8(ascii: "]")) else { throw unexpected() }
    return .array(elements)
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
    let end = at + word.utf8CodeUnitCount
    guard end <= bytes.count, bytes[at..<end].elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    else { throw unexpected() }
    at = end
    return value
  }

  private mutating func number() throws(JSONSyntaxError) -> JSON {
    guard let end = JSONScanner.endOfNumber(in: bytes, from: at) else { throw unexpected() }
    let text = String(decoding: bytes[at..<end], as: UTF8.self)
    at = end
    return .number(JSONNumber(unchecked: text))
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    let start = at + 1
    let end = JSONScanner.endOfPlainText(in: bytes, from: start)
    at = end
    guard end < bytes.count, bytes[end] != UInt8(ascii: "\"") else {
      guard end < bytes.count else { throw error("unterminated string") }
      at = end + 1
      return try text(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), from: start)
    }
    return try escapedString(from: start)
  }

  private mutating func escapedString(from start: Int) throws(JSONSyntaxError) -> String {
    var decoded = Array(bytes[start..<at])
    while true {
      guard at < bytes.count else { throw error("unterminated string") }
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        return try text(decoded, from: start)
      case UInt8(ascii: "\\"): try escape(into: &decoded)
      default: throw error("control character in a string")
      }
      let end = JSONScanner.endOfPlainText(in: bytes, from: at)
      decoded.append(contentsOf: bytes[at..<end])
      at = end
    }
  }

  private func text(_ utf8: some Collection<UInt8>, from start: Int) throws(JSONSyntaxError) -> String {
    guard let text = String(validating: utf8, as: UTF8.self) else {
      throw JSONSyntaxError("invalid UTF-8 in a string", at: start, in: bytes)
    }
    return text
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(JSONSyntaxError) {
    at += 1
    guard at < bytes.count else { throw error("unterminated string") }
    let letter = bytes[at]
    at += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"): decoded.append(contentsOf: String(try escapedScalar()).utf8)
    default:
      at -= 1
      throw error("invalid escape in a string")
    }
  }

  private mutating func escapedScalar() throws(JSONSyntaxError) -> Unicode.Scalar {
    let first = try fourHexDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let mark = at
    guard first < 0xDC00, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    at += 2
    let second = try fourHexDigits()
    if (0xDC00...0xDFFF).contains(second), let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) {
      return scalar
    }
    at = mark
    return "\u{FFFD}"
  }

  private mutating func fourHexDigits() throws(JSONSyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard at < bytes.count, let digit = JSONScanner.hexValue(bytes[at]) else { throw error("invalid \\u escape in a string") }
      value = value << 4 | digit
      at += 1
    }
    return value
  }

  private mutating func skipSpace() { at = JSONScanner.skipSpace(in: bytes, from: at) }

  private mutating func skip(_ byte: UInt8) -> Bool {
    skipSpace()
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private func error(_ message: String) -> JSONSyntaxError { JSONSyntaxError(message, at: at, in: bytes) }

  private func unexpected() -> JSONSyntaxError {
    guard at < bytes.count else { return error("unexpected end of input") }
    let byte = bytes[at]
    return error(
      (0x21...0x7E).contains(byte) ? "unexpected character '\(Unicode.Scalar(byte))'" : "unexpected byte \(byte)")
  }
}
