import Glibc
package import JSON

/// Writes the log: one JSON object per line on standard output, `{"type", "timestamp", "level", "detail"}` as Hasura's.
package struct Log: Sendable {
  private let threshold: LogLevel

  package init(threshold: LogLevel) { self.threshold = threshold }

  package func write(_ level: LogLevel, _ type: String, _ detail: @autoclosure () -> JSON) {
    guard level >= threshold else { return }
    let line: JSON = [
      "type": .string(type), "timestamp": .string(Self.now()), "level": .string(level.rawValue), "detail": detail(),
    ]
    var bytes = line.bytes
    bytes.append(UInt8(ascii: "\n"))
    // One write per line: lines of several threads do not mix (POSIX: writes to a pipe up to PIPE_BUF are atomic, files append).
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let written = Glibc.write(STDOUT_FILENO, rest.baseAddress, rest.count)
        guard written > 0 else { return }
        rest = rest.dropFirst(written)
      }
    }
  }

  /// The time as `2026-11-21T09:13:00.123+0000`, Hasura's form.
  static func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    var parts = tm()
    gmtime_r(&time.tv_sec, &parts)
    func padded(_ number: some BinaryInteger, _ width: Int = 2) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let day = "\(padded(parts.tm_year + 1900, 4))-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
    let clock = "\(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec)).\(padded(time.tv_nsec / 1_000_000, 3))"
    return "\(day)T\(clock)+0000"
  }
}

extension UnsafeRawBufferPointer.SubSequence {
  fileprivate var baseAddress: UnsafeRawPointer? { UnsafeRawBufferPointer(rebasing: self).baseAddress }
}
