import Errors
import Executor
import HTTPServer
import NIOCore
import RemoteSchemas
import Synchronization

/// Carries a GraphQL answer to the client.
///
/// The head is held back until the answer is complete or larger than a bound: until then a failure becomes an ordinary error answer.
/// After that the connection is broken on failure, never a well-formed but short answer.
final class ResponseSink: AnswerSink {
  private let writer: any HTTPResponseWriter
  private let bound: Int
  private let state: Mutex<State>

  private struct State {
    var headers: HTTPFields
    var held = ByteBuffer()
    var isStreaming = false
    /// Headers of remote servers.
    var forwarded: [RemoteHeader] = []
  }

  init(_ writer: any HTTPResponseWriter, headers: HTTPFields, holding bound: Int) {
    self.writer = writer
    self.bound = bound
    state = Mutex(State(headers: headers))
  }

  private var headers: HTTPFields { state.withLock { $0.headers } }

  /// Further headers of the answer; without effect once its head has left.
  func add(_ headers: [(String, String)]) {
    guard !headers.isEmpty else { return }
    state.withLock { state in
      for (name, value) in headers { state.headers.add(name: name, value: value) }
    }
  }

  func write(_ bytes: [UInt8]) async throws(EngineError) {
    let (out, begins) = state.withLock { state -> (ByteBuffer?, Bool) in
      if state.isStreaming { return (ByteBuffer(bytes: bytes), false) }
      state.held.writeBytes(bytes)
      guard state.held.readableBytes > bound else { return (nil, false) }
      state.isStreaming = true
      let held = state.held
      state.held = ByteBuffer()
      return (held, true)
    }
    guard let out else { return }
    if begins { await writer.writeHead(.ok, headers: allHeaders) }
    do {
      try await writer.writeBody(out)
    } catch {
      throw EngineError(.unexpected, "the client closed the connection")
    }
  }

  func forward(headers: [RemoteHeader]) {
    if !headers.isEmpty { state.withLock { $0.forwarded += headers } }
  }

  private var allHeaders: HTTPFields {
    let forwarded = state.withLock { $0.forwarded }
    guard !forwarded.isEmpty else { return headers }
    var all = headers
    for header in forwarded { all.add(name: header.name, value: header.value) }
    return all
  }

  /// Sends what is held, or ends the stream.
  func finish() async {
    let held = state.withLock { $0.isStreaming ? nil : $0.held }
    if let held { await writer.respond(.ok, headers: allHeaders, body: held) } else { await writer.end() }
  }

  /// Answers with an error, if the head has not left; else breaks the connection. Returns whether the error was answered.
  func fail(_ status: HTTPStatus, body: [UInt8]) async -> Bool {
    guard !state.withLock({ $0.isStreaming }) else {
      await writer.abort()
      return false
    }
    await writer.respond(status, headers: headers, body: body)
    return true
  }
}
