import Glibc
package import JSON
import Synchronization

/// Writes the log: one JSON object per line on standard output, `{"type", "timestamp", "level", "detail"}` as Hasura's.
///
/// Lines about the engine are written at once. Lines of which there is one per request may be held for a moment, because a system call
/// for each costs as much as a tenth of the request; they keep their place in the order.
package struct Log: Sendable {
  private let threshold: LogLevel
  private let disabledTypes: Set<String>
  private let held = HeldLines()

  /// Types of lines that can be switched on and off (`--enabled-log-types`); every other type is always written.
  package static let switchableTypes: Set<String> = [
    "startup", "http-log", "websocket-log", "webhook-log", "jwk-refresh-log", "query-log", "execution-log",
  ]
  /// Those that are on unless the setting says otherwise, as in Hasura.
  package static let defaultTypes: Set<String> = ["startup", "http-log", "websocket-log", "webhook-log", "jwk-refresh-log"]

  /// A log of lines from a level on; of the switchable types only the enabled ones are written.
  package init(threshold: LogLevel, enabledTypes: Set<String> = Self.defaultTypes) {
    self.threshold = threshold
    disabledTypes = Self.switchableTypes.subtracting(enabledTypes)
  }

  /// Whether lines of a level and type are written, for those whose making costs something.
  func writes(_ level: LogLevel, _ type: String) -> Bool { level >= threshold && !disabledTypes.contains(type) }

  /// Writes a line, and all that were held before it.
  package func write(_ level: LogLevel, _ type: String, _ detail: @autoclosure () -> JSON) {
    guard writes(level, type) else { return }
    let detail = detail()
    held.append(thenFlush: true) { line in Self.write(level, type, to: &line) { $0.append(json: detail) } }
  }

  /// Adds a line that is written within the next moments; `detail` appends one JSON value.
  func hold(_ level: LogLevel, _ type: String, _ detail: (inout ByteWriter) -> Void) {
    guard writes(level, type) else { return }
    held.append(thenFlush: false) { line in Self.write(level, type, to: &line, detail) }
  }

  /// Writes what is held.
  func flush() { held.flush() }

  /// Writes held lines several times a second until the task is cancelled.
  func keepFlushing() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(200))
      flush()
    }
  }

  private static func write(_ level: LogLevel, _ type: String, to line: inout ByteWriter, _ detail: (inout ByteWriter) -> Void) {
    line.append("{\"type\":")
    line.appendJSONString(type)
    line.append(",\"timestamp\":\"")
    line.appendTimestamp()
    line.append("\",\"level\":\"")
    line.append(contentsOf: level.rawValue)
    line.append("\",\"detail\":")
    detail(&line)
    line.append("}\n")
  }
}

/// Lines that are not written yet, shared by all threads.
private final class HeldLines: Sendable {
  private let lines = Mutex<[UInt8]>([])
  /// More than this is written without waiting for the next flush.
  private static let most = 32 << 10

  func append(thenFlush: Bool, _ write: (inout ByteWriter) -> Void) {
    var line = ByteWriter(capacity: 512)
    write(&line)
    let bytes = line.takeArray()
    lines.withLock { lines in
      lines.append(contentsOf: bytes)
      if thenFlush || lines.count > Self.most { Self.flush(&lines) }
    }
  }

  func flush() { lines.withLock { Self.flush(&$0) } }

  private static func flush(_ lines: inout [UInt8]) {
    lines.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count, let start = buffer.baseAddress {
        let count = Glibc.write(STDOUT_FILENO, start + written, buffer.count - written)
        guard count > 0 || errno == EINTR else { return }
        written += max(count, 0)
      }
    }
    lines.removeAll(keepingCapacity: true)
  }
}

extension ByteWriter {
  /// The time as `2026-11-21T09:13:00.123+0000`, Hasura's form.
  fileprivate mutating func appendTimestamp() {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    var parts = tm()
    gmtime_r(&time.tv_sec, &parts)
    append(Int(parts.tm_year) + 1900)
    for (separator, number) in [
      ("-", parts.tm_mon + 1), ("-", parts.tm_mday), ("T", parts.tm_hour), (":", parts.tm_min), (":", parts.tm_sec),
    ] as [(StaticString, Int32)] {
      append(separator)
      append(digits: Int(number), width: 2)
    }
    append(".")
    append(digits: Int(time.tv_nsec) / 1_000_000, width: 3)
    append("+0000")
  }

  /// A number with leading zeros.
  mutating func append(digits number: Int, width: Int) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while divisor > 1, number < divisor {
      append(UInt8(ascii: "0"))
      divisor /= 10
    }
    append(number)
  }
}
