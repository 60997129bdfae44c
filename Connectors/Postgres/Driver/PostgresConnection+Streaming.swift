private import CLibPQ
import ConnectorProtocol
import SQLConnector

extension PostgresConnection {
  func stream(
    _ statement: SQLStatement, _ arguments: SQLArguments, size: Int, interleaved: Bool,
    _ body: (RowBatch) throws(ConnectorError) -> Void
  ) throws(ConnectorError) {
    if interleaved { return try streamCursor(statement, arguments, size, body) }
    try streamRows(statement, arguments, size, body)
  }

  /// Rows one after the other as the server sends them, handed out in batches.
  private func streamRows(
    _ statement: SQLStatement, _ arguments: SQLArguments, _ size: Int, _ body: (RowBatch) throws(ConnectorError) -> Void
  ) throws(ConnectorError) {
    let first = try firstRow(statement, arguments)
    guard first.isSingleRow else {
      try end(statement)
      return try body(first.batch())
    }
    let columns = first.columnCount
    let batch = RowBatch(rowCount: 0, columnCount: columns, owner: nil)
    var held = [first]
    held.reserveCapacity(size)
    PostgresResult.fill(batch.appendRow(), first.pointer, 0, columns)
    do throws(ConnectorError) {
      while let result = try nextResult() {
        if !result.isSuccess { throw error(result, statement.text) }
        guard result.isSingleRow else { continue }
        held.append(result)
        PostgresResult.fill(batch.appendRow(), result.pointer, 0, columns)
        guard batch.rowCount == size else { continue }
        try body(batch)
        batch.removeAll()
        held.removeAll(keepingCapacity: true)
      }
      try end(statement)
      try body(batch)
    } catch {
      abandon()
      throw error
    }
  }

  /// Sends a statement and returns its first result, a row or the empty end. A stale or dead connection is put right once.
  private func firstRow(_ statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) -> PostgresResult {
    let begin = pendingBegin
    let isFirst = begin != nil || !isInTransaction
    do throws(ConnectorError) {
      return try attemptFirstRow(statement, arguments)
    } catch {
      abandonIfRunning()
      guard isFirst, recover(error, statement, canRepeat: begin == nil) else { throw error }
      restoreBegin(begin)
      return try attemptFirstRow(statement, arguments)
    }
  }

  private func attemptFirstRow(_ statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) -> PostgresResult {
    try send(statement, arguments)
    while queued > 0 {
      guard let result = try nextResult() else { continue }
      if !result.isSuccess { throw error(result, statement.text) }
      note(result, statement)
      // The nil that ends the results of this statement.
      _ = try nextResult()
    }
    PQsetSingleRowMode(pointer)
    guard let first = try nextResult() else { throw connectionError() }
    if !first.isSuccess { throw error(first, statement.text) }
    return first
  }

  private func abandonIfRunning() {
    if PQtransactionStatus(pointer) == PQTRANS_ACTIVE || isPipeline { abandon() }
  }

  /// Reads what follows the last row.
  private func end(_ statement: SQLStatement) throws(ConnectorError) {
    while let result = try nextResult() {
      if result.isPipelineEnd { break }
      if !result.isSuccess { throw error(result, statement.text) }
    }
    if isPipeline {
      while let result = try nextResult(), !result.isPipelineEnd {}
    }
    leavePipeline()
  }

  /// Batches from a cursor of the server, so that the connection is free between them.
  private func streamCursor(
    _ statement: SQLStatement, _ arguments: SQLArguments, _ size: Int, _ body: (RowBatch) throws(ConnectorError) -> Void
  ) throws(ConnectorError) {
    let fetch = "FETCH \(size) FROM joinery_rows"
    var batch = try firstBatch(statement, arguments, fetch)
    let none = SQLArguments()
    let next = SQLStatement(text: fetch, isOneOff: true)
    while batch.rowCount == size {
      try body(batch)
      batch = try run(next, none, isRead: false).batch()
    }
    try body(batch)
    try command("CLOSE joinery_rows")
  }

  /// Opens the cursor and fetches its first rows, in one go with a pending `BEGIN`. On a dead connection it is done again on a new one.
  private func firstBatch(_ statement: SQLStatement, _ arguments: SQLArguments, _ fetch: String) throws(ConnectorError) -> RowBatch {
    let declare = SQLStatement(
      text: "DECLARE joinery_rows NO SCROLL CURSOR FOR \(statement.text)", parameters: statement.parameters, isOneOff: true)
    let begin = pendingBegin
    do throws(ConnectorError) {
      return try attemptFirstBatch(declare, arguments, fetch)
    } catch {
      guard begin != nil, recover(error, declare, canRepeat: !error.isStale) else { throw error }
      restoreBegin(begin)
      return try attemptFirstBatch(declare, arguments, fetch)
    }
  }

  private func attemptFirstBatch(_ declare: SQLStatement, _ arguments: SQLArguments, _ fetch: String) throws(ConnectorError) -> RowBatch {
    try settle()
    didTimeOut = false
    try openPipeline()
    try check(sendExecution(declare.text, arguments, nil))
    queued += 1
    try check(PQsendQueryParams(pointer, fetch, 0, nil, nil, nil, nil, 0))
    try check(PQpipelineSync(pointer))
    return try finish(declare).batch()
  }
}
