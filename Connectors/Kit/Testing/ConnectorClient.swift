import CSystemCalls
package import ConnectorProtocol
import Synchronization

/// The host's side of the protocol in its simplest form: blocking, one call at a time. For tests of connectors.
///
///     let client = try ConnectorClient(inProcess: MyConnector())
///     let connection = try client.open(kind: "mine", configuration: "{}")
///     let answer = try connection.query(query, parameters: [.text("42")])
package final class ConnectorClient: @unchecked Sendable {
  /// What the connector said of itself.
  package let welcome: Welcome
  private let control: FrameSocket
  private let connectData: @Sendable () throws(ConnectorError) -> Int32
  private let shutDown: @Sendable () -> Void
  private let token: String
  private let arena = WireArena()
  private let nextID = Atomic<UInt32>(1)
  private let writing = Mutex(())
  private var lines: [LogLine] = []

  /// Serves `connector` in this process over socket pairs.
  package convenience init(inProcess connector: any Connector, hello: Hello? = nil) throws(ConnectorError) {
    let server = ConnectorServer(connector, token: "in-process")
    let (ours, theirs) = try socketPair()
    startThread("control") { try? server.serveControl(theirs) }
    try self.init(
      control: ours, hello: hello ?? Hello(hostVersion: "test", token: "in-process"),
      connectData: { () throws(ConnectorError) in
        let (ours, theirs) = try socketPair()
        server.startData(theirs)
        return ours
      }, shutDown: { server.shutDown() })
  }

  /// Connects to a connector that listens on `path`.
  package convenience init(path: String, hello: Hello) throws(ConnectorError) {
    try self.init(
      control: try connected(to: path), hello: hello, connectData: { () throws(ConnectorError) in try connected(to: path) }, shutDown: {})
  }

  private init(
    control descriptor: Int32, hello: Hello, connectData: @escaping @Sendable () throws(ConnectorError) -> Int32,
    shutDown: @escaping @Sendable () -> Void
  ) throws(ConnectorError) {
    let control = FrameSocket(descriptor)
    try control.send(.hello(hello), 0)
    guard case .welcome(let welcome) = try control.receive(arena).1 else { throw unexpected("HELLO") }
    (self.control, self.welcome, token) = (control, welcome, hello.token)
    (self.connectData, self.shutDown) = (connectData, shutDown)
  }

  /// Opens a data socket for a source.
  package func open(kind: String, configuration: String, source: String = "test") throws(ConnectorError) -> ClientConnection {
    let connection = ClientConnection(try connectData()) { [self] in nextID.add(1, ordering: .relaxed).oldValue }
    try connection.open(OpenCall(source: source, kind: kind, configuration: configuration), token: token)
    return connection
  }

  /// Asks for a sign of life and waits for it.
  package func ping() throws(ConnectorError) {
    let id = nextID.add(1, ordering: .relaxed).oldValue
    try write(.ping, id)
    while true {
      switch try control.receive(arena) {
      case (id, .pong): return
      case (_, .log(let line)): lines.append(line)
      case (_, .metrics), (_, .goAway): break
      default: throw unexpected("PING")
      }
    }
  }

  /// The lines of the connector's log that came before an answer to ``ping()``.
  package func takeLog() -> [LogLine] {
    defer { lines = [] }
    return lines
  }

  /// Cancels a request, from any thread.
  package func cancel(_ requestID: UInt32) throws(ConnectorError) { try write(.cancel, requestID) }

  /// Closes the control socket, which ends the connector.
  package func close() {
    control.shutDown()
    shutDown()
  }

  private func write(_ message: HostMessage, _ id: UInt32) throws(ConnectorError) {
    let result = writing.withLock { _ in Result { () throws(ConnectorError) in try control.send(message, id) } }
    try result.get()
  }
}

private func socketPair() throws(ConnectorError) -> (Int32, Int32) {
  var ends: [Int32] = [-1, -1]
  guard joinery_socket_pair(&ends) == 0 else { throw ConnectorError(.unavailable, message: "no socket pair") }
  return (ends[0], ends[1])
}

private func connected(to path: String) throws(ConnectorError) -> Int32 {
  let descriptor = joinery_connect_unix(path)
  guard descriptor >= 0 else { throw ConnectorError(.unavailable, message: "cannot connect to \(path)") }
  return descriptor
}

/// An answer that the protocol does not allow here.
func unexpected(_ request: String) -> ConnectorError {
  ConnectorError(.internal, code: "protocol", message: "an unexpected frame answered \(request)")
}

extension FrameSocket {
  /// Sends a message of the host.
  func send(_ message: HostMessage, _ id: UInt32) throws(ConnectorError) {
    let frame = message.frame(requestID: id)
    let result = frame.withUnsafeBytes { bytes in Result { () throws(Failure) in try write(bytes) } }
    if case .failure = result { throw Self.lost }
  }

  /// The next message of the connector; an error message is thrown.
  func receive(_ arena: WireArena) throws(ConnectorError) -> (UInt32, ConnectorMessage) {
    let next: (UInt32, ConnectorMessage?)?
    do throws(Failure) {
      next = try read { frame throws(FrameError) in (frame.prefix.requestID, try ConnectorMessage(decoding: frame, in: arena)) }
    } catch .malformed(let error) {
      throw ConnectorError(.internal, code: "protocol", message: error.message)
    } catch {
      throw Self.lost
    }
    guard let next else { throw Self.lost }
    guard let message = next.1 else { throw unexpected("a request") }
    if case .error(let error) = message { throw error }
    return (next.0, message)
  }

  private static var lost: ConnectorError { ConnectorError(.unavailable, code: "connection-lost", message: "the connector is gone") }
}
