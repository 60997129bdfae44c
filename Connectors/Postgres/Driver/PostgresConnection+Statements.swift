private import CLibPQ
import ConnectorProtocol
import SQLConnector

extension ConnectorError {
  /// The code of an error that says that a prepared statement has to be prepared again.
  static let staleStatement = SQLQuery.staleStatement

  var isStale: Bool { code == Self.staleStatement }
}

extension PostgresConnection {
  /// Runs a statement and returns its result. Outside of a transaction a statement that the server has lost is prepared again once, and
  /// a read on a connection that turns out to be dead is repeated once on a new one.
  func run(_ statement: SQLStatement, _ arguments: SQLArguments, isRead: Bool) throws(ConnectorError) -> PostgresResult {
    let begin = pendingBegin
    let isFirst = begin != nil || !isInTransaction
    do throws(ConnectorError) {
      try send(statement, arguments)
      return try finish(statement)
    } catch {
      guard isFirst, recover(error, statement, canRepeat: error.isStale ? begin == nil : isRead) else { throw error }
      restoreBegin(begin)
      try send(statement, arguments)
      return try finish(statement)
    }
  }

  /// Puts back a `BEGIN` that was sent in vain.
  func restoreBegin(_ begin: String?) {
    pendingBegin = begin
    if begin != nil { isOpen = false }
  }

  /// Puts right what a statement's failure says is wrong with the connection; returns whether the statement can be sent again.
  ///
  /// 0A000: the plan is of an older table. 26000: the server lost what was prepared, e.g. a pooler gave us another one.
  func recover(_ error: ConnectorError, _ statement: SQLStatement, canRepeat: Bool) -> Bool {
    if error.isStale {
      if error.native == "26000" { forgetStatements() } else { statement.prepared = nil }
      return canRepeat
    }
    return canRepeat && isBroken && !didTimeOut && reconnect()
  }

  var isBroken: Bool { PQstatus(pointer) != CONNECTION_OK }

  /// Sends a statement; a pending `BEGIN` and the statement's preparation go in front of it, all in one go.
  func send(_ statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) {
    try settle()
    didTimeOut = false
    let known = prepared(statement)
    let isPreparable = usesPreparedStatements && !statement.isOneOff
    if pendingBegin == nil, known != nil || !isPreparable {
      return try check(sendExecution(statement.text, arguments, known))
    }
    if known == nil, pendingBegin == nil { collectGarbage() }
    try openPipeline()
    var ready = known
    if isPreparable, ready == nil {
      let new = makeStatement()
      try check(PQsendPrepare(pointer, new.name, statement.text, 0, nil))
      queued += 1
      preparing = new
      ready = new
    }
    try check(sendExecution(statement.text, arguments, ready))
    try check(PQpipelineSync(pointer))
  }

  /// Enters pipeline mode and sends the pending `BEGIN`.
  func openPipeline() throws(ConnectorError) {
    try check(PQenterPipelineMode(pointer))
    isPipeline = true
    queued = 0
    guard let begin = pendingBegin else { return }
    pendingBegin = nil
    isOpen = true
    try check(PQsendQueryParams(pointer, begin, 0, nil, nil, nil, nil, 0))
    queued += 1
  }

  func sendExecution(_ text: String, _ arguments: SQLArguments, _ prepared: PostgresStatement?) -> Int32 {
    arguments.bytes.withBytes { bytes in
      values.removeAll(keepingCapacity: true)
      let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      for index in 0..<arguments.count {
        values.append(arguments.lengths[index] < 0 ? nil : base.map { UnsafePointer($0 + arguments.starts[index]) })
      }
      let count = Int32(arguments.count)
      guard let prepared else { return PQsendQueryParams(pointer, text, count, nil, values, nil, nil, 0) }
      return PQsendQueryPrepared(pointer, prepared.name, count, values, nil, nil, 0)
    }
  }

  /// Reads all results of what was sent and returns the last, which is the asked statement's.
  func finish(_ statement: SQLStatement) throws(ConnectorError) -> PostgresResult {
    var answer: PostgresResult?
    var failure: PostgresResult?
    var wasEnd = false
    while true {
      guard let result = try nextResult() else {
        // In a pipeline every statement's results end with a nil; two of them mean that nothing more comes.
        if isPipeline, !wasEnd {
          wasEnd = true
          continue
        }
        break
      }
      wasEnd = false
      if result.isPipelineEnd { break }
      if !result.isSuccess, !result.isPipelineAborted, failure == nil { failure = result }
      note(result, statement)
      answer = result
    }
    leavePipeline()
    if let failure { throw error(failure, statement.text) }
    guard let answer, !isBroken else { throw connectionError() }
    return answer
  }

  /// Counts the results in front of the asked statement's, and remembers a statement that was prepared.
  func note(_ result: PostgresResult, _ statement: SQLStatement) {
    guard queued > 0 else { return }
    queued -= 1
    guard queued == 0, let new = preparing else { return }
    if result.isSuccess { statement.prepared = new }
    preparing = nil
  }

  func leavePipeline() {
    guard isPipeline else { return }
    PQexitPipelineMode(pointer)
    isPipeline = false
    queued = 0
    preparing = nil
  }

  func error(_ result: PostgresResult, _ text: String) -> ConnectorError {
    if isBroken { return connectionError() }
    let error = PostgresError(result.pointer)
    if error.state == "26000" || (error.state == "0A000" && error.message.contains("cached plan")) {
      return ConnectorError(.conflict, code: ConnectorError.staleStatement, message: error.message, native: error.state, isRetryable: true)
    }
    return error.connectorError(statement: text, isTimeout: didTimeOut)
  }

  func connectionError() -> ConnectorError {
    ConnectorError(.unavailable, code: "unavailable", message: PostgresConnection.message(of: pointer), isRetryable: true)
  }

  func check(_ status: Int32) throws(ConnectorError) {
    if status != 1 { throw connectionError() }
  }

  /// Runs SQL of our own that returns nothing, e.g. `COMMIT`.
  func command(_ sql: String) throws(ConnectorError) {
    try settle()
    didTimeOut = false
    try check(PQsendQuery(pointer, sql))
    var failure: PostgresResult?
    while let result = try nextResult() {
      if !result.isSuccess, failure == nil { failure = result }
    }
    if let failure { throw error(failure, sql) }
  }
}
