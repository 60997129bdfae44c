import ConnectorProtocol

extension ConnectorMessage {
  /// Whether no further frame follows in the answer to a request.
  var endsAnswer: Bool {
    switch self {
    case .rows(_, let statistics): statistics != nil
    case .schema, .mutated: false
    case .end, .error, .opened, .sqlResult, .explained, .done, .stored, .metadata: true
    case .welcome, .pong, .log, .metrics, .goAway: true
    }
  }
}
