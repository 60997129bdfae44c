import ConnectorProtocol
import Glibc
import NIOCore
import NIOPosix

extension DataConnection {
  /// Connects to the process and has it open the database connection. Nothing of `call` stands in any error.
  static func opened(
    to session: ConnectorSession, on eventLoop: any EventLoop, for call: OpenCall, until deadline: NIODeadline, grace: TimeAmount
  ) async throws(CallFailure) -> DataConnection {
    let connection = DataConnection(session: session, eventLoop: eventLoop, answerGrace: grace)
    let descriptor = try await socket(of: session, on: eventLoop, until: deadline)
    let request = session.nextRequestID()
    do throws(CallFailure) {
      try await connection.attach(descriptor)
      switch try await connection.reply(to: .open(call, token: session.token), request: request, until: deadline) {
      case .opened: return connection
      case .error(let error): throw .refused(error)
      default: throw .lost("the connector \(session.name) broke the protocol: it did not answer the opening of a connection")
      }
    } catch {
      connection.close()
      throw error
    }
  }

  /// Sends a request and waits for the first frame of its answer; gives up with the calling task.
  func reply(
    to message: HostMessage, request: UInt32, until deadline: NIODeadline?
  ) async throws(CallFailure) -> ConnectorMessage {
    let reply = await withTaskCancellationHandler {
      await send(message, request: request, until: deadline)
    } onCancel: {
      giveUp(request: request)
    }
    switch reply {
    case .message(let message, _): return message
    case .lost(let reason): throw .lost(reason)
    case .gaveUp(let reason): throw CallFailure(reason)
    }
  }

  private static func socket(
    of session: ConnectorSession, on eventLoop: any EventLoop, until deadline: NIODeadline
  ) async throws(CallFailure) -> CInt {
    while true {
      do throws(SystemError) {
        return try connectUnixSocket(session.socketPath)
      } catch {
        // A full queue empties by itself; without a listener the process is gone or of no use.
        guard error.number == EAGAIN else { throw .unreachable(session.name) }
      }
      guard !Task.isCancelled else { throw .cancelled }
      guard NIODeadline.now() < deadline else { throw .timedOut }
      let pause = Handover<Void>()
      await pause.value(until: .now() + .milliseconds(1), on: eventLoop) { _ in }
    }
  }

  private func attach(_ descriptor: CInt) async throws(CallFailure) {
    let attached = Handover<Result<Void, CallFailure>>()
    ClientBootstrap(group: eventLoop)
      .channelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 8192, maximum: 512 * 1024))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(self) }
      }
      .withConnectedSocket(descriptor)
      .whenComplete { result in
        attached.deliver(result.map { _ in }.mapError { .lost("a socket could not be attached: \($0)") })
      }
    try await attached.value(until: nil, on: eventLoop) { .failure(CallFailure($0)) }.get()
  }
}
