/// The rule for names of the GraphQL specification (section 2.1.9).
enum GraphQLName {
  /// Whether a text may be a name in a schema; names that begin with two underscores are the specification's own.
  static func isValid(_ text: String) -> Bool {
    isWord(text) && !text.hasPrefix("__")
  }

  /// Whether a text has the form of a name.
  static func isWord(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) else { return false }
    return text.utf8.allSatisfy { isLetter($0) || $0 &- UInt8(ascii: "0") < 10 }
  }

  /// A text with `_` for what cannot stand in a name.
  static func replacingOthers(in text: String) -> String {
    String(decoding: text.utf8.map { isLetter($0) || $0 &- UInt8(ascii: "0") < 10 ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (byte | 0x20) &- UInt8(ascii: "a") < 26
  }
}
