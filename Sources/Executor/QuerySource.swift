package import ConnectorProtocol
package import Errors
package import RemoteSchemas

/// A source that answers queries: what the executor knows of a connector.
///
/// A call holds one connection until it returns and takes no second one meanwhile. The executor in turn asks nothing else while it is
/// inside of a call with joins to follow, so no two operations can wait for each other's connections.
package protocol QuerySource: Sendable {
  /// The largest number of key tuples in one lookup; at least 1.
  var maximumKeys: Int { get }

  /// Runs a query and hands over its chunks in order. The next chunk is not asked for before `onChunk` returns.
  func query(
    _ call: QueryCall, context: CallContext, onChunk: @Sendable (RowChunk) async throws(EngineError) -> Void
  ) async throws(EngineError)

  /// What the source would run for a query, and how.
  func explain(_ call: QueryCall, context: CallContext) async throws(EngineError) -> ExplainResult

  /// Runs writes in one transaction, once.
  func mutate(_ call: MutationCall, context: CallContext) async throws(MutationFailure) -> [MutationResult]
}

/// Why a mutation was not made.
package struct MutationFailure: Error {
  package var error: EngineError
  /// The index of the operation that failed, if that is known.
  package var operation: Int?
  /// Whether an operation referred to a row that was not written.
  package var isOrphan: Bool

  package init(_ error: EngineError, operation: Int? = nil, isOrphan: Bool = false) {
    self.error = error
    self.operation = operation
    self.isOrphan = isOrphan
  }
}

/// Takes the bytes of an answer in order.
package protocol AnswerSink: Sendable {
  /// Waits while the client does not keep up.
  func write(_ bytes: [UInt8]) async throws(EngineError)

  /// Takes headers of remote servers for the client; called before anything of the answer is complete.
  func forward(headers: [RemoteHeader])
}

extension AnswerSink {
  /// Passes headers over: most ways to a client have none.
  package func forward(headers: [RemoteHeader]) {}
}
