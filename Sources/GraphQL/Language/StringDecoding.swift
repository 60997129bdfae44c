/// The content of string tokens (section 2.9.4 of the specification).
enum StringDecoding {
  /// The text of a quoted string's inside: escapes resolved.
  static func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) throws(Lexer.Failure) -> String {
    guard bytes.contains(UInt8(ascii: "\\")) else { return try validated(bytes, at: bytes.startIndex) }
    var decoded: [UInt8] = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      if bytes[at] == UInt8(ascii: "\\") {
        at = try appendEscape(in: bytes, at: at, to: &decoded)
      } else {
        decoded.append(bytes[at])
        at += 1
      }
    }
    return try validated(decoded, at: bytes.startIndex)
  }

  private static func validated(_ bytes: some Collection<UInt8>, at offset: Int) throws(Lexer.Failure) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw Lexer.Failure(message: "Invalid UTF-8.", offset: offset) }
    return text
  }

  /// Appends what the escape at `start` stands for and returns where it ends.
  private static func appendEscape(
    in bytes: Slice<UnsafeBufferPointer<UInt8>>, at start: Int, to decoded: inout [UInt8]
  ) throws(Lexer.Failure) -> Int {
    let letter = start + 1 < bytes.endIndex ? bytes[start + 1] : 0
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"):
      let (scalar, end) = try unicodeEscape(in: bytes, at: start)
      decoded.append(contentsOf: String(scalar).utf8)
      return end
    default:
      let shown = String(decoding: bytes[start..<min(start + 2, bytes.endIndex)], as: UTF8.self)
      throw Lexer.Failure(message: "Invalid character escape sequence: \"\(shown)\".", offset: start)
    }
    return start + 2
  }

  private static func unicodeEscape(
    in bytes: Slice<UnsafeBufferPointer<UInt8>>, at start: Int
  ) throws(Lexer.Failure) -> (Unicode.Scalar, Int) {
    let invalid = Lexer.Failure(message: "Invalid Unicode escape sequence.", offset: start)
    if start + 2 < bytes.endIndex, bytes[start + 2] == UInt8(ascii: "{") {
      guard let close = bytes[start...].firstIndex(of: UInt8(ascii: "}")), (start + 4...start + 11).contains(close),
        let value = hexadecimal(bytes[(start + 3)..<close]), let scalar = Unicode.Scalar(value)
      else { throw invalid }
      return (scalar, close + 1)
    }
    guard start + 6 <= bytes.endIndex, let first = hexadecimal(bytes[(start + 2)..<(start + 6)]) else { throw invalid }
    if let scalar = Unicode.Scalar(first) { return (scalar, start + 6) }
    let low = start + 6
    guard first < 0xDC00, low + 6 <= bytes.endIndex, bytes[low] == UInt8(ascii: "\\"), bytes[low + 1] == UInt8(ascii: "u"),
      let second = hexadecimal(bytes[(low + 2)..<(low + 6)]), (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw invalid }
    return (scalar, low + 6)
  }

  private static func hexadecimal(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32? {
    var value: UInt32 = 0
    for digit in digits {
      let letter = (digit | 0x20) &- UInt8(ascii: "a")
      guard Lexer.isDigit(digit) || letter < 6, value < 1 << 28 else { return nil }
      value = value << 4 | UInt32(Lexer.isDigit(digit) ? digit - UInt8(ascii: "0") : letter + 10)
    }
    return value
  }

  /// The text of a block string's inside: `\"""` resolved, common indentation and blank first and last lines removed.
  static func blockText(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) throws(Lexer.Failure) -> String {
    var lines = blockLines(bytes)
    let isBlank = { (line: [UInt8]) in line.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    let indents = lines.dropFirst().filter { !isBlank($0) }.map { $0.prefix { $0 == 0x20 || $0 == 0x09 }.count }
    if let common = indents.min() {
      for index in lines.indices.dropFirst() { lines[index].removeFirst(min(common, lines[index].count)) }
    }
    let trimmed = lines.drop(while: isBlank)
    let end = trimmed.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? trimmed.startIndex
    return try validated(Array(trimmed[..<end].joined(separator: [0x0A])), at: bytes.startIndex)
  }

  private static func blockLines(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> [[UInt8]] {
    var lines: [[UInt8]] = [[]]
    var at = bytes.startIndex
    while at < bytes.endIndex {
      let byte = bytes[at]
      at += 1
      switch byte {
      case 0x0A: lines.append([])
      case 0x0D:
        if at < bytes.endIndex, bytes[at] == 0x0A { at += 1 }
        lines.append([])
      case UInt8(ascii: "\\") where bytes[at...].starts(with: Array("\"\"\"".utf8)):
        lines[lines.count - 1].append(contentsOf: "\"\"\"".utf8)
        at += 3
      default: lines[lines.count - 1].append(byte)
      }
    }
    return lines
  }
}
