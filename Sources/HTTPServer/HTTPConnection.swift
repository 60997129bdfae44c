import EventLoopExecution
import NIOCore
import NIOHTTP1
import NIOWebSocket
import NIOPosix

/// One client's connection: collects requests, and runs one task that answers them one after the other.
///
/// `@unchecked Sendable`: all state belongs to the event loop. The task runs on that loop too (`EventLoopExecutor`);
/// calls that a handler makes from elsewhere are brought there by `onLoop`.
final class HTTPConnection: ChannelDuplexHandler, RemovableChannelHandler, @unchecked Sendable {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  enum Arrival {
    case request(HTTPRequestHead, body: ByteBuffer)
    case refusal(HTTPStatus)
  }

  let channel: any Channel
  let server: ServerContext
  private let executor: EventLoopExecutor
  private var assembly: RequestAssembly
  private var arrivals = CircularBuffer<Arrival>(initialCapacity: 2)
  private var waiter: UnsafeContinuation<Arrival?, Never>?
  private var drainWaiter: UnsafeContinuation<Void, Never>?
  private var task: Task<Void, Never>?
  private var context: ChannelHandlerContext?
  private var owesContinue = false
  private var owesRead = false
  private var isDraining = false
  private var isFinished = false
  private var lastProgress = NIODeadline.now()
  private var idleCheck: Scheduled<Void>?
  private var session: WebSocketSession?

  init(channel: any Channel, server: ServerContext) {
    self.channel = channel
    self.server = server
    executor = EventLoopExecutor(channel.eventLoop)
    assembly = RequestAssembly(maximumBodyBytes: server.configuration.maximumBodyBytes)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if context.channel.isActive { start() }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
  }

  func channelActive(context: ChannelHandlerContext) {
    start()
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    end()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    lastProgress = .now()
    take(assembly.receive(unwrapInboundIn(data)))
  }

  /// While a complete request waits for its turn nothing more is read, so a client that sends requests without reading
  /// answers does not fill the memory.
  func read(context: ChannelHandlerContext) {
    if arrivals.isEmpty { context.read() } else { owesRead = true }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    lastProgress = .now()
    if context.channel.isWritable { resumeDrainWaiter() }
    context.fireChannelWritabilityChanged()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case HTTPParserError.headerOverflow, is ByteToMessageDecoderError.PayloadTooLargeError:
      take(assembly.refuse(.requestHeaderFieldsTooLarge))
    case is HTTPParserError: take(assembly.refuse(.badRequest))
    default: context.close(promise: nil)
    }
  }

  private func start() {
    guard task == nil, server.connections.add(self) else {
      if task == nil { channel.close(promise: nil) }
      return
    }
    scheduleIdleCheck(after: server.idleTimeout)
    task = Task(executorPreference: executor) {
      await self.serve()
      try? await self.channel.closeFuture.get()
      self.server.connections.remove(self)
    }
  }

  private func take(_ event: RequestAssembly.Event?) {
    switch event {
    case .complete(let head, let body):
      owesContinue = false
      deliver(.request(head, body: body))
    case .expectsContinue where waiter != nil: writeContinue()
    case .expectsContinue: owesContinue = true
    case .refuse(let status): deliver(.refusal(status))
    case nil: break
    }
  }

  private func deliver(_ arrival: Arrival) {
    guard let waiter else { return arrivals.append(arrival) }
    self.waiter = nil
    waiter.resume(returning: arrival)
  }

  private func writeContinue() {
    owesContinue = false
    context?.writeAndFlush(wrapOutboundOut(ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
  }

  private func scheduleIdleCheck(after delay: TimeAmount) {
    idleCheck = channel.eventLoop.scheduleTask(in: delay) { [weak self] in
      guard let self, !isFinished, session == nil else { return }
      let isStalled = waiter != nil || drainWaiter != nil
      let remaining = isStalled ? lastProgress + server.idleTimeout - .now() : server.idleTimeout
      guard remaining <= .zero else { return scheduleIdleCheck(after: remaining) }
      channel.close(promise: nil)
    }
  }

  /// The connection is gone: whatever waits for it goes on, and what is being computed for it is cancelled.
  func end() {
    isFinished = true
    idleCheck?.cancel()
    task?.cancel()
    resumeDrainWaiter()
    waiter?.resume(returning: nil)
    waiter = nil
  }

  private func resumeDrainWaiter() {
    drainWaiter?.resume()
    drainWaiter = nil
  }
}

// What the connection's task does.
extension HTTPConnection {
  private func serve() async {
    while let arrival = await nextArrival() {
      switch arrival {
      case .refusal(let status):
        return await refuse(status)
      case .request(let head, let body):
        guard let request = HTTPRequest(head, body: body, channel: channel) else { return await refuse(.badRequest) }
        if let (webSocket, subprotocol) = acceptedWebSocket(request) {
          return await serve(webSocket, head, request, subprotocol)
        }
        let response = ResponseInProgress(request, on: self)
        await server.respond(request, response)
        await response.conclude()
        lastProgress = .now()
        guard response.keepsConnection, await isDrained() else { return closeAfterWriting() }
      }
    }
  }

  private func nextArrival() async -> Arrival? {
    if let arrival = arrivals.popFirst() {
      if owesRead, arrivals.isEmpty {
        owesRead = false
        context?.read()
      }
      return arrival
    }
    guard !isFinished, acceptsMoreRequests else {
      channel.close(promise: nil)
      return nil
    }
    if owesContinue { writeContinue() }
    return await withUnsafeContinuation { waiter = $0 }
  }

  /// The rest of the refused request may still be on its way; closing now would make the kernel answer it with a
  /// reset, which can destroy the refusal before the client has read it.
  private func refuse(_ status: HTTPStatus) async {
    var buffer = channel.allocator.buffer(capacity: 128)
    ResponseHead(status: status, headers: [:], framing: .length(0), keepsConnection: false, isHTTP10: false).write(into: &buffer)
    owesRead = false
    context?.read()
    let channel = channel
    channel.writeAndFlush(buffer).whenComplete { _ in
      channel.close(mode: .output, promise: nil)
      channel.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(promise: nil) }
    }
  }

  private func closeAfterWriting() {
    let channel = channel
    channel.writeAndFlush(ByteBuffer()).whenComplete { _ in channel.close(promise: nil) }
  }
}

// Becoming a WebSocket.
extension HTTPConnection {
  private func acceptedWebSocket(_ request: HTTPRequest) -> (WebSocketHandling, subprotocol: String?)? {
    guard let webSocket = server.configuration.webSocket, request.method == .GET,
      request.headers[canonicalForm: "upgrade"].contains(where: { $0.lowercased() == "websocket" }),
      case .accept(let subprotocol) = webSocket.decide(request)
    else { return nil }
    return (webSocket, subprotocol)
  }

  private func serve(
    _ webSocket: WebSocketHandling, _ head: HTTPRequestHead, _ request: HTTPRequest, _ subprotocol: String?
  ) async {
    let session = WebSocketSession(request: request, subprotocol: subprotocol, channel: channel)
    do {
      try await upgrade(to: session, head, maximumMessageBytes: webSocket.maximumMessageBytes)
    } catch {
      return await refuse(.badRequest)
    }
    self.session = session
    if isDraining { session.close(code: .goingAway) }
    await webSocket.serve(session)
    session.close(code: .normalClosure)
  }

  /// The decoder goes last: it hands on the bytes that came behind the request, and the frame decoder must be there.
  private func upgrade(to session: WebSocketSession, _ head: HTTPRequestHead, maximumMessageBytes: Int) async throws {
    let upgrader = NIOWebSocketServerUpgrader(
      maxFrameSize: maximumMessageBytes, automaticErrorHandling: false,
      shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
      upgradePipelineHandler: { channel, _ in
        channel.eventLoop.makeCompletedFuture { try session.install(maximumMessageBytes: maximumMessageBytes) }
      })
    let channel = channel
    var headers = try await upgrader.buildUpgradeResponse(
      channel: channel, upgradeRequest: head, initialResponseHeaders: [:]
    ).get()
    if let subprotocol = session.subprotocol { headers.add(name: "sec-websocket-protocol", value: subprotocol) }
    guard let context else { throw ConnectionClosed() }
    session.whenClosed = { [weak self] in self?.end() }
    context.writeAndFlush(wrapOutboundOut(ResponseHead.switchingProtocols(headers)), promise: nil)
    try await upgrader.upgrade(context: context, upgradeRequest: head).get()
    try await channel.pipeline.syncOperations.removeHandler(self).get()
    try await channel.pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
      .flatMap { channel.pipeline.syncOperations.removeHandler($0) }.get()
  }
}

// What an answer needs of its connection.
extension HTTPConnection {
  /// False: the answer being written is the last one.
  var acceptsMoreRequests: Bool { !isDraining || !arrivals.isEmpty || assembly.isCollecting }

  func write(_ buffer: ByteBuffer) {
    context?.write(wrapOutboundOut(buffer), promise: nil)
  }

  func flush() {
    context?.flush()
  }

  func onLoop<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result? {
    if channel.eventLoop.inEventLoop { return body() }
    return try? await channel.eventLoop.submit(body).get()
  }

  /// Suspends while more is waiting to be sent than the high-water mark allows; false when the client has gone.
  func isDrained() async -> Bool {
    guard !channel.isWritable else { return !isFinished }
    let eventLoop = channel.eventLoop
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        eventLoop.execute {
          self.drainWaiter = continuation
          if self.isFinished || self.channel.isWritable { self.resumeDrainWaiter() }
        }
        // A cancellation that came before this point found no waiter.
        if Task.isCancelled { eventLoop.execute { self.resumeDrainWaiter() } }
      }
    } onCancel: {
      eventLoop.execute { self.resumeDrainWaiter() }
    }
    return !isFinished
  }

  /// Ends the connection with a reset instead of an orderly end, which a client of HTTP/1.0 would take for the end of the
  /// answer.
  func abort() {
    isFinished = true
    let channel = channel
    guard let socket = channel as? any SocketOptionProvider else { return channel.close(promise: nil) }
    socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
  }
}

// Shutting down; called on any thread.
extension HTTPConnection {
  /// Answers what has arrived or is arriving, then closes.
  func drain() {
    channel.eventLoop.execute {
      self.isDraining = true
      self.session?.close(code: .goingAway)
      guard self.waiter != nil, !self.acceptsMoreRequests else { return }
      self.channel.close(promise: nil)
    }
  }

  func cut() {
    channel.close(promise: nil)
  }
}
