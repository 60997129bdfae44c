package import ConnectorProtocol

/// One connection to one database, as a driver gives it. Used by one thread; only ``cancel()`` comes from another.
package protocol SQLDatabase: AnyObject {
  /// Runs a statement and returns all its rows.
  func rows(of statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) -> RowBatch

  /// Runs a statement and hands its rows out in batches of about `size`; at least one batch, which may be empty. Memory stays flat.
  ///
  /// `interleaved` says that `body` runs other statements on this connection: the driver uses a server-side cursor then, and the caller has
  /// opened a transaction. A batch is valid only inside of `body`.
  func stream(
    _ statement: SQLStatement, _ arguments: SQLArguments, size: Int, interleaved: Bool,
    _ body: (RowBatch) throws(ConnectorError) -> Void
  ) throws(ConnectorError)

  /// Runs a statement that writes. `affected` is the number of rows it inserted, changed or deleted; `rows` what it returned.
  func write(_ statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) -> (affected: Int, rows: RowBatch)

  /// Opens a transaction. A driver may send this with the next statement.
  func begin(_ transaction: SQLTransaction) throws(ConnectorError)

  func commit() throws(ConnectorError)

  /// Ends the transaction without its writes. Never fails: a connection that cannot is broken, and the next statement says so.
  func rollback()

  /// Whether a transaction is open.
  var isInTransaction: Bool { get }

  /// The plan of a statement, line by line, without running it.
  func plan(of statement: SQLStatement, _ arguments: SQLArguments) throws(ConnectorError) -> [String]

  /// Limits the statements that follow to so many milliseconds; 0 means no limit.
  func setDeadline(milliseconds: UInt32)

  /// Interrupts the statement that runs now. Any thread; does not wait.
  func cancel()
}

/// What a transaction is for.
package enum SQLTransaction: Sendable {
  /// Several reads that see one state.
  case snapshot
  case write
}
