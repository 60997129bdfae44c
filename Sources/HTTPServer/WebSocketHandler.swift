import NIOCore
import NIOWebSocket

/// Turns frames into the messages of a session.
final class WebSocketHandler: ChannelDuplexHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let session: WebSocketSession

  init(_ session: WebSocketSession) {
    self.session = session
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text:
      guard let text = String(validating: frame.unmaskedData.readableBytesView, as: UTF8.self) else {
        return session.sendClose(.dataInconsistentWithMessage)
      }
      session.receive(text)
    case .binary: session.sendClose(.unacceptableData)
    case .ping: session.write(.pong, frame.unmaskedData)
    case .connectionClose: answerClose(context, frame)
    case .pong: break
    default: session.sendClose(.protocolError)
    }
  }

  func read(context: ChannelHandlerContext) {
    if session.wantsMore { context.read() }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      session.drained()
      context.channel.read()
    }
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    session.finish()
    session.whenClosed?()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge, NIOWebSocketError.invalidFrameLength:
      session.sendClose(.messageTooLarge)
    case is NIOWebSocketError, is NIOWebSocketFrameAggregator.Error: session.sendClose(.protocolError)
    default: context.close(promise: nil)
    }
  }

  private func answerClose(_ context: ChannelHandlerContext, _ frame: WebSocketFrame) {
    var payload = frame.unmaskedData
    let code = payload.readWebSocketErrorCode() ?? .normalClosure
    session.sendClose(code)
    context.close(promise: nil)
  }
}

extension WebSocketSession {
  /// Called on the event loop, behind the frame decoder.
  func install(maximumMessageBytes: Int) throws {
    let aggregator = NIOWebSocketFrameAggregator(
      minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 1024, maxAccumulatedFrameSize: maximumMessageBytes)
    try channel.pipeline.syncOperations.addHandlers([aggregator, WebSocketHandler(self)])
  }
}
