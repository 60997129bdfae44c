import ConnectorProtocol

/// Why a call has no answer.
enum CallFailure: Error {
  /// The connection broke: nobody knows what became of the call.
  case lost(String)
  /// Nobody listens on the socket of the connector of this name.
  case unreachable(String)
  /// The connector, or the host on its behalf, said no.
  case refused(ConnectorError)

  static let timedOut = refused(ConnectorError(.timeout, message: "the request took longer than it may"))
  static let cancelled = refused(ConnectorError(.cancelled, message: "the request was cancelled"))
  /// Hasura's words for a pool without a free connection.
  static let poolTimedOut = refused(
    ConnectorError(.unavailable, message: "connection acquisition timeout expired", isRetryable: true))
  static let sourceClosed = refused(ConnectorError(.unavailable, message: "the source was removed"))

  init(_ reason: GiveUp) {
    self =
      switch reason {
      case .timedOut: .timedOut
      case .cancelled: .cancelled
      }
  }

  /// The connector's error that this failure amounts to.
  var error: ConnectorError {
    switch self {
    case .lost(let message): ConnectorError(.unavailable, message: message, isRetryable: true)
    case .unreachable(let name): ConnectorError(.unavailable, message: "the connector \(name) cannot be reached", isRetryable: true)
    case .refused(let error): error
    }
  }
}
