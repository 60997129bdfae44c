extension JSON {
  /// Whether bytes are one complete JSON value in valid UTF-8, by the rules of the parser but without building the value.
  public static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var validator = JSONValidator(bytes: bytes)
    return validator.isDocument() && String(validating: bytes, as: UTF8.self) != nil
  }
}

/// Walks over a value and notes open brackets in a bit stack instead of on the machine's.
private struct JSONValidator {
  let bytes: UnsafeRawBufferPointer
  var at = 0
  var isObject: [Bool] = []

  mutating func isDocument() -> Bool {
    guard value() else { return false }
    while let inObject = isObject.last {
      skipSpace()
      guard at < bytes.count else { return false }
      let byte = bytes[at]
      at += 1
      if byte == UInt8(ascii: inObject ? "}" : "]") {
        isObject.removeLast()
      } else if byte != UInt8(ascii: ",") || !member(inObject) {
        return false
      }
    }
    skipSpace()
    return at == bytes.count
  }

  private mutating func member(_ inObject: Bool) -> Bool {
    guard inObject else { return value() }
    skipSpace()
    guard string() else { return false }
    skipSpace()
    return skip(UInt8(ascii: ":")) && value()
  }

  /// Walks over a scalar, or over the opening brackets of a container up to the end of its first innermost member.
  private mutating func value() -> Bool {
    while true {
      skipSpace()
      guard at < bytes.count else { return false }
      let byte = bytes[at]
      guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else { return scalar(byte) }
      let opensObject = byte == UInt8(ascii: "{")
      guard isObject.count < 512 else { return false }
      at += 1
      skipSpace()
      if skip(UInt8(ascii: opensObject ? "}" : "]")) { return true }
      isObject.append(opensObject)
      guard opensObject else { continue }
      guard string() else { return false }
      skipSpace()
      guard skip(UInt8(ascii: ":")) else { return false }
    }
  }

  private mutating func scalar(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "t"): return word("true")
    case UInt8(ascii: "f"): return word("false")
    case UInt8(ascii: "n"): return word("null")
    default:
      guard let end = JSONScanner.endOfNumber(in: bytes, from: at) else { return false }
      at = end
      return true
    }
  }

  private mutating func string() -> Bool {
    guard skip(UInt8(ascii: "\"")) else { return false }
    while true {
      at = JSONScanner.endOfPlainText(in: bytes, from: at)
      if skip(UInt8(ascii: "\"")) { return true }
      guard skip(UInt8(ascii: "\\")), at < bytes.count else { return false }
      let letter = bytes[at]
      at += 1
      if letter == UInt8(ascii: "u") {
        guard at + 4 <= bytes.count, bytes[at..<at + 4].allSatisfy({ JSONScanner.hexValue($0) != nil }) else { return false }
        at += 4
      } else if !"\"\\/bfnrt".utf8.contains(letter) {
        return false
      }
    }
  }

  private mutating func word(_ word: StaticString) -> Bool {
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[at...].starts(with: letters) else { return false }
    at += letters.count
    return true
  }

  private mutating func skipSpace() { at = JSONScanner.skipSpace(in: bytes, from: at) }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }
}
