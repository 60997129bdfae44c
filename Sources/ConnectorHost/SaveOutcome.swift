package import ConnectorProtocol
package import Errors

/// What became of a save of metadata.
package enum SaveOutcome: Equatable, Sendable {
  /// It is durable, with this version.
  case saved(Int64)
  /// The stored version is not the expected one; nothing was changed.
  case conflict
  /// The connection broke before the answer: only the store knows.
  case unknown(reason: String)
}

extension SourceHandle {
  /// Stores metadata durably if the stored version is `expected`. Never repeated, also when it is unknown whether it took place.
  package func saveMetadata(
    _ metadata: String, expecting expected: Int64, context: CallContext = CallContext()
  ) async throws(EngineError) -> SaveOutcome {
    do throws(CallFailure) {
      for case .stored(let version) in try await attempt(
        context, mayRepeat: false, { .storeSave(metadata: metadata, expecting: expected, $0) })
      {
        return .saved(version)
      }
      return .unknown(reason: "the connector broke the protocol: an answer of another call")
    } catch {
      switch error {
      case .lost(let reason): return .unknown(reason: reason)
      // No connection, no save.
      case .unreachable: throw EngineError(error.error)
      case .refused(let refusal): return try Self.outcome(of: refusal)
      }
    }
  }

  private static func outcome(of refusal: ConnectorError) throws(EngineError) -> SaveOutcome {
    switch refusal.family {
    case .conflict: return .conflict
    // The database's own connection may have broken between its commit and the answer.
    case .timeout, .cancelled: return .unknown(reason: refusal.message)
    case .unavailable where !refusal.isRetryable: return .unknown(reason: refusal.message)
    case .user, .permission, .constraint, .unsupported, .unavailable, .internal: throw EngineError(refusal)
    }
  }
}
