/// A pattern of SQL's `SIMILAR TO` as a POSIX extended regular expression.
///
/// `%` is any text, `_` any character, `\\` takes the next character as it is; alternatives, repetitions, groups and bracket expressions are
/// those of regular expressions; what else means something there means itself here.
enum SimilarPattern {
  static func regularExpression(_ pattern: some Sequence<UInt8>) -> [UInt8] {
    var bytes = Array("^(".utf8)
    var isEscaped = false
    var isInBrackets = false
    for byte in pattern {
      switch byte {
      case _ where isEscaped:
        bytes += isWord(byte) ? [byte] : [UInt8(ascii: "\\"), byte]
        isEscaped = false
      case UInt8(ascii: "\\"): isEscaped = true
      case _ where isInBrackets:
        bytes.append(byte)
        isInBrackets = byte != UInt8(ascii: "]")
      case UInt8(ascii: "["):
        bytes.append(byte)
        isInBrackets = true
      case UInt8(ascii: "%"): bytes += ".*".utf8
      case UInt8(ascii: "_"): bytes.append(UInt8(ascii: "."))
      case UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "$"): bytes += [UInt8(ascii: "\\"), byte]
      default: bytes.append(byte)
      }
    }
    return bytes + ")$".utf8
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte >= 0x80
  }
}
