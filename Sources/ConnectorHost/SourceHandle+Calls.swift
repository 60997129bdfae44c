package import ConnectorProtocol
package import Errors

extension SourceHandle {
  /// Runs a query or lookup; chunks are handed over in order as they arrive, and the connector is held back while `onChunk` works.
  ///
  /// Tried once more when the connection broke before the first chunk. When `onChunk` throws, its error passes out and the query is
  /// cancelled.
  package func query(
    _ call: QueryCall, context: CallContext = CallContext(), onChunk: (RowChunk) async throws(EngineError) -> Void
  ) async throws(EngineError) -> AnswerStatistics {
    let deadline = deadline(context)
    var isRepeated = false
    while true {
      let (end, connection) = try await onConnection(until: deadline) { connection, context in
        await connection.query(call, context, until: deadline, onChunk: onChunk)
      }
      switch end {
      case .answered(let statistics):
        pool.release(connection)
        return statistics
      case .consumerFailed(let error):
        connection.abandon()
        throw error
      case .failed(let failure, let anyChunk):
        giveBack(connection, after: failure)
        guard failure.isBrokenConnection, !anyChunk, !isRepeated else { throw EngineError(failure.error) }
        isRepeated = true
      }
    }
  }

  /// The whole answer of a query or lookup, in chunks.
  package func answer(_ call: QueryCall, context: CallContext = CallContext()) async throws(EngineError) -> [RowChunk] {
    var chunks: [RowChunk] = []
    _ = try await query(call, context: context) { chunks.append($0) }
    return chunks
  }

  /// Runs writes in one transaction. Never repeated.
  package func mutate(_ call: MutationCall, context: CallContext = CallContext()) async throws(EngineError) -> [MutationResult] {
    try await self.call(context, mayRepeat: false) { .mutate(call, $0) }.mutationResults
  }

  /// As ``mutate(_:context:)``, for callers to whom it matters which operation failed.
  ///
  /// The code `outcome-unknown` leaves it open whether the writes were made: the way to the database broke while they were.
  package func write(_ call: MutationCall, context: CallContext = CallContext()) async throws(ConnectorError) -> [MutationResult] {
    do throws(CallFailure) {
      return try await attempt(context, mayRepeat: false) { .mutate(call, $0) }.mutationResults
    } catch {
      throw error.writeError
    }
  }

  /// Runs SQL text of an administrator. Never repeated.
  package func runSQL(_ call: RawSQLCall, context: CallContext = CallContext()) async throws(EngineError) -> RawSQLResult {
    try await self.call(context, mayRepeat: false) { .rawSQL(call, $0) }.only {
      if case .sqlResult(let result) = $0 { result } else { nil }
    }
  }

  /// What the database holds.
  package func describe(
    _ call: DescribeCall = DescribeCall(), context: CallContext = CallContext()
  ) async throws(EngineError) -> SourceSchema {
    try await self.call(context, mayRepeat: true) { .describe(call, $0) }.schema
  }

  /// The statements of a query and the database's plans of them.
  package func explain(_ call: QueryCall, context: CallContext = CallContext()) async throws(EngineError) -> ExplainResult {
    try await self.call(context, mayRepeat: true) { .explain(call, $0) }.only {
      if case .explained(let result) = $0 { result } else { nil }
    }
  }

  /// Asks the database for a sign of life.
  package func checkHealth(context: CallContext = CallContext()) async throws(EngineError) {
    _ = try await call(context, mayRepeat: true) { .health($0) }
  }

  /// Makes a call that is answered whole, on a connection of the pool.
  private func call(
    _ context: CallContext, mayRepeat: Bool, _ message: @Sendable (CallContext) -> HostMessage
  ) async throws(EngineError) -> [ConnectorMessage] {
    do throws(CallFailure) {
      return try await attempt(context, mayRepeat: mayRepeat, message)
    } catch {
      throw EngineError(error.error)
    }
  }

  /// As ``call(_:mayRepeat:_:)``, for callers to whom it matters how it failed. `prepare` runs on the connection before the call.
  func attempt(
    _ context: CallContext, mayRepeat: Bool, prepare: (DataConnection, CallDeadline) async throws(CallFailure) -> Void = { _, _ in },
    _ message: (CallContext) -> HostMessage
  ) async throws(CallFailure) -> [ConnectorMessage] {
    let deadline = deadline(context)
    var attempts = mayRepeat ? 2 : 1
    while true {
      attempts -= 1
      let connection = try await connection(until: deadline)
      do throws(CallFailure) {
        try await prepare(connection, deadline)
        let answer = try await connection.call(message(try deadline.remaining()), until: deadline)
        pool.release(connection)
        return answer
      } catch {
        giveBack(connection, after: error)
        guard error.isBrokenConnection, attempts > 0 else { throw error }
      }
    }
  }

  private func onConnection(
    until deadline: CallDeadline, _ body: (DataConnection, CallContext) async -> QueryEnd
  ) async throws(EngineError) -> (QueryEnd, DataConnection) {
    do throws(CallFailure) {
      let connection = try await connection(until: deadline)
      do throws(CallFailure) {
        return (await body(connection, try deadline.remaining()), connection)
      } catch {
        pool.release(connection)
        throw error
      }
    } catch {
      throw EngineError(error.error)
    }
  }

  /// What becomes of a connection whose call failed.
  func giveBack(_ connection: DataConnection, after failure: CallFailure) {
    switch failure {
    case .lost, .unreachable:
      connection.close()
      pool.closeIdle(of: connection.session)
    case .refused(let error):
      switch error.family {
      // What cut this connection off from its database has likely cut off the idle ones too: a repetition must not meet the next of them.
      case .unavailable:
        connection.close()
        pool.closeIdle(of: connection.session)
      case .timeout, .cancelled: connection.abandon()
      case .user, .permission, .constraint, .conflict, .unsupported, .internal: pool.release(connection)
      }
    }
  }
}

extension CallFailure {
  /// Whether the call may succeed on another connection: this one, or the one behind it to the database, is gone.
  var isBrokenConnection: Bool {
    switch self {
    case .lost, .unreachable: true
    case .refused(let error): error.family == .unavailable && error.isRetryable
    }
  }
}

extension CallFailure {
  /// The error of writes. What an operation says of itself came before the commit.
  fileprivate var writeError: ConnectorError {
    var error = self.error
    switch self {
    case .lost: error.code = "outcome-unknown"
    case .unreachable: break
    case .refused(let refused):
      let isAnswer = refused.family == .unavailable && refused.operation == nil && !refused.code.isEmpty
      if isAnswer || refused == CallFailure.timedOut.error { error.code = "outcome-unknown" }
    }
    return error
  }
}

extension [ConnectorMessage] {
  /// The content of the one frame that answers a call.
  func only<Value>(_ content: (ConnectorMessage) -> Value?) throws(EngineError) -> Value {
    for message in self {
      if let value = content(message) { return value }
    }
    throw EngineError(.unexpected, "the connector broke the protocol: an answer of another call")
  }

  /// The parts of a description put together.
  var schema: SourceSchema {
    var schema = SourceSchema()
    for case .schema(let part) in self { schema.append(part) }
    return schema
  }

  var mutationResults: [MutationResult] {
    compactMap { if case .mutated(let result) = $0 { result } else { nil } }
  }
}
