import NIOCore
package import NIOWebSocket

/// A WebSocket of text messages. Pings are answered, and a binary message ends the session with 1003.
///
/// `@unchecked Sendable`: its state belongs to the event loop, where its handler runs; calls from elsewhere go there.
package final class WebSocketSession: @unchecked Sendable {
  /// The request that opened it.
  package let request: HTTPRequest
  package let subprotocol: String?
  let channel: any Channel
  var whenClosed: (@Sendable () -> Void)?
  private var messages = CircularBuffer<String>()
  private var waiter: UnsafeContinuation<String?, Never>?
  private var drainWaiters: [UnsafeContinuation<Void, Never>] = []
  private var hasSentClose = false
  private var isClosed = false

  init(request: HTTPRequest, subprotocol: String?, channel: any Channel) {
    self.request = request
    self.subprotocol = subprotocol
    self.channel = channel
  }

  /// Returns the next message of the client, nil when there will be none. One caller at a time.
  package func nextMessage() async -> String? {
    await withUnsafeContinuation { continuation in
      channel.eventLoop.execute {
        if let message = self.messages.popFirst() {
          if self.messages.isEmpty { self.channel.read() }
          continuation.resume(returning: message)
        } else if self.isClosed {
          continuation.resume(returning: nil)
        } else {
          self.waiter = continuation
        }
      }
    }
  }

  /// Suspends while the client does not read; does nothing once the session has ended.
  package func send(_ text: String) async {
    await withUnsafeContinuation { continuation in
      channel.eventLoop.execute {
        guard !self.hasSentClose, !self.isClosed else { return continuation.resume() }
        self.write(.text, ByteBuffer(string: text))
        if self.channel.isWritable { continuation.resume() } else { self.drainWaiters.append(continuation) }
      }
    }
  }

  /// Says goodbye and closes; the code may be an application's own (4000 to 4999).
  package func close(code: WebSocketErrorCode, reason: String = "") {
    channel.eventLoop.execute { self.sendClose(code, reason) }
  }

  func sendClose(_ code: WebSocketErrorCode, _ reason: String = "") {
    guard !hasSentClose, !isClosed else { return }
    hasSentClose = true
    var payload = channel.allocator.buffer(capacity: 2 + reason.utf8.count)
    payload.write(webSocketErrorCode: code)
    payload.writeString(reason)
    let channel = channel
    let frame = WebSocketFrame(fin: true, opcode: .connectionClose, data: payload)
    channel.writeAndFlush(frame).whenComplete { _ in
      // RFC 6455, 7.1.1: the client's close is awaited, but not for ever.
      channel.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(promise: nil) }
    }
    finish()
  }

  func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer) {
    channel.writeAndFlush(WebSocketFrame(fin: true, opcode: opcode, data: data), promise: nil)
  }

  func receive(_ text: String) {
    guard !hasSentClose else { return }
    guard let waiter else { return messages.append(text) }
    self.waiter = nil
    waiter.resume(returning: text)
  }

  /// While messages wait for the handler nothing more is read, nor while the client does not read: each of its pings is answered.
  var wantsMore: Bool { (messages.isEmpty && channel.isWritable) || hasSentClose }

  func drained() {
    let waiters = drainWaiters
    drainWaiters = []
    for waiter in waiters { waiter.resume() }
  }

  /// No further message comes; the connection may still have to send its close.
  func finish() {
    isClosed = true
    drained()
    waiter?.resume(returning: nil)
    waiter = nil
  }
}
