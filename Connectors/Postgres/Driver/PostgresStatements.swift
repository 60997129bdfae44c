/// Divides SQL text into its statements, as psql does, for texts whose statements must not share a transaction.
struct PostgresStatements {
  private let text: [UInt8]
  private var position = 0

  init(_ sql: String) { text = Array(sql.utf8) }

  /// The next statement without its semicolon; nil at the end. May hold nothing but blanks and comments.
  mutating func next() -> String? {
    guard position < text.count else { return nil }
    let start = position
    while position < text.count {
      if text[position] == UInt8(ascii: ";") {
        position += 1
        return String(decoding: text[start..<(position - 1)], as: UTF8.self)
      }
      skip()
    }
    return String(decoding: text[start...], as: UTF8.self)
  }

  /// Passes over one byte, or over a whole quoted piece or comment.
  private mutating func skip() {
    switch text[position] {
    case UInt8(ascii: "'"): skipQuoted(UInt8(ascii: "'"), escapes: isEscapeString)
    case UInt8(ascii: "\""): skipQuoted(UInt8(ascii: "\""), escapes: false)
    case UInt8(ascii: "-") where byte(position + 1) == UInt8(ascii: "-"):
      while position < text.count, text[position] != UInt8(ascii: "\n") { position += 1 }
    case UInt8(ascii: "/") where byte(position + 1) == UInt8(ascii: "*"): skipComment()
    case UInt8(ascii: "$"): skipDollarQuoted()
    default: position += 1
    }
  }

  private func byte(_ index: Int) -> UInt8? { index >= 0 && index < text.count ? text[index] : nil }

  /// Whether the quote at the position belongs to `E'...'`, in which a backslash escapes.
  private var isEscapeString: Bool {
    guard let before = byte(position - 1), before | 0x20 == UInt8(ascii: "e") else { return false }
    return byte(position - 2).map { !Self.isWord($0) } ?? true
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  private mutating func skipQuoted(_ quote: UInt8, escapes: Bool) {
    position += 1
    while position < text.count, text[position] != quote {
      position += escapes && text[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    position = min(position + 1, text.count)
  }

  /// Block comments nest.
  private mutating func skipComment() {
    var depth = 0
    repeat {
      switch (text[position], byte(position + 1)) {
      case (UInt8(ascii: "/"), UInt8(ascii: "*")):
        depth += 1
        position += 2
      case (UInt8(ascii: "*"), UInt8(ascii: "/")):
        depth -= 1
        position += 2
      default: position += 1
      }
    } while depth > 0 && position < text.count
  }

  private mutating func skipDollarQuoted() {
    var end = position + 1
    while end < text.count, Self.isWord(text[end]) { end += 1 }
    let isParameter = byte(position + 1).map { $0 &- UInt8(ascii: "0") < 10 } ?? false
    guard byte(end) == UInt8(ascii: "$"), !isParameter, byte(position - 1).map({ !Self.isWord($0) }) ?? true else {
      position += 1
      return
    }
    let tag = text[position...end]
    position = end + 1
    while position < text.count, !text[position...].starts(with: tag) { position += 1 }
    position = min(position + tag.count, text.count)
  }
}
