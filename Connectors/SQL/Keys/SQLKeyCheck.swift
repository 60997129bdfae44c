package import JSON

/// The usual ways to decide whether a column can represent a key, for dialects to pick from.
package enum SQLKeyCheck {
  /// Every text, as it is.
  package static let any: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    out.append(contentsOf: text)
    return true
  }

  /// Every text without a NUL, as it is.
  package static let textWithoutNUL: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    if text.contains(0) { return false }
    out.append(contentsOf: text)
    return true
  }

  /// Decimal integers of 64 bits, also with a zero fraction (`7.00`); written canonically.
  package static let integer: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    guard let value = integerValue(of: text) else { return false }
    out.append(value)
    return true
  }

  /// Decimal numbers without exponent, written as JSON has them: `+.50` becomes `0.50`, `007.` becomes `7`.
  package static let decimal: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    guard isDecimal(text) else { return false }
    if text[0] == UInt8(ascii: "-") { out.append(text[0]) }
    let digits = text.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") || $0 == 0x30 }
    if !(digits.first.map(isDigit) ?? false) { out.append(UInt8(ascii: "0")) }
    let hasPointAtEnd = digits.last == UInt8(ascii: ".")
    out.append(contentsOf: UnsafeRawBufferPointer(rebasing: hasPointAtEnd ? digits.dropLast() : digits))
    return true
  }

  /// UUIDs in any accepted spelling, written in lower case with hyphens.
  package static let uuid: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    guard text.count == 36 else { return false }
    for (index, byte) in text.enumerated() {
      let isHyphen = index == 8 || index == 13 || index == 18 || index == 23
      guard isHyphen ? byte == UInt8(ascii: "-") : isHexadecimal(byte) else { return false }
    }
    for byte in text { out.append(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "F") ? byte | 0x20 : byte) }
    return true
  }

  /// `true` and `false`.
  package static let boolean: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    guard text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8) else { return false }
    out.append(contentsOf: text)
    return true
  }

  /// `2020-01-31` with a month and a day that exist in some year.
  package static let date: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    guard isDate(text) else { return false }
    out.append(contentsOf: text)
    return true
  }

  /// As ``timestamp``, for engines that keep microseconds and would round what is finer to another instant.
  package static let timestampOfMicroseconds: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    isOfMicroseconds(text) && timestamp(text, &out)
  }

  /// As ``time``, for engines that keep microseconds.
  package static let timeOfMicroseconds: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    isOfMicroseconds(text) && time(text, &out)
  }

  /// A date, then `T` or a blank, then a time of day, then perhaps an offset.
  package static let timestamp: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    guard text.count >= 16, text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " "),
      isDate(UnsafeRawBufferPointer(rebasing: text[..<10])), isTime(UnsafeRawBufferPointer(rebasing: text[11...]))
    else { return false }
    out.append(contentsOf: text)
    return true
  }

  /// A time of day, then perhaps an offset.
  package static let time: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    guard isTime(text) else { return false }
    out.append(contentsOf: text)
    return true
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// The integer that a decimal text is, nil if it is none of 64 bits. A fraction must be zero.
  package static func integerValue(of text: UnsafeRawBufferPointer) -> Int? {
    guard !text.isEmpty else { return nil }
    var at = 0
    let isNegative = text[0] == UInt8(ascii: "-")
    if isNegative || text[0] == UInt8(ascii: "+") { at = 1 }
    let firstDigit = at
    var value = 0
    while at < text.count, isDigit(text[at]) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowed) = product.subtractingReportingOverflow(Int(text[at] - 0x30))
      if overflow || overflowed { return nil }
      value = sum
      at += 1
    }
    guard at > firstDigit else { return nil }
    if at < text.count {
      guard text[at] == UInt8(ascii: "."), text[(at + 1)...].allSatisfy({ $0 == 0x30 }) else { return nil }
    }
    if isNegative { return value }
    return value == Int.min ? nil : -value
  }

  private static func isDecimal(_ text: UnsafeRawBufferPointer) -> Bool {
    var (digits, points) = (0, 0)
    for (index, byte) in text.enumerated() {
      if isDigit(byte) {
        digits += 1
      } else if byte == UInt8(ascii: ".") {
        points += 1
      } else if index > 0 || (byte != UInt8(ascii: "-") && byte != UInt8(ascii: "+")) {
        return false
      }
    }
    return digits > 0 && points <= 1
  }

  private static func number(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    var value = 0
    for index in range {
      guard index < text.count, isDigit(text[index]) else { return nil }
      value = value * 10 + Int(text[index] - 0x30)
    }
    return value
  }

  private static func isDate(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = number(text, 0..<4), let month = number(text, 5..<7), let day = number(text, 8..<10)
    else { return false }
    guard year > 0, month >= 1, month <= 12, day >= 1 else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    return day <= days
  }

  private static func isTime(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count >= 5, text[2] == UInt8(ascii: ":"), let hour = number(text, 0..<2), let minute = number(text, 3..<5) else {
      return false
    }
    guard hour < 24, minute < 60 else { return false }
    var at = 5
    if at < text.count, text[at] == UInt8(ascii: ":") {
      guard let second = number(text, 6..<8), second < 60 else { return false }
      at = 8
    }
    if at < text.count, text[at] == UInt8(ascii: ".") {
      at += 1
      while at < text.count, isDigit(text[at]) { at += 1 }
    }
    return isOffset(UnsafeRawBufferPointer(rebasing: text[at...]))
  }

  /// Whether a time's fraction has no digit but 0 behind the sixth.
  private static func isOfMicroseconds(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let point = text.firstIndex(of: UInt8(ascii: ".")) else { return true }
    return text[(point + 1)...].prefix(while: isDigit).dropFirst(6).allSatisfy { $0 == 0x30 }
  }

  private static func isOffset(_ text: UnsafeRawBufferPointer) -> Bool {
    if text.isEmpty || text.elementsEqual("Z".utf8) { return true }
    guard text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-"), let hours = number(text, 1..<3), hours < 16 else { return false }
    if text.count == 3 { return true }
    guard text.count == 6, text[3] == UInt8(ascii: ":"), let minutes = number(text, 4..<6) else { return false }
    return minutes < 60
  }
}
