package import ConnectorProtocol
package import Errors

extension SourceHandle {
  /// What the database holds as a metadata store; version 0 if nothing was ever saved. The store is made if it is not there.
  package func loadMetadata(context: CallContext = CallContext()) async throws(EngineError) -> StoredMetadata {
    do throws(CallFailure) {
      for case .metadata(let stored) in try await onStore(context, mayRepeat: true, { .storeLoad($0) }) { return stored }
    } catch {
      throw EngineError(error.error)
    }
    throw EngineError(.unexpected, "the connector broke the protocol: an answer of another call")
  }

  /// Stores metadata durably if the stored version is `expected`. Never repeated, also when it is unknown whether it took place.
  package func saveMetadata(
    _ metadata: String, expecting expected: Int64, context: CallContext = CallContext()
  ) async throws(EngineError) -> SaveOutcome {
    do throws(CallFailure) {
      let answer = try await onStore(context, mayRepeat: false) { .storeSave(metadata: metadata, expecting: expected, $0) }
      for case .stored(let version) in answer { return .saved(version) }
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

  /// A store is opened on each connection that is used for it, and such a connection is kept: the store may be locked as long as it stands.
  private func onStore(
    _ context: CallContext, mayRepeat: Bool, _ message: (CallContext) -> HostMessage
  ) async throws(CallFailure) -> [ConnectorMessage] {
    try await attempt(context, mayRepeat: mayRepeat, prepare: Self.openStore, message)
  }

  private static func openStore(_ connection: DataConnection, _ deadline: CallDeadline) async throws(CallFailure) {
    if connection.isPermanent { return }
    _ = try await connection.call(.storeOpen(try deadline.remaining()), until: deadline)
    connection.makePermanent()
  }

  private static func outcome(of refusal: ConnectorError) throws(EngineError) -> SaveOutcome {
    switch refusal.family {
    case .conflict: return .conflict
    // The database's own connection may have broken between its commit and the answer.
    case .unavailable, .timeout, .cancelled: return .unknown(reason: refusal.message)
    case .user, .permission, .constraint, .unsupported, .internal: throw EngineError(refusal)
    }
  }
}
