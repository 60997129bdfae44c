import Glibc
import HTTPServer
import JSON
import NIOCore
import Synchronization

/// Writes one `http-log` line per request, when its answer has ended.
struct RequestLog: Sendable {
  let log: Log

  /// Runs a handler with a writer that sees the answer's status and size, then logs both.
  func observing(
    _ request: HTTPRequest, _ writer: any HTTPResponseWriter, _ handle: (any HTTPResponseWriter) async -> Void
  ) async {
    let start = ContinuousClock.now
    let id = request.headers.first(name: "x-request-id") ?? Self.newID()
    let observer = ObservingWriter(writer, requestID: id)
    await handle(observer)
    let took = ContinuousClock.now - start
    log.write(.info, "http-log", Self.detail(request, observer.outcome, id: id, took: took))
  }

  private static func detail(_ request: HTTPRequest, _ outcome: ObservingWriter.Outcome, id: String, took: Duration) -> JSON {
    let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
    return [
      "request_id": .string(id),
      "http_info": [
        "method": .string(request.method.rawValue), "url": .string(request.path), "status": .number(JSONNumber(outcome.status)),
        "ip": request.peer?.ipAddress.map(JSON.string) ?? .null,
      ],
      "operation": [
        "query_execution_time": .number(JSONNumber(text: "\(seconds)") ?? JSONNumber(0)),
        "request_size": .number(JSONNumber(request.body.readableBytes)),
        "response_size": .number(JSONNumber(outcome.bytes)), "was_aborted": .bool(outcome.wasAborted),
      ],
    ]
  }

  /// 128 random bits as hexadecimal digits.
  private static func newID() -> String {
    var generator = SystemRandomNumberGenerator()
    func half() -> String {
      let digits = String(generator.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
    return half() + half()
  }
}

/// Passes an answer on and remembers what it was.
private final class ObservingWriter: HTTPResponseWriter {
  struct Outcome: Sendable {
    var status = 0
    var bytes = 0
    var wasAborted = false
  }

  private let writer: any HTTPResponseWriter
  private let requestID: String
  private let state = Mutex(Outcome())

  init(_ writer: any HTTPResponseWriter, requestID: String) {
    self.writer = writer
    self.requestID = requestID
  }

  var outcome: Outcome { state.withLock { $0 } }

  func respond(_ status: HTTPStatus, headers: HTTPFields, body: ByteBuffer) async {
    state.withLock { outcome in
      outcome.status = Int(status.code)
      outcome.bytes += body.readableBytes
    }
    await writer.respond(status, headers: marked(headers), body: body)
  }

  func writeHead(_ status: HTTPStatus, headers: HTTPFields) async {
    state.withLock { $0.status = Int(status.code) }
    await writer.writeHead(status, headers: marked(headers))
  }

  func writeBody(_ chunk: ByteBuffer) async throws {
    state.withLock { $0.bytes += chunk.readableBytes }
    try await writer.writeBody(chunk)
  }

  func end() async { await writer.end() }

  func abort() async {
    state.withLock { $0.wasAborted = true }
    await writer.abort()
  }

  private func marked(_ headers: HTTPFields) -> HTTPFields {
    var headers = headers
    headers.replaceOrAdd(name: "x-request-id", value: requestID)
    return headers
  }
}
