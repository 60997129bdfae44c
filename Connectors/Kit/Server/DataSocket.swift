import ConnectorProtocol
import Glibc
import JSON

/// One data socket: one thread, one session, one call at a time.
///
/// `@unchecked`: everything but `running` and `socket.shutDown()` belongs to the one thread that is in ``serve()``.
final class DataSocket: @unchecked Sendable {
  let running = RunningCall()
  let socket: FrameSocket
  private let server: ConnectorServer
  private let arena = WireArena()
  private var out = ByteWriter(capacity: 1024)
  let answers: AnswerWriter

  init(_ descriptor: Int32, of server: ConnectorServer) {
    socket = FrameSocket(descriptor)
    answers = AnswerWriter(socket, running)
    self.server = server
  }

  /// Serves the socket until the host closes it.
  func serve() {
    guard let (session, requestID) = openSession() else { return }
    running.setSession(session)
    server.deadlines.add(running)
    var calls = SessionCalls(session, self)
    do throws(FrameSocket.Failure) {
      try reply(.opened, to: requestID)
      while let (requestID, message) = try nextRequest() {
        try calls.perform(message, requestID)
      }
    } catch {
      report(error)
    }
    server.deadlines.remove(running)
    running.setSession(nil)
    calls.close()
  }

  /// Sends a message that is one frame.
  func reply(_ message: ConnectorMessage, to requestID: UInt32) throws(FrameSocket.Failure) {
    append(message, to: requestID)
    try flush()
  }

  /// Adds a message to those that ``flush()`` sends.
  func append(_ message: ConnectorMessage, to requestID: UInt32) {
    let before = out.count
    message.append(to: &out, requestID: requestID, in: arena)
    // A frame that no host accepts would end the socket; this ends only the call.
    if out.count - before > Int(FramePrefix.maximumLength) {
      out.truncate(to: before)
      let error = ConnectorError(.unsupported, code: "answer-too-large", message: "an answer of this call is larger than one frame may be")
      ConnectorMessage.error(error).append(to: &out, requestID: requestID, in: arena)
    }
  }

  func flush() throws(FrameSocket.Failure) {
    defer { out.removeAll(keepingCapacity: out.count < 1 << 20) }
    try out.withBytes { bytes throws(FrameSocket.Failure) in try socket.write(bytes) }
  }

  /// Takes back what was added and not sent yet.
  func discard() { out.removeAll() }

  /// Makes a call known to those who may interrupt it. `deadline` is in milliseconds from now; 0 means none.
  func begin(_ requestID: UInt32, deadline: UInt32) {
    server.deadlines.begin(requestID, on: running, deadline: deadline == 0 ? .max : DeadlineWatch.now() + Int(deadline))
  }

  /// The next message that is not credit; credit that comes between two calls was meant for the one that ended.
  private func nextRequest() throws(FrameSocket.Failure) -> (UInt32, HostMessage)? {
    while true {
      let next = try socket.read { frame throws(FrameError) in (frame.prefix, try HostMessage(decoding: frame, in: self.arena)) }
      guard let (prefix, message) = next else { return nil }
      switch message {
      case .credit: continue
      case let message?: return (prefix.requestID, message)
      case nil: try reply(.error(Self.unknown(prefix.rawType)), to: prefix.requestID)
      }
    }
  }

  private static func unknown(_ type: UInt8) -> ConnectorError {
    ConnectorError(.unsupported, code: "unknown-request", message: "this connector does not know requests of type \(type)")
  }

  private func openSession() -> (any Session, UInt32)? {
    do throws(FrameSocket.Failure) {
      guard let (requestID, message) = try nextRequest() else { return nil }
      do throws(ConnectorError) {
        guard case .open(let call, let token) = message else {
          throw ConnectorError(.internal, code: "protocol", message: "the first frame of a data socket must be OPEN")
        }
        guard token == server.token else { throw ConnectorError(.permission, code: "wrong-token", message: "the token is wrong") }
        return (try server.connector.open(call), requestID)
      } catch {
        try reply(.error(error), to: requestID)
      }
    } catch {
      report(error)
    }
    return nil
  }

  private func report(_ failure: FrameSocket.Failure) {
    guard case .malformed(let error) = failure else { return }
    ConnectorLog.error("a data socket ends: \(error.message)")
  }
}
