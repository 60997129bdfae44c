import JSON

/// Texts on their way through `json_each`, which cuts them at NUL: NUL is written as U+0001 and `0`, U+0001 as U+0001 and `1`.
enum EscapedText {
  private static let escape: UInt8 = 1

  static func write(_ text: UnsafeRawBufferPointer, into out: inout ByteWriter) {
    guard text.contains(where: { $0 <= escape }) else { return out.append(contentsOf: text) }
    for byte in text {
      if byte > escape {
        out.append(byte)
      } else {
        out.append(escape)
        out.append(UInt8(ascii: "0") + byte)
      }
    }
  }

  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 <= escape }) else { return text }
    var text = text
    var out = ByteWriter(capacity: text.utf8.count * 2)
    text.withUTF8 { write(UnsafeRawBufferPointer($0), into: &out) }
    return String(decoding: out.takeArray(), as: UTF8.self)
  }

  /// Whether a text that arrived holds an escape.
  static func isPresent(in text: UnsafeRawBufferPointer) -> Bool { text.contains(escape) }

  static func unescaped(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var isEscape = false
    for byte in text {
      if byte == escape, !isEscape {
        isEscape = true
      } else {
        bytes.append(isEscape ? byte &- UInt8(ascii: "0") : byte)
        isEscape = false
      }
    }
    return bytes
  }
}
