import ConnectorKit
import ConnectorProtocol
import Glibc
import JSON
import Synchronization

/// What the configuration's `misbehave` asks for. Queries are counted per process, from 1.
///
/// - `crash_on_query`, `freeze_on_query`, `stall_on_query`: N. A crash kills the process, a freeze stops all of its threads (pings too),
///   a stall holds the one call until it is cancelled.
/// - `fail_on_query`: N; an error of the family `unavailable` that may be retried.
/// - `query_delay`, `open_delay`: milliseconds.
/// - `wrong_ordinals`: rows of lookups are labelled with ordinals that no key has.
/// - `oversized_frame_on_query`, `garbage_on_query`: N; bytes that are no frame.
/// - `noisy`: true; every query writes a line on standard output and standard error.
struct Misbehaviour: Sendable {
  private let settings: [String: Int]
  private static let queries = Atomic<Int>(0)

  init(_ json: JSON?) {
    var settings: [String: Int] = [:]
    for (name, value) in json?.objectValue ?? JSONObject() { settings[name] = value.int ?? (value.boolValue == true ? 1 : 0) }
    self.settings = settings
  }

  var hasWrongOrdinals: Bool { settings["wrong_ordinals"] == 1 }

  /// When a session opens.
  func open() { sleep("open_delay") }

  /// Before a query. `isCancelled` ends a stall.
  func beforeQuery(_ answer: Answer, isCancelled: () -> Bool) throws(ConnectorError) {
    if settings.isEmpty { return }
    let number = Self.queries.add(1, ordering: .relaxed).newValue
    sleep("query_delay")
    if settings["noisy"] == 1 { makeNoise() }
    if settings["crash_on_query"] == number { kill(getpid(), SIGKILL) }
    if settings["freeze_on_query"] == number { kill(getpid(), SIGSTOP) }
    if settings["stall_on_query"] == number {
      while !isCancelled() { usleep(2000) }
      throw ConnectorError(.cancelled, message: "the stalled query was cancelled")
    }
    if settings["fail_on_query"] == number {
      throw ConnectorError(.unavailable, code: "test-failure", message: "the reference connector was told to fail", isRetryable: true)
    }
    if settings["oversized_frame_on_query"] == number { try answer.sendUnframed([UInt8](repeating: 0xFF, count: 64)) }
    if settings["garbage_on_query"] == number { try answer.sendUnframed(Array("HTTP/1.1 200 OK\r\n\r\n".utf8)) }
  }

  private func sleep(_ setting: String) {
    if let milliseconds = settings[setting] { usleep(UInt32(milliseconds) * 1000) }
  }

  private func makeNoise() {
    let line = Array("{\"noise\": \"not JSON\n".utf8)
    for descriptor in [Int32(1), 2] { _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } }
  }
}
