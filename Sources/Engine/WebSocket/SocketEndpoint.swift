import Errors
import HTTPServer

/// WebSockets at `/v1/graphql`: which are accepted, and who serves them.
struct SocketEndpoint: Sendable {
  let graphQL: GraphQLEndpoint

  var handling: WebSocketHandling {
    var handling = WebSocketHandling(
      decide: { request in decide(request) },
      serve: { socket in await SocketConversation(socket, dialect: dialect(of: socket), endpoint: self).run() })
    handling.maximumMessageBytes = graphQL.configuration.maximumBodyBytes
    return handling
  }

  private func decide(_ request: HTTPRequest) -> WebSocketHandling.Decision {
    guard graphQL.configuration.enabledAPIs.contains(.graphql), GraphQLEndpoint.paths.contains(request.path) else { return .refuse }
    let offered = Self.offered(by: request)
    guard let dialect = SocketDialect.chosen(from: offered) else { return .refuse }
    return .accept(subprotocol: offered.isEmpty ? nil : dialect.subprotocol)
  }

  private func dialect(of socket: WebSocketSession) -> SocketDialect {
    SocketDialect.chosen(from: socket.subprotocol.map { [$0] } ?? []) ?? .legacy
  }

  private static func offered(by request: HTTPRequest) -> [String] {
    request.headers[canonicalForm: "sec-websocket-protocol"].map(String.init).filter { !$0.isEmpty }
  }

  /// Who asks: what the client says in `connection_init` counts before the headers of its handshake.
  func session(of socket: WebSocketSession, saying headers: [String: String]) async throws(EngineError) -> Session {
    var fields = HTTPFields(headers.map { ($0.key, $0.value) })
    for (name, value) in socket.request.headers where headers[name.lowercased()] == nil { fields.add(name: name, value: value) }
    var session = try await graphQL.authenticator.session(of: fields)
    session.headers = fields
    return session
  }
}
