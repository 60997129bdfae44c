/// The two protocols of GraphQL over a WebSocket.
package enum SocketDialect: Equatable, Sendable, CaseIterable {
  /// `graphql-transport-ws`, of the library graphql-ws.
  case current
  /// `graphql-ws`, of the library subscriptions-transport-ws; also spoken with clients that name no subprotocol, as Hasura does.
  case legacy

  /// The name in `Sec-WebSocket-Protocol`.
  package var subprotocol: String {
    switch self {
    case .current: "graphql-transport-ws"
    case .legacy: "graphql-ws"
    }
  }

  /// The one that a client prefers among those it offers; nil when it offers only others.
  package static func chosen(from offered: [String]) -> SocketDialect? {
    if offered.isEmpty { return .legacy }
    for name in offered {
      if let dialect = allCases.first(where: { $0.subprotocol == name }) { return dialect }
    }
    return nil
  }
}
