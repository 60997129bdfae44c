import CMariaDB
import ConnectorProtocol
import SQLConnector

/// Runs compiled statements on one connection.
///
/// Results are read as they come, row by row. Only ``stream(_:_:size:interleaved:_:)`` with other statements in between needs more: see there.
final class MySQLDatabase: SQLDatabase {
  let connection: MySQLConnection

  /// How many bytes of a result are held here before it is asked for again through a cursor, in an interleaved stream.
  private static let heldBytes = 32 << 20

  init(_ connection: MySQLConnection) { self.connection = connection }

  var isInTransaction: Bool { connection.isInTransaction }

  private func prepared(_ statement: SQLStatement) throws(ConnectorError) -> MySQLPrepared {
    if let ready = statement.prepared as? MySQLPrepared { return ready }
    let fresh = try MySQLPrepared(statement, on: connection)
    statement.prepared = fresh
    return fresh
  }

  func rows(of statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) -> RowBatch {
    try connection.interruptible { () throws(ConnectorError) in
      let prepared = try self.prepared(statement)
      try prepared.execute(arguments)
      let batch = try readAll(prepared)
      try refuseWarnings(of: prepared, statement)
      return batch
    }
  }

  private func readAll(_ prepared: MySQLPrepared) throws(ConnectorError) -> RowBatch {
    let batch = RowBatch(rowCount: 0, columnCount: prepared.row.columnCount, owner: nil)
    defer { prepared.finish() }
    if prepared.hasRows {
      while try prepared.next() { prepared.row.copy(into: batch.appendRow(), of: batch) }
    }
    return batch
  }

  /// A warning about a key means that it was not compared as it is: the answer would be wrong without anybody noticing.
  private func refuseWarnings(of prepared: MySQLPrepared, _ statement: SQLStatement) throws(ConnectorError) {
    guard prepared.warningCount > 0, statement.parameters.contains(where: \.source.hasKeys) else { return }
    throw ConnectorError(.internal, code: "inexact-key", message: "the database did not take a join key as it is")
  }

  /// Without statements in between, rows go straight from the socket to `body`.
  ///
  /// With them the connection must be free: the result is held here if it is small (the usual case, and the fastest). If it grows too large,
  /// it is given up and asked for again through a server-side cursor, which costs the server a copy of it (measured: cursors always
  /// materialise); from then on the statement uses the cursor at once.
  func stream(
    _ statement: SQLStatement, _ arguments: SQLArguments, size: Int, interleaved: Bool,
    _ body: (RowBatch) throws(ConnectorError) -> Void
  ) throws(ConnectorError) {
    let prepared = try self.prepared(statement)
    if interleaved, !prepared.prefersCursor {
      if let batch = try held(prepared, arguments) { return try body(batch) }
      prepared.prefersCursor = true
    }
    if interleaved {
      try throughCursor(prepared, arguments, size, body)
    } else {
      try connection.interruptible { () throws(ConnectorError) in try fromSocket(prepared, arguments, size, body) }
    }
  }

  private func throughCursor(
    _ prepared: MySQLPrepared, _ arguments: SQLArguments, _ size: Int, _ body: (RowBatch) throws(ConnectorError) -> Void
  ) throws(ConnectorError) {
    try connection.interruptible { () throws(ConnectorError) in try prepared.execute(arguments, cursorOf: size) }
    defer { prepared.finish() }
    var isComplete = false
    while !isComplete {
      let batch = RowBatch(rowCount: 0, columnCount: prepared.row.columnCount, owner: nil)
      isComplete = try connection.interruptible { () throws(ConnectorError) in try read(prepared, upTo: size, into: batch) }
      try body(batch)
    }
  }

  private func fromSocket(
    _ prepared: MySQLPrepared, _ arguments: SQLArguments, _ size: Int, _ body: (RowBatch) throws(ConnectorError) -> Void
  ) throws(ConnectorError) {
    try prepared.execute(arguments)
    var isComplete = false
    defer {
      // The rest of a long result would have to be read to its end.
      if !isComplete { connection.stopReading() }
      prepared.finish()
    }
    let batch = RowBatch(rowCount: 0, columnCount: prepared.row.columnCount, owner: nil)
    while !isComplete {
      batch.removeAll()
      isComplete = try read(prepared, upTo: size, into: batch)
      try body(batch)
    }
  }

  private func read(_ prepared: MySQLPrepared, upTo size: Int, into batch: RowBatch) throws(ConnectorError) -> Bool {
    while batch.rowCount < size {
      guard try prepared.next() else { return true }
      prepared.row.copy(into: batch.appendRow(), of: batch)
    }
    return false
  }

  /// The whole result, or nil if it is too large to be held.
  private func held(_ prepared: MySQLPrepared, _ arguments: SQLArguments) throws(ConnectorError) -> RowBatch? {
    try connection.interruptible { () throws(ConnectorError) in
      try prepared.execute(arguments)
      defer { prepared.finish() }
      let batch = RowBatch(rowCount: 0, columnCount: prepared.row.columnCount, owner: nil)
      var byteCount = 0
      while try prepared.next() {
        byteCount += prepared.row.copy(into: batch.appendRow(), of: batch)
        if byteCount > Self.heldBytes {
          connection.stopReading()
          return nil
        }
      }
      return batch
    }
  }

  func write(_ statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) -> (affected: Int, rows: RowBatch) {
    try connection.interruptible { () throws(ConnectorError) in
      let prepared = try self.prepared(statement)
      try prepared.execute(arguments)
      if prepared.hasRows {
        let rows = try readAll(prepared)
        return (rows.rowCount, rows)
      }
      let affected = prepared.affectedRows
      prepared.finish()
      return (affected, RowBatch(rowCount: 0, columnCount: 0, owner: nil))
    }
  }

  func begin(_ transaction: SQLTransaction) throws(ConnectorError) {
    switch transaction {
    case .snapshot: try connection.begin(snapshot: true)
    case .write: try connection.begin(snapshot: false)
    }
  }

  func commit() throws(ConnectorError) { try connection.commit() }

  func rollback() { connection.rollback() }

  func plan(of statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) -> [String] {
    let explain = SQLStatement(text: "EXPLAIN " + statement.text, parameters: statement.parameters)
    let batch = try rows(of: explain, arguments)
    let names = ["id", "select_type", "table"] + (connection.isMariaDB ? [] : ["partitions"])
    let columns =
      names + ["type", "possible_keys", "key", "key_len", "ref", "rows"] + (connection.isMariaDB ? [] : ["filtered"]) + ["Extra"]
    return (0..<batch.rowCount).map { row in
      (0..<min(batch.columnCount, columns.count)).compactMap { column -> String? in
        let cell = batch.cell(row, column)
        return cell.isNull || cell.count == 0 ? nil : "\(columns[column])=\(String(decoding: cell.buffer, as: UTF8.self))"
      }.joined(separator: " ")
    }
  }

  /// The kit interrupts calls whose time is over; a limit at the server would cost a round trip per call.
  func setDeadline(milliseconds: UInt32) {}

  func cancel() { connection.cancel() }
}
