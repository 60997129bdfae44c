import Foundation
import Glibc
import Synchronization

/// Servers that tests started and the folders they live in: ended and removed when the test process exits.
package enum ProcessesToEnd {
  private static let list = Mutex<[(process: Int32, signal: Int32, folder: String)]>([])
  private static let registered: Void = { atexit { ProcessesToEnd.end() } }()

  /// Remembers a process that this test process started.
  package static func add(_ process: Int32, signal: Int32 = SIGKILL, folder: String) {
    _ = registered
    list.withLock { $0.append((process, signal, folder)) }
  }

  private static func end() {
    for (process, signal, folder) in list.withLock({ $0 }) {
      kill(process, signal)
      try? FileManager.default.removeItem(atPath: folder)
    }
  }
}
