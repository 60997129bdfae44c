import ConnectorProtocol

/// What a data socket does with a session: one call per request, each ended by one answer or one error.
struct SessionCalls {
  private let session: any Session
  private unowned let data: DataSocket
  private let queries = CompiledQueries()
  private let answer: Answer
  private var isInTransaction = false

  init(_ session: any Session, _ data: DataSocket) {
    self.session = session
    self.data = data
    answer = Answer(sink: data.answers)
  }

  /// Performs a call and sends its answer; throws only when the socket has failed.
  mutating func perform(_ message: HostMessage, _ requestID: UInt32) throws(FrameSocket.Failure) {
    let context = message.context
    data.begin(requestID, deadline: context.deadline)
    do throws(ConnectorError) {
      if case .query(let call, let context, let credit) = message {
        try run(call, context, requestID, credit)
      } else {
        try callOther(message, requestID)
        _ = data.running.end()
      }
    } catch {
      if let failure = data.answers.failure { throw failure }
      data.discard()
      data.append(.error(Self.explain(error, data.running.end(), context)), to: requestID)
    }
    try data.flush()
  }

  /// Ends the session: what is not committed is undone.
  mutating func close() {
    queries.removeAll()
    if isInTransaction { try? session.rollback() }
    session.close()
  }

  private func run(_ call: QueryCall, _ context: CallContext, _ requestID: UInt32, _ credit: UInt32) throws(ConnectorError) {
    let query = try compiled(call.query)
    data.answers.begin(requestID, credit: credit)
    answer.reset()
    try query.run(parameters: call.parameters, keys: call.keys, context: context, into: answer)
    try data.answers.finish(answer)
  }

  private func compiled(_ bytes: [UInt8]) throws(ConnectorError) -> any CompiledQuery {
    if let query = queries[bytes] { return query }
    let query = try session.compile(try Self.decode(bytes))
    queries.insert(query, for: bytes)
    return query
  }

  private static func decode(_ bytes: [UInt8]) throws(ConnectorError) -> Query {
    let result = bytes.withUnsafeBytes { raw in
      Result { () throws(FrameError) in try Query(decoding: raw) }
    }
    switch result {
    case .success(let query): return query
    case .failure(let error): throw ConnectorError(.internal, code: "protocol", message: error.message)
    }
  }

  private mutating func callOther(_ message: HostMessage, _ requestID: UInt32) throws(ConnectorError) {
    switch message {
    case .describe(let call, _): sendSchema(try session.describe(call), requestID)
    case .mutate(let call, let context):
      let results = try session.mutate(call, context: context)
      for result in results { data.append(.mutated(result), to: requestID) }
      data.append(.end(AnswerStatistics(rows: results.reduce(0) { $0 + $1.affectedRows })), to: requestID)
    case .rawSQL(let call, let context): data.append(.sqlResult(try session.runSQL(call, context: context)), to: requestID)
    case .explain(let call, _):
      let query = try Self.decode(call.query)
      data.append(.explained(try session.explain(query, parameters: call.parameters, keys: call.keys)), to: requestID)
    case .health: try done(requestID) { () throws(ConnectorError) in try session.checkHealth() }
    case .begin:
      try done(requestID) { () throws(ConnectorError) in try session.begin() }
      isInTransaction = true
    case .commit:
      isInTransaction = false
      try done(requestID) { () throws(ConnectorError) in try session.commit() }
    case .rollback:
      isInTransaction = false
      try done(requestID) { () throws(ConnectorError) in try session.rollback() }
    case .storeOpen: try done(requestID) { () throws(ConnectorError) in try session.openStore() }
    case .storeLoad: data.append(.metadata(try session.loadMetadata()), to: requestID)
    case .storeSave(let metadata, let expected, _):
      data.append(.stored(version: try session.saveMetadata(metadata, expecting: expected)), to: requestID)
    case .query, .hello, .ping, .cancel, .open, .credit:
      throw ConnectorError(.internal, code: "protocol", message: "this frame has no place on an open data socket")
    }
  }

  private func done(_ requestID: UInt32, _ call: () throws(ConnectorError) -> Void) throws(ConnectorError) {
    try call()
    data.append(.done, to: requestID)
  }

  /// Tables go in parts: there is no number of them that does not fit.
  private func sendSchema(_ schema: SourceSchema, _ requestID: UInt32) {
    if !schema.scalars.isEmpty { data.append(.schema(SourceSchema(scalars: schema.scalars)), to: requestID) }
    send(schema.tables, requestID) { SourceSchema(tables: $0) }
    send(schema.functions, requestID) { SourceSchema(functions: $0) }
    send(schema.nativeQueries, requestID) { SourceSchema(nativeQueries: $0) }
    data.append(.end(AnswerStatistics(rows: schema.tables.count)), to: requestID)
  }

  private func send<Element>(_ elements: [Element], _ requestID: UInt32, _ part: ([Element]) -> SourceSchema) {
    for start in stride(from: 0, to: elements.count, by: 64) {
      data.append(.schema(part(Array(elements[start..<min(start + 64, elements.count)]))), to: requestID)
    }
  }

  /// An error that an interruption caused is told as what it is, not as what the database made of it.
  private static func explain(
    _ error: ConnectorError, _ interruption: RunningCall.Interruption?, _ context: CallContext
  ) -> ConnectorError {
    switch interruption {
    case nil: error
    case .cancelled: ConnectorError(.cancelled, code: "cancelled", message: "the call was cancelled", native: error.native)
    case .timedOut:
      ConnectorError(
        .timeout, code: "deadline-exceeded", message: "the call was not done within \(context.deadline) ms", native: error.native)
    }
  }
}

extension HostMessage {
  /// What the call carries besides its content.
  fileprivate var context: CallContext {
    switch self {
    case .query(_, let context, _), .describe(_, let context), .mutate(_, let context), .rawSQL(_, let context), .explain(_, let context),
      .health(let context), .begin(let context), .commit(let context), .rollback(let context), .storeOpen(let context),
      .storeLoad(let context), .storeSave(_, _, let context):
      context
    case .hello, .ping, .cancel, .open, .credit: CallContext()
    }
  }
}
