/// Bytes as `\x0a1b`.
enum Hexadecimal {
  static func text(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var text = Array("\\x".utf8)
    text.reserveCapacity(bytes.count * 2 + 2)
    for byte in bytes {
      text.append(digit(byte >> 4))
      text.append(digit(byte & 15))
    }
    return text
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 0x30 : value + 0x57 }

  /// The bytes that `\x0a1b` means; nil if it is no such text.
  static func bytes(of text: some Collection<UInt8>) -> [UInt8]? {
    guard text.starts(with: "\\x".utf8), text.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    var rest = text.dropFirst(2)
    while !rest.isEmpty {
      guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return bytes
  }
}
