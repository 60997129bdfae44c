import CSystemCalls
package import ConnectorProtocol
import Glibc
import JSON
import Synchronization

/// A connector in service: its control socket and its data sockets, wherever they came from.
///
/// Made for sockets of a listening path (``serve(_:arguments:)``) and for socket pairs within one process (tests).
package final class ConnectorServer: Sendable {
  let connector: any Connector
  let token: String
  let deadlines = DeadlineWatch()
  private let sockets = Mutex<[ObjectIdentifier: DataSocket]>([:])
  private let threads = ThreadCount()

  package init(_ connector: any Connector, token: String) {
    self.connector = connector
    self.token = token
    deadlines.start()
  }

  /// Serves a data socket on a thread of its own.
  package func startData(_ descriptor: Int32) {
    let data = DataSocket(descriptor, of: self)
    sockets.withLock { $0[ObjectIdentifier(data)] = data }
    threads.enter()
    startThread("data") { [self] in
      data.serve()
      sockets.withLock { $0[ObjectIdentifier(data)] = nil }
      threads.leave()
    }
  }

  /// Serves the control socket on this thread until the host closes it.
  ///
  /// Throws if the host cannot be understood or does not know the token.
  package func serveControl(_ descriptor: Int32) throws(ConnectorError) {
    let control = ControlSocket(descriptor, of: self)
    try control.serve()
  }

  /// Interrupts all calls, closes all data sockets and waits for their sessions to be closed, two seconds at most.
  package func shutDown() {
    for data in sockets.withLock({ Array($0.values) }) { data.socket.shutDown() }
    deadlines.cancelAll()
    threads.waitForAll(milliseconds: 2000)
    deadlines.stop()
  }
}

/// Counts threads, so that their end can be waited for.
private final class ThreadCount: Sendable {
  private let count = Atomic<Int>(0)

  func enter() { count.add(1, ordering: .relaxed) }

  func leave() { count.subtract(1, ordering: .relaxed) }

  func waitForAll(milliseconds: Int) {
    for _ in 0..<milliseconds / 5 where count.load(ordering: .relaxed) > 0 { usleep(5000) }
  }
}
