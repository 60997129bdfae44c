package import ConnectorProtocol
package import Errors
import Synchronization

/// One connection of a source inside of ``SourceHandle/withTransaction(context:_:)``; of no use after it.
///
/// One call at a time. Nothing is repeated: when the connection breaks, the transaction is gone with it.
package final class SourceConnection: Sendable {
  private let connection: DataConnection
  private let source: SourceHandle
  private let isOver = Atomic(false)

  init(_ connection: DataConnection, of source: SourceHandle) {
    self.connection = connection
    self.source = source
  }

  /// As ``SourceHandle/query(_:context:onChunk:)``, in the transaction.
  package func query(
    _ call: QueryCall, context: CallContext = CallContext(), onChunk: (RowChunk) async throws(EngineError) -> Void
  ) async throws(EngineError) -> AnswerStatistics {
    try checkUse()
    switch await connection.query(call, context, until: source.deadline(context), onChunk: onChunk) {
    case .answered(let statistics): return statistics
    case .consumerFailed(let error):
      // The rest of the answer stands in the way of a rollback; the end of the socket is one too.
      connection.close()
      throw error
    case .failed(let failure, _): throw ended(by: failure)
    }
  }

  /// Runs writes in the transaction.
  package func mutate(_ call: MutationCall, context: CallContext = CallContext()) async throws(EngineError) -> [MutationResult] {
    try await answer(to: .mutate(call, context), context).mutationResults
  }

  /// Runs SQL text of an administrator in the transaction.
  package func runSQL(_ call: RawSQLCall, context: CallContext = CallContext()) async throws(EngineError) -> RawSQLResult {
    try await answer(to: .rawSQL(call, context), context).only { if case .sqlResult(let result) = $0 { result } else { nil } }
  }

  /// What the database holds, as the transaction sees it.
  package func describe(_ call: DescribeCall, context: CallContext = CallContext()) async throws(EngineError) -> SourceSchema {
    try await answer(to: .describe(call, context), context).schema
  }

  func end() { isOver.store(true, ordering: .relaxed) }

  private func answer(to message: HostMessage, _ context: CallContext) async throws(EngineError) -> [ConnectorMessage] {
    try checkUse()
    do throws(CallFailure) {
      return try await connection.call(message, until: source.deadline(context))
    } catch {
      throw ended(by: error)
    }
  }

  private func ended(by failure: CallFailure) -> EngineError {
    switch failure {
    case .lost, .unreachable: connection.close()
    case .refused(let error):
      if [.unavailable, .timeout, .cancelled].contains(error.family) { connection.close() }
    }
    return EngineError(failure.error)
  }

  private func checkUse() throws(EngineError) {
    if isOver.load(ordering: .relaxed) { throw EngineError(.unexpected, "the transaction is over") }
  }
}

extension SourceHandle {
  /// Runs `body` in a transaction of one connection; commits when it returns, rolls back when it throws.
  package func withTransaction<Result: Sendable>(
    context: CallContext = CallContext(), _ body: (SourceConnection) async throws(EngineError) -> Result
  ) async throws(EngineError) -> Result {
    let connection = try await begun(context)
    let transaction = SourceConnection(connection, of: self)
    do throws(EngineError) {
      let result = try await body(transaction)
      transaction.end()
      try await commit(connection, context)
      return result
    } catch {
      transaction.end()
      await rollBack(connection)
      throw error
    }
  }

  private func begun(_ context: CallContext) async throws(EngineError) -> DataConnection {
    let deadline = deadline(context)
    var attempts = 2
    do throws(CallFailure) {
      while true {
        attempts -= 1
        let connection = try await connection(until: deadline)
        do throws(CallFailure) {
          _ = try await connection.call(.begin(try deadline.remaining()), until: deadline)
          return connection
        } catch {
          giveBack(connection, after: error)
          guard error.isBrokenConnection, attempts > 0 else { throw error }
        }
      }
    } catch {
      throw EngineError(error.error)
    }
  }

  private func commit(_ connection: DataConnection, _ context: CallContext) async throws(EngineError) {
    do throws(CallFailure) {
      _ = try await connection.call(.commit(context), until: deadline(context))
      pool.release(connection)
    } catch {
      connection.close()
      guard case .lost(let reason) = error else { throw EngineError(error.error) }
      throw EngineError(.unexpected, "\(reason) while the transaction was being committed: it is unknown whether it was")
    }
  }

  /// Ends the transaction without its effects. The caller's task may be cancelled, hence the time of its own.
  private func rollBack(_ connection: DataConnection) async {
    guard connection.isOpen else { return }
    let context = CallContext(deadline: 5000)
    let deadline = deadline(context)
    let reply = await connection.send(.rollback(context), request: connection.session.nextRequestID(), until: deadline.hostGivesUp)
    if case .message(.done, _) = reply { pool.release(connection) } else { connection.close() }
  }
}
