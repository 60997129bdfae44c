import ConnectorProtocol
import JSON
import NIOCore

/// The control socket of one run of a connector: greeting, pings, cancels, and the connector's log.
final class ControlConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  /// What came over it, or became of it.
  enum Event {
    case connected
    case message(ConnectorMessage, requestID: UInt32)
    case nonsense(String)
    case closed
  }

  private var frames = FrameStream()
  private var context: ChannelHandlerContext?
  private let take: (Event) -> Void

  init(_ take: @escaping (Event) -> Void) { self.take = take }

  /// Whether more may come.
  var isOpen: Bool { context != nil }

  func send(_ message: HostMessage, request: UInt32 = 0) {
    guard let context else { return }
    context.writeAndFlush(NIOAny(ByteBuffer(bytes: message.frame(requestID: request, in: frames.arena))), promise: nil)
  }

  /// Closes the socket, upon which the connector ends.
  func close() { context?.close(promise: nil) }

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    take(.connected)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    do throws(FrameError) {
      try frames.take(unwrapInboundIn(data)) { frame, arena throws(FrameError) in
        guard let message = try ConnectorMessage(decoding: frame, in: arena) else { return }
        take(.message(message, requestID: frame.prefix.requestID))
      }
    } catch {
      take(.nonsense(error.message))
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.context = nil
    take(.closed)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
