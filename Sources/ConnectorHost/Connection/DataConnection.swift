import ConnectorProtocol
import JSON
import NIOCore
import Synchronization

/// One data socket: one connection to one database, one request at a time.
///
/// All but the atomic parts is confined to the event loop. A task on that loop writes a request and is resumed with the answer's first
/// frame without any hop; from elsewhere every step is a hop, which works and is slow.
final class DataConnection: ChannelInboundHandler, PooledConnection, @unchecked Sendable {
  typealias InboundIn = ByteBuffer

  /// What a waiting request is resumed with.
  enum Reply {
    case message(ConnectorMessage, frameSize: Int)
    /// The connection is gone.
    case lost(String)
    /// The request's own deadline passed or its task was cancelled; ``abandon()`` must follow.
    case gaveUp(GiveUp)
  }

  private enum Stage {
    case idle
    /// Frames of the request with this number are expected.
    case answering(UInt32)
    /// They are thrown away; the connection is given back after the last.
    case draining(UInt32)
    case closed(String)
  }

  let eventLoop: any EventLoop
  let session: ConnectorSession
  let openedAt = NIODeadline.now()
  /// Written by the pool's release, read while idle under the pool's lock.
  var idleSince = NIODeadline.now()

  private static let tooLarge = ConnectorError(
    .unsupported, message: "the request is too large for a connector: more than \(FramePrefix.maximumLength >> 20) MiB")
  /// A writer that grew beyond this for a large mutation is not kept.
  private static let keptCapacity = 64 * 1024

  private let open = Atomic(true)
  private let permanent = Atomic(false)
  private var stage = Stage.idle
  private var context: ChannelHandlerContext?
  private weak var pool: ConnectionPool?
  private var frames = FrameStream()
  private var writer = ByteWriter(capacity: 1024)
  private var inbox = CircularBuffer<Reply>(initialCapacity: 4)
  private var waiting: UnsafeContinuation<Reply, Never>?
  /// An interruption that found nobody waiting: the task was busy with a chunk, or the request not sent yet.
  private var interruption: (request: UInt32, GiveUp)?
  private var deadline: NIODeadline?
  private var deadlineTimer: (at: NIODeadline, Scheduled<Void>)?
  private let answerGrace: TimeAmount

  init(session: ConnectorSession, eventLoop: any EventLoop, answerGrace: TimeAmount) {
    self.session = session
    self.eventLoop = eventLoop
    self.answerGrace = answerGrace
  }

  var isOpen: Bool { open.load(ordering: .acquiring) }

  var isPermanent: Bool { permanent.load(ordering: .relaxed) }

  /// Keeps the connection until its pool is closed.
  func makePermanent() { permanent.store(true, ordering: .relaxed) }

  /// Sends a request and waits for the first frame of its answer, at most until `deadline`.
  func send(_ message: HostMessage, request: UInt32, until deadline: NIODeadline?) async -> Reply {
    await withUnsafeContinuation { continuation in
      onLoop { self.begin(message, request, deadline, continuation) }
    }
  }

  /// Waits for the next frame of the answer.
  func next() async -> Reply {
    if eventLoop.inEventLoop, let reply = inbox.popFirst() { return reply }
    return await withUnsafeContinuation { continuation in
      onLoop { self.wait(continuation) }
    }
  }

  /// Allows the connector so many bytes more of the answer to a request.
  func grant(_ bytes: UInt32, request: UInt32) {
    onLoop { self.write(.credit(bytes), request) }
  }

  /// Resumes the waiting request, if it is still this one, because its task was cancelled.
  func giveUp(request: UInt32) {
    eventLoop.execute { self.interrupt(request, .cancelled) }
  }

  /// The rest of the answer is not wanted: the connector is asked to stop, and the connection goes back to its pool when it did.
  func abandon() {
    onLoop { self.drain() }
  }

  /// Closes the socket; the connector rolls back what is open.
  func close() {
    onLoop { self.lose("the connection was closed") }
  }

  /// The pool that hears of the connection's end.
  func belong(to pool: ConnectionPool) {
    onLoop {
      if case .closed = self.stage { pool.forget(self) } else { self.pool = pool }
    }
  }

  private func onLoop(_ body: @escaping @Sendable () -> Void) {
    if eventLoop.inEventLoop { body() } else { eventLoop.execute(body) }
  }

  // MARK: - ChannelInboundHandler

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if case .closed = stage { context.close(promise: nil) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    do {
      try frames.take(unwrapInboundIn(data)) { frame, arena throws(FrameError) in try receive(frame, arena) }
    } catch {
      lose("the connector \(session.name) broke the protocol: \(error.message)")
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    lose("the connection to the connector \(session.name) broke")
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    lose("the connection to the connector \(session.name) broke")
  }
}

extension DataConnection {
  private func begin(
    _ message: HostMessage, _ request: UInt32, _ deadline: NIODeadline?, _ continuation: UnsafeContinuation<Reply, Never>
  ) {
    if case .closed(let reason) = stage { return continuation.resume(returning: .lost(reason)) }
    if let reason = takeInterruption(of: request) { return continuation.resume(returning: .gaveUp(reason)) }
    stage = .answering(request)
    waiting = continuation
    guard write(message, request) else {
      finish()
      return deliver(.message(.error(Self.tooLarge), frameSize: 0))
    }
    self.deadline = deadline
    armDeadline()
  }

  private func wait(_ continuation: UnsafeContinuation<Reply, Never>) {
    if let reply = inbox.popFirst() { return continuation.resume(returning: reply) }
    if case .closed(let reason) = stage { return continuation.resume(returning: .lost(reason)) }
    if case .answering(let request) = stage, let reason = takeInterruption(of: request) {
      return continuation.resume(returning: .gaveUp(reason))
    }
    waiting = continuation
  }

  /// Sends a frame; false if it is larger than any connector takes. To send it all the same would cost the socket.
  @discardableResult
  private func write(_ message: HostMessage, _ request: UInt32) -> Bool {
    guard let context else { return true }
    message.append(to: &writer, requestID: request, in: frames.arena)
    defer { writer.removeAll(keepingCapacity: writer.count <= Self.keptCapacity) }
    guard writer.count - 4 <= Int(FramePrefix.maximumLength) else { return false }
    var buffer = context.channel.allocator.buffer(capacity: writer.count)
    writer.withBytes { _ = buffer.writeBytes($0) }
    context.writeAndFlush(NIOAny(buffer), promise: nil)
    return true
  }

  private func receive(_ frame: Frame, _ arena: WireArena) throws(FrameError) {
    switch stage {
    case .answering(let request) where request == frame.prefix.requestID:
      guard let message = try ConnectorMessage(decoding: frame, in: arena) else { return }
      if message.endsAnswer { finish() }
      deliver(.message(message, frameSize: frame.prefix.frameSize))
    case .draining(let request) where request == frame.prefix.requestID:
      guard try ConnectorMessage(decoding: frame, in: arena)?.endsAnswer == true else { return }
      finish()
      giveBack()
    case .idle, .answering, .draining, .closed: return
    }
  }

  private func deliver(_ reply: Reply) {
    guard let continuation = waiting else { return inbox.append(reply) }
    waiting = nil
    continuation.resume(returning: reply)
  }

  private func finish() {
    stage = .idle
    deadline = nil
  }

  private func interrupt(_ request: UInt32, _ reason: GiveUp) {
    guard case .answering(request) = stage, let continuation = waiting else {
      interruption = (request, reason)
      return
    }
    waiting = nil
    continuation.resume(returning: .gaveUp(reason))
  }

  private func takeInterruption(of request: UInt32) -> GiveUp? {
    guard let interruption, interruption.request == request else { return nil }
    self.interruption = nil
    return interruption.1
  }

  private func drain() {
    inbox.removeAll()
    switch stage {
    case .idle: giveBack()
    case .draining, .closed: return
    case .answering(let request):
      stage = .draining(request)
      session.cancel(request)
      // A connector that waits for credit must wake up to see that it was cancelled.
      write(.credit(CreditWindow.size), request)
      eventLoop.scheduleTask(in: answerGrace) { [self] in
        if case .draining(request) = stage { lose("the connector \(session.name) did not end a cancelled request") }
      }
    }
  }

  /// Back to the pool; a source that is gone meanwhile has none, and nobody else would close this.
  private func giveBack() {
    if let pool { pool.release(self) } else { lose("the source was removed") }
  }

  private func lose(_ reason: String) {
    if case .closed = stage { return }
    stage = .closed(reason)
    open.store(false, ordering: .releasing)
    deadlineTimer?.1.cancel()
    deadlineTimer = nil
    context?.close(promise: nil)
    if waiting != nil { deliver(.lost(reason)) }
    pool?.forget(self)
    pool = nil
  }

  /// One timer serves many requests: a request only moves the deadline, and the timer looks again when it fires too early.
  private func armDeadline() {
    guard let deadline else { return }
    if let timer = deadlineTimer, timer.at <= deadline { return }
    deadlineTimer?.1.cancel()
    let timer = eventLoop.scheduleTask(deadline: deadline) { [self] in
      deadlineTimer = nil
      guard let current = self.deadline, case .answering(let request) = stage else { return }
      if current <= .now() { interrupt(request, .timedOut) } else { armDeadline() }
    }
    deadlineTimer = (deadline, timer)
  }
}
