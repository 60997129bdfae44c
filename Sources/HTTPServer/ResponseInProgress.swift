import NIOCore
import NIOHTTP1

/// The answer to one request while it is written.
///
/// `@unchecked Sendable`: its state belongs to the event loop, where `HTTPConnection.onLoop` brings every call.
final class ResponseInProgress: HTTPResponseWriter, @unchecked Sendable {
  private enum Phase {
    case notStarted
    case streaming(isChunked: Bool, heldBack: ByteBuffer?)
    case ended
  }

  /// Up to this size a body is copied behind its head, which is cheaper than a second buffer for the kernel.
  private static let longestCopiedBody = 64 << 10

  private(set) var keepsConnection: Bool
  private let connection: HTTPConnection
  private let isHead: Bool
  private let isHTTP10: Bool
  private var phase = Phase.notStarted

  init(_ request: HTTPRequest, on connection: HTTPConnection) {
    self.connection = connection
    keepsConnection = request.asksToKeepAlive
    isHead = request.method == .HEAD
    isHTTP10 = request.version.minor == 0
  }

  func respond(_ status: HTTPStatus, headers: HTTPFields, body: ByteBuffer) async {
    await connection.onLoop { self.send(status, headers, body) }
  }

  func writeHead(_ status: HTTPStatus, headers: HTTPFields) async {
    await connection.onLoop { self.begin(status, headers) }
  }

  func writeBody(_ chunk: ByteBuffer) async throws {
    await connection.onLoop { self.append(chunk) }
    guard await connection.isDrained() else { throw ConnectionClosed() }
    try Task.checkCancellation()
  }

  func end() async {
    await connection.onLoop { self.finish() }
  }

  func abort() async {
    await connection.onLoop { self.breakOff() }
  }

  /// The handler has returned: an answer that it did not begin is a 500, one that it did not end is broken off.
  func conclude() async {
    await connection.onLoop {
      switch self.phase {
      case .notStarted: self.send(.internalServerError, [:], ByteBuffer())
      case .streaming: self.breakOff()
      case .ended: break
      }
    }
  }

  private func send(_ status: HTTPStatus, _ headers: HTTPFields, _ body: ByteBuffer) {
    guard case .notStarted = phase else { preconditionFailure("a request is answered once") }
    phase = .ended
    let hasBody = status.mayHaveBody
    let copies = hasBody && !isHead && body.readableBytes <= Self.longestCopiedBody
    let head = head(status, headers, hasBody ? .length(body.readableBytes) : .none)
    var buffer = connection.channel.allocator.buffer(capacity: 512 + (copies ? body.readableBytes : 0))
    head.write(into: &buffer)
    if copies { buffer.writeImmutableBuffer(body) }
    connection.write(buffer)
    if hasBody, !isHead, !copies { connection.write(body) }
    connection.flush()
  }

  private func begin(_ status: HTTPStatus, _ headers: HTTPFields) {
    guard case .notStarted = phase else { preconditionFailure("a request is answered once") }
    let hasBody = status.mayHaveBody
    if isHTTP10, hasBody, !isHead { keepsConnection = false }
    let framing: ResponseHead.Framing = !hasBody ? .none : isHTTP10 ? .untilClose : .chunked
    var buffer = connection.channel.allocator.buffer(capacity: 512)
    head(status, headers, framing).write(into: &buffer)
    if hasBody, !isHead {
      phase = .streaming(isChunked: !isHTTP10, heldBack: buffer)
    } else {
      connection.write(buffer)
      connection.flush()
      phase = .ended
    }
  }

  private func append(_ chunk: ByteBuffer) {
    guard case .streaming(let isChunked, let heldBack) = phase, chunk.readableBytes > 0 else { return }
    phase = .streaming(isChunked: isChunked, heldBack: nil)
    if isChunked {
      var prefix = heldBack ?? connection.channel.allocator.buffer(capacity: 16)
      prefix.writeString(String(chunk.readableBytes, radix: 16))
      prefix.writeStaticString("\r\n")
      connection.write(prefix)
      connection.write(chunk)
      connection.write(ByteBuffer(staticString: "\r\n"))
    } else {
      if let heldBack { connection.write(heldBack) }
      connection.write(chunk)
    }
    connection.flush()
  }

  private func finish() {
    guard case .streaming(let isChunked, let heldBack) = phase else { return }
    phase = .ended
    if let heldBack { connection.write(heldBack) }
    if isChunked { connection.write(ByteBuffer(staticString: "0\r\n\r\n")) }
    connection.flush()
  }

  private func breakOff() {
    phase = .ended
    keepsConnection = false
    connection.abort()
  }

  private func head(_ status: HTTPStatus, _ headers: HTTPFields, _ framing: ResponseHead.Framing) -> ResponseHead {
    keepsConnection = keepsConnection && connection.acceptsMoreRequests
    return ResponseHead(
      status: status, headers: headers, framing: framing, keepsConnection: keepsConnection, isHTTP10: isHTTP10)
  }
}

extension HTTPStatus {
  fileprivate var mayHaveBody: Bool {
    self != .noContent && self != .notModified && code >= 200
  }
}
