private import CLibPQ
import ConnectorProtocol
import SQLConnector

extension PostgresConnection: SQLDatabase {
  func rows(of statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) -> RowBatch {
    try run(statement, arguments, isRead: true).batch()
  }

  func write(_ statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) -> (affected: Int, rows: RowBatch) {
    let result = try run(statement, arguments, isRead: false)
    return (result.affectedRows, result.batch())
  }

  func begin(_ transaction: SQLTransaction) throws(ConnectorError) {
    isSnapshot = transaction == .snapshot
    switch transaction {
    case .snapshot: pendingBegin = "BEGIN ISOLATION LEVEL \(snapshotLevel) READ ONLY"
    case .write:
      try ensureConnected()
      do throws(ConnectorError) {
        try command("BEGIN ISOLATION LEVEL \(writeLevel)")
      } catch  where isBroken && !didTimeOut {
        // The connection broke just now, and nothing was written yet.
        guard reconnect() else { throw error }
        try command("BEGIN ISOLATION LEVEL \(writeLevel)")
      }
      isOpen = true
    }
  }

  /// Finds out about a connection that broke while it was idle before anything depends on it.
  func ensureConnected() throws(ConnectorError) {
    try settle()
    // What lies there for an idle connection is the server's farewell and the end of the stream, read one after the other.
    for _ in 0..<4 where PQstatus(pointer) == CONNECTION_OK && awaitInput(0) { PQconsumeInput(pointer) }
    if PQstatus(pointer) != CONNECTION_OK, !reconnect() { throw connectionError() }
  }

  func commit() throws(ConnectorError) {
    if pendingBegin != nil {
      pendingBegin = nil
      return
    }
    isOpen = false
    guard isSnapshot else { return try command("COMMIT") }
    try check(PQsendQuery(pointer, "COMMIT"))
    awaitsCommit = true
  }

  func rollback() {
    pendingBegin = nil
    isOpen = false
    guard isInTransaction else { return }
    deadline = nil
    // An interrupt that comes late may hit the rollback, and a connection left in a failed transaction would refuse everything.
    for _ in 0..<3 where isInTransaction && !isBroken { try? command("ROLLBACK") }
  }

  var isInTransaction: Bool {
    if isOpen || pendingBegin != nil { return true }
    if awaitsCommit { return false }
    let status = PQtransactionStatus(pointer)
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
  }

  func setDeadline(milliseconds: UInt32) {
    deadline = milliseconds == 0 ? nil : PostgresConnection.milliseconds() + Int(milliseconds)
  }

  func plan(of statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) -> [String] {
    let explain = SQLStatement(text: "EXPLAIN (FORMAT TEXT) \(statement.text)", parameters: statement.parameters, isOneOff: true)
    let result = try run(explain, arguments, isRead: true)
    return (0..<result.rowCount).map { result.text($0, 0) ?? "" }
  }
}
