import JSON
import SQLConnector

/// Timestamps as SQLite's users spell them, in one spelling: `2020-01-31T10:00:00.5`.
enum SQLiteTimestamp {
  /// Writes the canonical spelling; false for what is no timestamp. A bare date is midnight; an offset stays as it is.
  static func write(_ text: UnsafeRawBufferPointer, into out: inout ByteWriter) -> Bool {
    out.removeAll()
    if text.count == 10 {
      guard SQLKeyCheck.date(text, &out) else { return false }
      out.append("T00:00:00")
      return true
    }
    guard SQLKeyCheck.timestamp(text, &out) else { return false }
    out.removeAll()
    out.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[..<10]))
    out.append(UInt8(ascii: "T"))
    writeTime(UnsafeRawBufferPointer(rebasing: text[11...]), into: &out)
    return true
  }

  /// A time of day with seconds and without zeros at the end of its fraction.
  static func writeTime(_ text: UnsafeRawBufferPointer, into out: inout ByteWriter) {
    let clock = text.prefix { $0 == UInt8(ascii: ":") || isDigit($0) }
    out.append(contentsOf: UnsafeRawBufferPointer(rebasing: clock))
    if clock.count == 5 { out.append(":00") }
    var rest = text[clock.endIndex...]
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: isDigit)
      let digits = fraction.count - fraction.reversed().prefix { $0 == UInt8(ascii: "0") }.count
      if digits > 0 { out.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest.prefix(digits + 1))) }
      rest = rest[fraction.endIndex...]
    }
    out.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
