/// Why a connector's process is not there to be talked to, as a phrase that follows the connector's name.
enum ConnectorFailure: Error, Equatable {
  case shuttingDown
  case tooSlow(Duration)
  case hung(Duration)
  /// `exited with status 3`, `was ended by signal 9`.
  case ended(String)
  case endedAtStart(String)
  case notStarted(String)
  /// What the connector answered to the greeting, e.g. both version ranges.
  case refused(String)
  case nonsense(String)
  case unreachable

  /// The phrase; holds nothing of any source's configuration.
  var phrase: String {
    switch self {
    case .shuttingDown: "is not available: the host is shutting down"
    case .tooSlow(let limit): "did not become ready within \(limit.components.seconds) s and was killed"
    case .hung(let silence): "did not answer for \(silence.components.seconds) s and was killed"
    case .ended(let how): how
    case .endedAtStart(let how): "\(how) before it was ready; the log may say why"
    case .notStarted(let reason): "could not be started: \(reason)"
    case .refused(let sentence): "refused the host: \(sentence)"
    case .nonsense(let what): "broke the protocol: \(what)"
    case .unreachable: "cannot be reached any more"
    }
  }
}
