package import NIOCore

/// Where the handler of one request puts its answer: either one call of `respond`, or `writeHead`, any number of
/// `writeBody` and `end`.
///
/// `Content-Length`, `Transfer-Encoding` and `Connection` are written by the server and ignored in `headers`; a body given
/// to HEAD, 204 or 304 is not sent. Once the client has gone, what is written is dropped and the handler's task is cancelled.
package protocol HTTPResponseWriter: Sendable {
  /// Sends the whole answer with one write, and does not wait until the client has read it.
  func respond(_ status: HTTPStatus, headers: HTTPFields, body: ByteBuffer) async

  /// Begins an answer of unknown length; it leaves with the first piece of the body.
  func writeHead(_ status: HTTPStatus, headers: HTTPFields) async

  /// Sends a piece and suspends while the client does not read.
  ///
  /// Throws `ConnectionClosed` when the client has gone, `CancellationError` when the task was cancelled.
  func writeBody(_ chunk: ByteBuffer) async throws

  func end() async

  /// Breaks the connection so that the client cannot take what it got for a complete answer.
  func abort() async
}

extension HTTPResponseWriter {
  package func respond(_ status: HTTPStatus, headers: HTTPFields = [:], body: [UInt8] = []) async {
    await respond(status, headers: headers, body: ByteBuffer(bytes: body))
  }

  package func respond(_ status: HTTPStatus, headers: HTTPFields = [:], body: String) async {
    await respond(status, headers: headers, body: ByteBuffer(string: body))
  }

  package func writeBody(_ chunk: [UInt8]) async throws {
    try await writeBody(ByteBuffer(bytes: chunk))
  }
}

/// The client has gone before its answer was complete.
package struct ConnectionClosed: Error, Equatable {}
