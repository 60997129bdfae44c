import CMariaDB

/// Dates and times in canonical text: `2020-01-31T10:00:00.5`, fractions without trailing zeros.
enum TimeWriter {
  static func writeDate(_ time: MYSQL_TIME, into text: UnsafeMutablePointer<UInt8>) -> Int {
    digits(time.year, 4, text)
    text[4] = UInt8(ascii: "-")
    digits(time.month, 2, text + 5)
    text[7] = UInt8(ascii: "-")
    digits(time.day, 2, text + 8)
    return 10
  }

  static func writeDateTime(_ time: MYSQL_TIME, into text: UnsafeMutablePointer<UInt8>) -> Int {
    let length = writeDate(time, into: text)
    text[length] = UInt8(ascii: "T")
    return length + 1 + clock(time, text + length + 1)
  }

  static func writeInstant(_ time: MYSQL_TIME, into text: UnsafeMutablePointer<UInt8>) -> Int {
    var length = writeDateTime(time, into: text)
    for byte in "+00:00".utf8 {
      text[length] = byte
      length += 1
    }
    return length
  }

  /// A `TIME` is a span as well: it may be negative and longer than a day.
  static func writeTime(_ time: MYSQL_TIME, into text: UnsafeMutablePointer<UInt8>) -> Int {
    guard time.neg != 0 else { return clock(time, text) }
    text[0] = UInt8(ascii: "-")
    return clock(time, text + 1) + 1
  }

  private static func clock(_ time: MYSQL_TIME, _ text: UnsafeMutablePointer<UInt8>) -> Int {
    let hours = time.hour + time.day * 24 * (time.time_type == MYSQL_TIMESTAMP_TIME ? 1 : 0)
    let width = hours > 99 ? 3 : 2
    digits(hours, width, text)
    text[width] = UInt8(ascii: ":")
    digits(time.minute, 2, text + width + 1)
    text[width + 3] = UInt8(ascii: ":")
    digits(time.second, 2, text + width + 4)
    var length = width + 6
    if time.second_part > 0 {
      text[length] = UInt8(ascii: ".")
      digits(UInt32(truncatingIfNeeded: time.second_part), 6, text + length + 1)
      length += 7
      while text[length - 1] == UInt8(ascii: "0") { length -= 1 }
    }
    return length
  }

  private static func digits(_ value: UInt32, _ count: Int, _ text: UnsafeMutablePointer<UInt8>) {
    var rest = value
    for index in stride(from: count - 1, through: 0, by: -1) {
      text[index] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
      rest /= 10
    }
  }
}
