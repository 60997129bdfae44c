package import ConnectorProtocol
package import Errors

/// A source as the rest of the host sees it: calls go out over pooled connections to its connector.
///
/// A call takes one connection and gives it back at its end. No call may be made while the caller holds a connection of the same source
/// (``withTransaction(context:_:)``) except on that connection: with a pool of one it would wait for itself.
package final class SourceHandle: Sendable {
  package let name: String
  package let kind: String

  init(name: String, kind: String) {
    self.name = name
    self.kind = kind
  }

  /// Runs a query or lookup; chunks are handed over in order as they arrive, and the connector is held back while `onChunk` works.
  ///
  /// Tried once more when the connection broke before the first chunk.
  package func query(
    _ call: QueryCall, context: CallContext = CallContext(), onChunk: (RowChunk) async throws(EngineError) -> Void
  ) async throws(EngineError) -> AnswerStatistics {
    throw EngineError(.unexpected, "no connector")
  }

  /// The whole answer of a query or lookup.
  package func answer(_ call: QueryCall, context: CallContext = CallContext()) async throws(EngineError) -> [RowChunk] {
    throw EngineError(.unexpected, "no connector")
  }

  /// Runs writes in one transaction. Never repeated.
  package func mutate(_ call: MutationCall, context: CallContext = CallContext()) async throws(EngineError) -> [MutationResult] {
    throw EngineError(.unexpected, "no connector")
  }

  /// Runs SQL text of an administrator. Never repeated.
  package func runSQL(_ call: RawSQLCall, context: CallContext = CallContext()) async throws(EngineError) -> RawSQLResult {
    throw EngineError(.unexpected, "no connector")
  }

  /// What the database holds.
  package func describe(_ call: DescribeCall = DescribeCall(), context: CallContext = CallContext()) async throws(EngineError) -> SourceSchema {
    throw EngineError(.unexpected, "no connector")
  }

  /// The statements of a query and the database's plans of them.
  package func explain(_ call: QueryCall, context: CallContext = CallContext()) async throws(EngineError) -> ExplainResult {
    throw EngineError(.unexpected, "no connector")
  }

  /// Asks the database for a sign of life.
  package func checkHealth(context: CallContext = CallContext()) async throws(EngineError) {
    throw EngineError(.unexpected, "no connector")
  }

  /// Runs `body` in a transaction of one connection; commits when it returns, rolls back when it throws.
  package func withTransaction<Result: Sendable>(
    context: CallContext = CallContext(), _ body: (SourceConnection) async throws(EngineError) -> Result
  ) async throws(EngineError) -> Result {
    throw EngineError(.unexpected, "no connector")
  }

  /// Makes the database ready to hold metadata.
  package func openStore(context: CallContext = CallContext()) async throws(EngineError) {
    throw EngineError(.unexpected, "no connector")
  }

  package func loadMetadata(context: CallContext = CallContext()) async throws(EngineError) -> StoredMetadata {
    throw EngineError(.unexpected, "no connector")
  }

  /// Stores metadata durably if the stored version is `expected`, and returns the new version; else throws code `conflict`. Never repeated.
  package func saveMetadata(
    _ metadata: String, expecting expected: Int64, context: CallContext = CallContext()
  ) async throws(EngineError) -> Int64 {
    throw EngineError(.unexpected, "no connector")
  }

  /// Closes the connections. Calls that run come to their end; later ones are refused.
  package func close() async {}
}
