import CMariaDB
import ConnectorProtocol

extension MySQLConnection {
  /// Runs an administrator's text, any number of statements, and returns the last one's result as the server prints it.
  ///
  /// The text is read by the server's own SQL mode, not by the session's pinned one. Changes are one transaction as far as MySQL has it:
  /// data definition commits by itself.
  func runSQL(_ call: RawSQLCall) throws(ConnectorError) -> RawSQLResult {
    if call.isReadOnly { try execute("SET SESSION TRANSACTION READ ONLY") }
    try execute("SET SESSION sql_mode = @@GLOBAL.sql_mode")
    let ownsTransaction = !isInTransaction
    defer {
      let access = call.isReadOnly ? "; SET SESSION TRANSACTION READ WRITE" : ""
      // The text may have changed the time zone, the character set, the database and more; a connection that does not take its settings
      // back fails at the next statement.
      _ = try? execute("SET NAMES utf8mb4; \(sessionSettings)\(access)")
      selectDatabase()
    }
    if ownsTransaction { try execute("START TRANSACTION") }
    do throws(ConnectorError) {
      let result = try interruptible { () throws(ConnectorError) in try lastResult(of: call.sql) }
      if ownsTransaction { try execute("COMMIT") }
      return result
    } catch {
      if ownsTransaction { rollback() }
      throw error
    }
  }

  private func lastResult(of sql: String) throws(ConnectorError) -> RawSQLResult {
    guard mysql_real_query(handle, sql, UInt(sql.utf8.count)) == 0 else { throw lastError() }
    var result = RawSQLResult()
    while true {
      if let rows = mysql_store_result(handle) {
        result = Self.read(rows)
        mysql_free_result(rows)
      } else {
        guard mysql_field_count(handle) == 0 else { throw lastError() }
        result = RawSQLResult()
      }
      let next = mysql_next_result(handle)
      if next > 0 { throw lastError() }
      if next < 0 { return result }
    }
  }

  private static func read(_ rows: UnsafeMutablePointer<MYSQL_RES>) -> RawSQLResult {
    let count = Int(mysql_num_fields(rows))
    guard let fields = mysql_fetch_fields(rows) else { return RawSQLResult() }
    var result = RawSQLResult(columns: (0..<count).map { String(cString: fields[$0].name) })
    while let row = mysql_fetch_row(rows), let lengths = mysql_fetch_lengths(rows) {
      result.rows.append(
        (0..<count).map { index in
          row[index].map { String(decoding: UnsafeRawBufferPointer(start: $0, count: Int(lengths[index])), as: UTF8.self) }
        })
    }
    return result
  }
}
