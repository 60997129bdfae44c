import Glibc
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

  /// Writes the canonical spelling of a timestamp with an offset, moved to +00:00 and without it; what has no offset is there already.
  static func writeInstant(_ text: UnsafeRawBufferPointer, into out: inout ByteWriter) -> Bool {
    guard write(text, into: &out) else { return false }
    let written = out.takeArray()
    let zone = written[19...].firstIndex { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "Z") }
    let offset = zone.map { minutes(of: written[$0...]) } ?? 0
    if offset == 0 {
      out.append(contentsOf: written[..<19])
    } else {
      writeSeconds(of: written, movedBy: -offset, into: &out)
    }
    out.append(contentsOf: written[19..<(zone ?? written.count)])
    return true
  }

  /// Minutes east of Greenwich: `+02`, `+0230` or `+02:30`; 0 for `Z`.
  private static func minutes(of zone: ArraySlice<UInt8>) -> Int {
    let digits = zone.filter(isDigit).map { Int($0) - 0x30 }
    let hours = digits.prefix(2).reduce(0) { $0 * 10 + $1 }
    let minutes = digits.dropFirst(2).prefix(2).reduce(0) { $0 * 10 + $1 }
    return (hours * 60 + minutes) * (zone.first == UInt8(ascii: "-") ? -1 : 1)
  }

  private static func writeSeconds(of text: [UInt8], movedBy minutes: Int, into out: inout ByteWriter) {
    func number(_ at: Int, _ count: Int) -> Int32 { text[at..<(at + count)].reduce(0) { $0 * 10 + Int32($1) - 0x30 } }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (number(0, 4) - 1900, number(5, 2) - 1, number(8, 2))
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (number(11, 2), number(14, 2), number(17, 2))
    var seconds = timegm(&parts) + minutes * 60
    gmtime_r(&seconds, &parts)
    let fields = [(parts.tm_year + 1900, "", 4), (parts.tm_mon + 1, "-", 2), (parts.tm_mday, "-", 2)]
    for (value, separator, width) in fields + [(parts.tm_hour, "T", 2), (parts.tm_min, ":", 2), (parts.tm_sec, ":", 2)] {
      let digits = String(value)
      out.append(contentsOf: separator + String(repeating: "0", count: max(0, width - digits.count)) + digits)
    }
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
