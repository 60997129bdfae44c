package import ConnectorProtocol
package import Errors

/// One connection of a source inside of ``SourceHandle/withTransaction(context:_:)``; of no use after it.
package final class SourceConnection: Sendable {
  /// As ``SourceHandle/query(_:context:onChunk:)``, in the transaction; never repeated.
  package func query(
    _ call: QueryCall, context: CallContext = CallContext(), onChunk: (RowChunk) async throws(EngineError) -> Void
  ) async throws(EngineError) -> AnswerStatistics {
    throw EngineError(.unexpected, "no connector")
  }

  /// Runs writes in the transaction.
  package func mutate(_ call: MutationCall, context: CallContext = CallContext()) async throws(EngineError) -> [MutationResult] {
    throw EngineError(.unexpected, "no connector")
  }

  /// Runs SQL text of an administrator in the transaction.
  package func runSQL(_ call: RawSQLCall, context: CallContext = CallContext()) async throws(EngineError) -> RawSQLResult {
    throw EngineError(.unexpected, "no connector")
  }
}
