import JSON
import SQLConnector

/// Canonical times as MySQL takes them: MariaDB knows neither `Z` nor offsets, and a session's time zone is +00:00.
enum MySQLTime {
  /// `2020-01-31T10:00:00.5`; an offset does not count for a time without zone, as in PostgreSQL.
  static func write(timestamp text: UnsafeRawBufferPointer, into out: inout ByteWriter) -> Bool {
    guard var parts = Parts(text) else { return false }
    parts.offset = 0
    parts.write(into: &out)
    return true
  }

  /// `2020-01-31T10:00:00.5+02:00`, moved to +00:00; without offset it is that already.
  static func write(instant text: UnsafeRawBufferPointer, into out: inout ByteWriter) -> Bool {
    guard let parts = Parts(text) else { return false }
    parts.write(into: &out)
    return true
  }

  /// `-100:00:00.5`: a `TIME` is a span as well. Nothing that the server would round, cut or saturate.
  static func write(time text: UnsafeRawBufferPointer, into out: inout ByteWriter) -> Bool {
    let span = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
    let parts = span.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), (1...3).contains(parts[0].count), parts[1].count == 2 else { return false }
    let seconds = (parts.count == 3 ? Array(parts[2]) : Array("00".utf8))
      .split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = seconds.first, whole.count == 2, seconds.dropFirst().allSatisfy({ $0.dropFirst(6).allSatisfy { $0 == 0x30 } }) else {
      return false
    }
    let digits = Array(parts[0]) + Array(parts[1]) + seconds.flatMap(\.self)
    guard digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), parts[1].first ?? 0x39 < 0x36, whole.first ?? 0x39 < 0x36 else { return false }
    guard parts[0].reduce(0, { $0 * 10 + Int($1) - 0x30 }) <= 838 else { return false }
    out.append(contentsOf: text)
    return true
  }

  private struct Parts {
    /// Days since 1970-01-01.
    var day: Int
    var minute: Int
    /// Seconds with fraction, as written.
    var seconds: [UInt8]
    /// Minutes east of Greenwich.
    var offset = 0

    init?(_ text: UnsafeRawBufferPointer) {
      if text.count == 10 {
        var ignored = ByteWriter(capacity: 16)
        guard SQLKeyCheck.date(text, &ignored) else { return nil }
        (day, minute, seconds) = (Self.day(of: text), 0, Array("00".utf8))
        return
      }
      var ignored = ByteWriter(capacity: 64)
      guard SQLKeyCheck.timestamp(text, &ignored) else { return nil }
      day = Self.day(of: text)
      minute = Self.number(text, 11) * 60 + Self.number(text, 14)
      let rest = Array(text[16...])
      let zone = rest.firstIndex { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "Z") } ?? rest.count
      seconds = Array(rest[..<zone].dropFirst())
      if seconds.isEmpty { seconds = Array("00".utf8) }
      // More digits than a microsecond has would be rounded.
      let fraction = seconds.dropFirst(3)
      guard fraction.dropFirst(6).allSatisfy({ $0 == 0x30 }) else { return nil }
      seconds = Array(seconds.prefix(9))
      if zone + 2 < rest.count {
        let minutes = rest.count > zone + 4 ? Self.number(rest, zone + 4) : 0
        offset = (Self.number(rest, zone + 1) * 60 + minutes) * (rest[zone] == UInt8(ascii: "-") ? -1 : 1)
      }
    }

    func write(into out: inout ByteWriter) {
      let total = day * 1440 + minute - offset
      let day = Int((Double(total) / 1440).rounded(.down))
      let minute = total - day * 1440
      let date = Self.date(of: day)
      Self.pad(date.year, 4, &out)
      out.append(UInt8(ascii: "-"))
      Self.pad(date.month, 2, &out)
      out.append(UInt8(ascii: "-"))
      Self.pad(date.day, 2, &out)
      out.append(UInt8(ascii: " "))
      Self.pad(minute / 60, 2, &out)
      out.append(UInt8(ascii: ":"))
      Self.pad(minute % 60, 2, &out)
      out.append(UInt8(ascii: ":"))
      out.append(contentsOf: seconds)
    }

    private static func number(_ text: some Collection<UInt8>, _ at: Int) -> Int {
      text.dropFirst(at).prefix(2).reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }

    private static func pad(_ value: Int, _ width: Int, _ out: inout ByteWriter) {
      var limit = 10
      for _ in 1..<width {
        if value < limit { out.append(UInt8(ascii: "0")) }
        limit *= 10
      }
      out.append(value)
    }

    /// Days from civil, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    private static func day(of text: UnsafeRawBufferPointer) -> Int {
      let month = number(text, 5)
      let year = number(text, 0) * 100 + number(text, 2) - (month <= 2 ? 1 : 0)
      let era = year / 400
      let yearOfEra = year - era * 400
      let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + number(text, 8) - 1
      return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(of day: Int) -> (year: Int, month: Int, day: Int) {
      let shifted = day + 719_468
      let era = shifted / 146_097
      let dayOfEra = shifted - era * 146_097
      let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
      let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
      let shiftedMonth = (5 * dayOfYear + 2) / 153
      let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
      return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
  }
}
