/// How an HTTP server listens, and what it refuses before its handler sees a request.
package struct HTTPServerConfiguration: Sendable {
  /// A name or an address, IPv4 or IPv6, that is bound.
  package var host: String
  /// The TCP port; 0 takes a free one, see `HTTPServer.port`.
  package var port: Int
  /// A longer body is refused with 413, before it is read.
  package var maximumBodyBytes = 64 << 20
  /// Longer header fields, all together, or a longer request line are refused with 431.
  package var maximumHeadBytes = 64 << 10
  /// A connection is closed when this long no request arrived completely, no piece of a body came, and nothing that a
  /// suspended writer waits for was read by the client. Does not limit how long an answer takes.
  package var idleTimeout: Duration = .seconds(75)
  /// Absent: a request for a WebSocket is an ordinary one.
  package var webSocket: WebSocketHandling?

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }
}

/// Which requests become WebSockets, and what then happens.
package struct WebSocketHandling: Sendable {
  /// What becomes of a request that asks for a WebSocket.
  package enum Decision: Equatable, Sendable {
    /// The request is answered by the HTTP handler.
    case refuse
    /// The subprotocol is one of those that the request's `Sec-WebSocket-Protocol` names.
    case accept(subprotocol: String?)
  }

  package var decide: @Sendable (HTTPRequest) -> Decision
  /// Runs as long as the session; the connection is closed when it returns, and it is cancelled when the client goes.
  package var serve: @Sendable (WebSocketSession) async -> Void
  /// A longer message, all fragments together, ends the session.
  package var maximumMessageBytes = 1 << 20

  package init(
    decide: @escaping @Sendable (HTTPRequest) -> Decision,
    serve: @escaping @Sendable (WebSocketSession) async -> Void
  ) {
    self.decide = decide
    self.serve = serve
  }
}
