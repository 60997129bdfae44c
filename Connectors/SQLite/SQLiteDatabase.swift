import CSQLite
import ConnectorProtocol
import SQLConnector

/// Runs compiled statements on one open file. Rows are stepped to where they are wanted: other statements may run in between.
final class SQLiteDatabase: SQLDatabase {
  let connection: SQLiteConnection

  init(_ connection: SQLiteConnection) { self.connection = connection }

  var isInTransaction: Bool { connection.isInTransaction }

  private func prepared(_ statement: SQLStatement) throws(ConnectorError) -> SQLitePrepared {
    if let ready = statement.prepared as? SQLitePrepared { return ready }
    let fresh = try SQLitePrepared(statement, on: connection)
    statement.prepared = fresh
    return fresh
  }

  func rows(of statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) -> RowBatch {
    let prepared = try self.prepared(statement)
    return try prepared.run(arguments) { () throws(ConnectorError) in
      let batch = RowBatch(rowCount: 0, columnCount: prepared.columnCount, owner: nil)
      while try prepared.next(into: batch) {}
      return batch
    }
  }

  func stream(
    _ statement: SQLStatement, _ arguments: SQLArguments, size: Int, interleaved: Bool,
    _ body: (RowBatch) throws(ConnectorError) -> Void
  ) throws(ConnectorError) {
    let prepared = try self.prepared(statement)
    try prepared.run(arguments) { () throws(ConnectorError) in
      let batch = RowBatch(rowCount: 0, columnCount: prepared.columnCount, owner: nil)
      var isComplete = false
      while !isComplete {
        batch.removeAll()
        while batch.rowCount < size, !isComplete { isComplete = try !prepared.next(into: batch) }
        try body(batch)
      }
    }
  }

  func write(_ statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) -> (affected: Int, rows: RowBatch) {
    let before = sqlite3_total_changes64(connection.handle)
    let rows = try rows(of: statement, arguments)
    // `sqlite3_changes` keeps its value when nothing was written, and leaves out what triggers did.
    let hasChanged = sqlite3_total_changes64(connection.handle) != before
    return (hasChanged ? Int(sqlite3_changes64(connection.handle)) : 0, rows)
  }

  func begin(_ transaction: SQLTransaction) throws(ConnectorError) {
    switch transaction {
    case .snapshot: try connection.execute("BEGIN")
    case .write: try connection.execute("BEGIN IMMEDIATE")
    }
  }

  func commit() throws(ConnectorError) { try connection.execute("COMMIT") }

  func rollback() {
    // SQLite ends a transaction itself after some errors. An interrupt that comes late may hit the rollback.
    for _ in 0..<3 where isInTransaction { _ = try? connection.execute("ROLLBACK") }
  }

  func plan(of statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) -> [String] {
    let explain = SQLStatement(text: "EXPLAIN QUERY PLAN " + statement.text, parameters: statement.parameters)
    let rows = try rows(of: explain, arguments)
    // The columns: id, the id of the step that it is part of, unused, text.
    var depths: [String: Int] = [:]
    return (0..<rows.rowCount).map { row in
      func text(_ column: Int) -> String { String(decoding: rows.cell(row, column).buffer, as: UTF8.self) }
      let depth = depths[text(1)].map { $0 + 1 } ?? 0
      depths[text(0)] = depth
      return String(repeating: "  ", count: depth) + text(3)
    }
  }

  /// The kit interrupts calls whose time is over.
  func setDeadline(milliseconds: UInt32) {}

  func cancel() { connection.cancel() }
}
