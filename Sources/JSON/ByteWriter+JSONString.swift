extension ByteWriter {
  /// Appends a JSON string, with quotes and escapes, of bytes that are known to be valid UTF-8.
  ///
  /// Escapes what RFC 8259 demands and nothing else; control characters without a short escape as `\u001f`.
  @inlinable
  public mutating func appendJSONString(_ utf8: UnsafeRawBufferPointer) {
    reserve(utf8.count &+ 2)
    append(UInt8(ascii: "\""))
    var at = 0
    while true {
      let end = JSONScanner.endOfPlainText(in: utf8, from: at)
      append(contentsOf: UnsafeRawBufferPointer(rebasing: utf8[at..<end]))
      if end == utf8.count { break }
      appendEscape(of: utf8[end])
      at = end &+ 1
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends a JSON string with quotes and escapes.
  @inlinable
  public mutating func appendJSONString(_ text: String) {
    var copy = text
    copy.withUTF8 { appendJSONString(UnsafeRawBufferPointer($0)) }
  }

  /// Appends a JSON string, with quotes and escapes, of bytes that may be invalid UTF-8; invalid parts become U+FFFD.
  public mutating func appendJSONString(repairing bytes: UnsafeRawBufferPointer) {
    if bytes.allSatisfy({ $0 < 0x80 }) {
      appendJSONString(bytes)
    } else {
      appendJSONString(String(decoding: bytes, as: UTF8.self))
    }
  }

  @usableFromInline
  mutating func appendEscape(of byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 0x22, 0x5C: append(byte)
    case 0x08: append(UInt8(ascii: "b"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0D: append(UInt8(ascii: "r"))
    case 0x09: append(UInt8(ascii: "t"))
    default:
      append(byte < 0x10 ? "u000" : "u001" as StaticString)
      let digit = byte & 0xF
      append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
    }
  }
}
