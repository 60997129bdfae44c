private import CLibPQ
import ConnectorProtocol

extension PostgresConnection {
  /// Runs SQL of an administrator, any number of statements, and returns what the last one gave.
  ///
  /// The server runs them as one transaction unless they say otherwise. A transaction that they leave open is ended.
  func runRaw(_ call: RawSQLCall) throws(ConnectorError) -> RawSQLResult {
    let isOurs = !isInTransaction
    if isOurs { try ensureConnected() }
    if call.isReadOnly, isOurs { try command("BEGIN READ ONLY") }
    settingsMayDiffer = true
    defer {
      if isOurs {
        rollback()
        restoreSettings()
      }
    }
    let last = try call.isOutsideOfTransaction && isOurs ? lastResultOfEach(call.sql) : lastResult(call.sql)
    if isOurs, isInTransaction { try command("COMMIT") }
    guard last.hasRows else { return RawSQLResult() }
    let columns = 0..<last.columnCount
    return RawSQLResult(
      columns: columns.map(last.columnName), rows: (0..<last.rowCount).map { row in columns.map { last.text(row, $0) } })
  }

  /// Several statements of one message would be a transaction.
  private func lastResultOfEach(_ sql: String) throws(ConnectorError) -> PostgresResult {
    var statements = PostgresStatements(sql)
    var last: PostgresResult?
    while let statement = statements.next() {
      let result = try lastResult(statement)
      if !result.isEmptyQuery { last = result }
    }
    if let last { return last }
    return try lastResult(sql)
  }

  private func lastResult(_ sql: String) throws(ConnectorError) -> PostgresResult {
    try settle()
    didTimeOut = false
    guard !sql.utf8.contains(0) else {
      throw ConnectorError(.user, code: "postgres-error", message: "query execution failed", native: "22021")
    }
    try check(PQsendQuery(pointer, sql))
    var last: PostgresResult?
    var failure: PostgresResult?
    while let result = try nextResult() {
      if result.isCopy {
        endCopy()
        continue
      }
      if !result.isSuccess, failure == nil { failure = result }
      last = result
    }
    if let failure {
      if PQstatus(pointer) != CONNECTION_OK { throw connectionError() }
      throw PostgresError(failure.pointer).rawError(statement: sql, isTimeout: didTimeOut)
    }
    guard let last else { throw connectionError() }
    return last
  }

  /// COPY needs a client that speaks it: data is refused, what the server sends is thrown away.
  private func endCopy() {
    if PQputCopyEnd(pointer, "COPY FROM STDIN is not supported here") == 1 { return }
    var buffer: UnsafeMutablePointer<CChar>?
    while PQgetCopyData(pointer, &buffer, 0) > 0 { PQfreemem(buffer) }
  }
}
