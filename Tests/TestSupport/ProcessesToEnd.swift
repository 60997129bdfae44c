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
    let started = list.withLock { $0 }
    // What ended earlier is skipped: its number may be another process's by now.
    let running = Set(ProcessTable.children(of: getpid()))
    let toEnd = started.filter { running.contains($0.process) }
    for one in toEnd { kill(one.process, one.signal) }
    // A server that still writes would leave the rest of its folder behind.
    if !eventually(within: 5, { !toEnd.contains { ProcessTable.isRunning($0.process) } }) {
      for one in toEnd where ProcessTable.isRunning(one.process) { kill(one.process, SIGKILL) }
    }
    for one in started { try? FileManager.default.removeItem(atPath: one.folder) }
  }
}
