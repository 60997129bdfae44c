import HTTPServer
import JSON
import NIOCore
import Synchronization

/// Writes one `http-log` line per request, when its answer has ended.
struct RequestLog: Sendable {
  /// The id of the request that the task at hand answers; nil outside of one.
  @TaskLocal static var requestID: String?

  let log: Log

  /// Runs a handler with a writer that sees the answer's status and size, then logs both.
  func observing(
    _ request: HTTPRequest, _ writer: any HTTPResponseWriter, _ handle: (any HTTPResponseWriter) async -> Void
  ) async {
    let start = ContinuousClock.now
    let id = request.headers.first(name: "x-request-id") ?? RequestID.next()
    let observer = ObservingWriter(writer, requestID: id)
    await Self.$requestID.withValue(id) { await handle(observer) }
    let took = ContinuousClock.now - start
    log.hold(.info, "http-log") { Self.write(request, observer.outcome, id: id, took: took, to: &$0) }
  }

  private static func write(
    _ request: HTTPRequest, _ outcome: ObservingWriter.Outcome, id: String, took: Duration, to line: inout ByteWriter
  ) {
    let (seconds, attoseconds) = took.components
    line.append("{\"request_id\":")
    line.appendJSONString(id)
    line.append(",\"http_info\":{\"method\":")
    line.appendJSONString(request.method.rawValue)
    line.append(",\"url\":")
    line.appendJSONString(request.path)
    line.append(",\"status\":")
    line.append(outcome.status)
    line.append(",\"ip\":")
    if let address = request.peer?.ipAddress { line.appendJSONString(address) } else { line.append("null") }
    line.append("},\"operation\":{\"query_execution_time\":")
    line.append(Int(seconds))
    line.append(".")
    line.append(digits: Int(attoseconds / 1_000_000_000_000), width: 6)
    line.append(",\"request_size\":")
    line.append(request.body.readableBytes)
    line.append(",\"response_size\":")
    line.append(outcome.bytes)
    line.append(outcome.wasAborted ? ",\"was_aborted\":true}}" : ",\"was_aborted\":false}}")
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
