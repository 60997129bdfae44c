import ConnectorProtocol
import JSON
import Synchronization

/// The control socket: handshake, signs of life, cancellation and the log. It never touches a database.
final class ControlSocket: @unchecked Sendable {
  private let socket: FrameSocket
  private unowned let server: ConnectorServer
  private let arena = WireArena()
  /// Log lines come from all threads.
  private let writing = Mutex(())

  init(_ descriptor: Int32, of server: ConnectorServer) {
    socket = FrameSocket(descriptor)
    self.server = server
  }

  /// Serves until the host closes the socket; throws if the handshake fails.
  func serve() throws(ConnectorError) {
    do throws(FrameSocket.Failure) {
      guard let (requestID, first) = try next() else { return }
      let welcome: Welcome
      do throws(ConnectorError) {
        welcome = try greet(first)
      } catch {
        try write(.error(error), requestID)
        throw FrameSocket.Failure.malformed(FrameError(error.message))
      }
      try write(.welcome(welcome), requestID)
      ConnectorLog.send { [weak self] line in try? self?.write(.log(line), 0) }
      defer { ConnectorLog.send(to: nil) }
      while let (requestID, message) = try next() { try handle(message, requestID) }
    } catch {
      guard case .malformed(let cause) = error else { return }
      throw ConnectorError(.internal, code: "protocol", message: cause.message)
    }
  }

  private func next() throws(FrameSocket.Failure) -> (UInt32, HostMessage?)? {
    try socket.read { frame throws(FrameError) in (frame.prefix.requestID, try HostMessage(decoding: frame, in: self.arena)) }
  }

  private func handle(_ message: HostMessage?, _ requestID: UInt32) throws(FrameSocket.Failure) {
    switch message {
    case .ping: try write(.pong, requestID)
    case .cancel: server.deadlines.cancel(requestID)
    // What a later version says on this socket is not meant for this one.
    default: break
    }
  }

  private func greet(_ message: HostMessage?) throws(ConnectorError) -> Welcome {
    let manifest = server.connector.manifest
    guard case .hello(let hello)? = message else {
      throw ConnectorError(.internal, code: "protocol", message: "the first frame of the control socket must be HELLO")
    }
    guard hello.token == server.token else { throw ConnectorError(.permission, code: "wrong-token", message: "the token is wrong") }
    guard hello.versions.overlaps(manifest.protocolVersions) else {
      throw ConnectorError(
        .unsupported, code: "version-mismatch",
        message: "joinery \(hello.hostVersion) speaks versions \(hello.versions.sentence) of the connector protocol,"
          + " \(manifest.name) \(manifest.version) speaks \(manifest.protocolVersions.sentence)")
    }
    return Welcome(
      version: min(hello.versions.upperBound, manifest.protocolVersions.upperBound), name: manifest.name,
      connectorVersion: manifest.version,
      kinds: manifest.kinds.map { Welcome.Kind(name: $0.name, capabilities: server.connector.capabilities) })
  }

  private func write(_ message: ConnectorMessage, _ requestID: UInt32) throws(FrameSocket.Failure) {
    let frame = message.frame(requestID: requestID)
    let result = writing.withLock { _ in
      frame.withUnsafeBytes { bytes in Result { () throws(FrameSocket.Failure) in try socket.write(bytes) } }
    }
    try result.get()
  }
}

extension ClosedRange<UInt32> {
  fileprivate var sentence: String { "\(lowerBound) to \(upperBound)" }
}
