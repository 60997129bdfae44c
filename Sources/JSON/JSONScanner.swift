/// The places in bytes where a JSON token ends: what parser and validator share.
@usableFromInline
enum JSONScanner {
  /// The first byte at or after `start` that is not white space.
  static func skipSpace(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var at = start
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default: return at
      }
    }
    return at
  }

  /// The end of the number that starts at `start`, or nil when none does (RFC 8259, section 6).
  static func endOfNumber(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var at = start
    func byte() -> UInt8 { at < bytes.count ? bytes[at] : 0 }
    func skipDigits() -> Bool {
      let first = at
      while isDigit(byte()) { at += 1 }
      return at > first
    }
    if byte() == UInt8(ascii: "-") { at += 1 }
    if byte() == UInt8(ascii: "0") {
      at += 1
    } else if !skipDigits() {
      return nil
    }
    if byte() == UInt8(ascii: ".") {
      at += 1
      if !skipDigits() { return nil }
    }
    if byte() | 0x20 == UInt8(ascii: "e") {
      at += 1
      if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { at += 1 }
      if !skipDigits() { return nil }
    }
    return at
  }

  /// The first byte at or after `start` that a string cannot hold as it is: a quote, a backslash or a control character.
  ///
  /// Looks at eight bytes at a time (the "has a byte less than" formula of Bit Twiddling Hacks).
  @inlinable
  static func endOfPlainText(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var at = start
    while at &+ 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      let control = (word &- ones &* 0x20) & ~word
      let found = (((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | control) & highs
      if found != 0 { return at &+ found.trailingZeroBitCount / 8 }
      at &+= 8
    }
    while at < bytes.count, bytes[at] >= 0x20, bytes[at] != 0x22, bytes[at] != 0x5C { at &+= 1 }
    return at
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  static func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
