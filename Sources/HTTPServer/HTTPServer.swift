package import NIOCore
import NIOHTTP1
import NIOPosix

/// A server of HTTP/1.1 and WebSockets that is listening.
package struct HTTPServer: Sendable {
  /// The port that was bound.
  package let port: Int
  private let listener: any Channel
  private let context: ServerContext

  /// Binds, and from then on runs `respond` for every request.
  ///
  /// `respond` is called on the event loop of its connection, one request of a connection after the other; its task is
  /// cancelled when the client goes. It must not block. Throws the system's error when the address cannot be bound.
  package static func start(
    _ configuration: HTTPServerConfiguration, on group: any EventLoopGroup,
    respond: @escaping @Sendable (HTTPRequest, any HTTPResponseWriter) async -> Void
  ) async throws -> HTTPServer {
    let context = ServerContext(configuration, respond: respond)
    let listener = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.writeBufferWaterMark, value: .init(low: 64 << 10, high: 256 << 10))
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try Self.install(on: channel, context) }
      }
      .bind(host: configuration.host, port: configuration.port).get()
    return HTTPServer(port: listener.localAddress?.port ?? configuration.port, listener: listener, context: context)
  }

  /// Stops listening, answers the requests that are there, and closes connections as they become idle.
  ///
  /// What is left at the deadline is cut and its handlers are cancelled; a handler that ignores that is waited for one
  /// second more. Returns the number of connections that were cut.
  @discardableResult
  package func shutdownGracefully(deadline: Duration) async -> Int {
    try? await listener.close()
    context.connections.drain()
    guard await !isEmpty(within: deadline) else { return 0 }
    let remaining = context.connections.all
    for connection in remaining { connection.cut() }
    _ = await isEmpty(within: .seconds(1))
    return remaining.count
  }

  private func isEmpty(within limit: Duration) async -> Bool {
    let isEmpty = listener.eventLoop.makePromise(of: Bool.self)
    let timer = listener.eventLoop.scheduleTask(in: TimeAmount(limit)) { isEmpty.succeed(false) }
    Task {
      await context.connections.untilEmpty()
      isEmpty.succeed(true)
    }
    defer { timer.cancel() }
    return (try? await isEmpty.futureResult.get()) ?? false
  }

  private static func install(on channel: any Channel, _ context: ServerContext) throws {
    let limit = context.configuration.maximumHeadBytes
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = limit
    limits.maxHeaderListSize = limit
    let decoder = HTTPRequestDecoder(
      leftOverBytesStrategy: .forwardBytes, informationalResponseStrategy: .drop, limitConfiguration: limits)
    // The decoder's own limits leave out the request line; this one counts what it holds undecoded.
    try channel.pipeline.syncOperations.addHandlers([
      ByteToMessageHandler(decoder, maximumBufferSize: limit + 64 << 10), HTTPConnection(channel: channel, server: context),
    ])
  }
}
