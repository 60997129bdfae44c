import Glibc
import JSON
import NIOCore
import NIOHTTP1

/// Speaks GraphQL over HTTP on one connection of a ``RemoteGraphQLServer``.
final class RemoteGraphQLHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let service: RemoteGraphQLService
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(_ service: RemoteGraphQLService) { self.service = service }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let bytes): body += bytes.readableBytesView
    case .end:
      if let head { answer(head, context) }
      head = nil
    }
  }

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let json = (try? JSON(parsing: body)) ?? .null
    let query = head.method == .POST ? json["query"]?.stringValue : nil
    let request = RemoteGraphQLServer.Request(
      query: query ?? "", operationName: json["operationName"]?.stringValue, variables: json["variables"]?.objectValue ?? JSONObject(),
      body: json, headers: head.headers.map { ($0.name.lowercased(), $0.value) }, isIntrospection: query?.contains("__schema") ?? false)
    switch service.receive(request) {
    case .normal where query == nil, .slow where query == nil:
      write(400, [("Content-Type", "text/plain")], Array("not a GraphQL request".utf8), head, context)
    case .normal: write(request, head, context)
    case .slow(let milliseconds):
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      context.eventLoop.scheduleTask(in: .milliseconds(Int64(milliseconds))) {
        let (handler, context) = bound.value
        if context.channel.isActive { handler.write(request, head, context) }
      }
    case .raw(let status, let headers, let body): write(status, headers.map { ($0.key, $0.value) }, body, head, context)
    case .huge(let bytes): writeHuge(bytes, head, context)
    case .hang: break
    case .close: context.close(promise: nil)
    case .reset: reset(context)
    case .breakOff(let isReset):
      send(Array("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"data\":{".utf8), isReset, context)
    case .bytes(let bytes): send(bytes, false, context)
    }
  }

  private func reset(_ context: ChannelHandlerContext) {
    // A socket that does not linger drops what it has not sent.
    let channel = context.channel
    guard let socket = channel as? any SocketOptionProvider else { return }
    socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
  }

  /// Past HTTP's encoder: what it would not write.
  private func send(_ bytes: [UInt8], _ isReset: Bool, _ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    guard let first = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self) else { return }
    first.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes))).whenComplete { _ in
      let context = bound.value.1
      guard isReset else { return context.close(promise: nil) }
      // The client shall have seen the bytes.
      context.eventLoop.scheduleTask(in: .milliseconds(50)) {
        let (handler, context) = bound.value
        handler.reset(context)
      }
    }
  }

  private func write(_ request: RemoteGraphQLServer.Request, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let headers = [("Content-Type", "application/json")] + service.headers
    write(200, headers, service.answer(to: request).bytes, head, context)
  }

  private func write(
    _ status: Int, _ headers: [(String, String)], _ body: [UInt8], _ head: HTTPRequestHead, _ context: ChannelHandlerContext
  ) {
    var answer = HTTPHeaders(headers)
    answer.replaceOrAdd(name: "Content-Length", value: String(body.count))
    context.write(
      wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: HTTPResponseStatus(statusCode: status), headers: answer))),
      promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  /// `{"data":"aaaa...`, as fast as the client takes it.
  private func writeHuge(_ bytes: Int, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let headers = HTTPHeaders([("Content-Type", "application/json"), ("Content-Length", String(bytes))])
    context.write(wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .ok, headers: headers))), promise: nil)
    writePart(ByteBuffer(string: "{\"data\":\""), of: bytes, context)
  }

  private func writePart(_ part: ByteBuffer, of left: Int, _ context: ChannelHandlerContext) {
    let part = part.readableBytes > left ? ByteBuffer(repeating: UInt8(ascii: "a"), count: left) : part
    let rest = left - part.readableBytes
    guard rest > 0 else {
      context.write(wrapOutboundOut(.body(.byteBuffer(part))), promise: nil)
      return context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(part)))).whenSuccess {
      let (handler, context) = bound.value
      handler.writePart(ByteBuffer(repeating: UInt8(ascii: "a"), count: 1 << 16), of: rest, context)
    }
  }
}
