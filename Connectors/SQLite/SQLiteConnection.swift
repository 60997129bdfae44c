import CSQLite
import ConnectorProtocol
import Glibc
import Synchronization

/// One open database file.
final class SQLiteConnection {
  let handle: OpaquePointer
  let settings: SQLiteSettings
  private let interruption: Interruption

  /// Lets other threads interrupt, but never a handle that is closed.
  private final class Interruption: Sendable {
    private let address: Mutex<UInt?>

    init(_ handle: OpaquePointer) { address = Mutex(UInt(bitPattern: handle)) }

    func interrupt() {
      address.withLock { if let address = $0 { sqlite3_interrupt(OpaquePointer(bitPattern: address)) } }
    }

    func end() { address.withLock { $0 = nil } }
  }

  /// Regular expressions read UTF-8 only in a locale that has it; the program's messages do not change.
  private static let hasLocale = setlocale(LC_CTYPE, "C.UTF-8") != nil

  /// Opens the file; a missing one is an error unless the settings say that it is made.
  init(_ settings: SQLiteSettings) throws(ConnectorError) {
    _ = Self.hasLocale
    self.settings = settings
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (settings.createsFile ? SQLITE_OPEN_CREATE : 0)
    let status = sqlite3_open_v2(settings.path, &opened, flags, nil)
    guard status == SQLITE_OK, let opened else {
      let error = SQLiteError.make(code: status, message: "\(String(cString: sqlite3_errmsg(opened))): \(settings.path)")
      sqlite3_close_v2(opened)
      throw error
    }
    handle = opened
    interruption = Interruption(opened)
    sqlite3_busy_timeout(opened, 5000)
    SQLiteFunctions.register(in: opened)
    do throws(ConnectorError) {
      // The first read shows whether the file is a database at all.
      try execute("PRAGMA foreign_keys = ON; PRAGMA schema_version")
    } catch {
      throw isInUse(error)
    }
  }

  deinit {
    interruption.end()
    sqlite3_close_v2(handle)
  }

  /// Says of a lock that does not go away which file it is.
  func isInUse(_ error: ConnectorError) -> ConnectorError {
    guard error.family == .conflict else { return error }
    return ConnectorError(
      .unavailable, code: "database-in-use", message: "the file \(settings.path) is in use by another process", native: error.native,
      isRetryable: true)
  }

  /// Runs statements that return nothing of interest.
  func execute(_ sql: String) throws(ConnectorError) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw SQLiteError.make(handle) }
  }

  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  func cancel() { interruption.interrupt() }

  /// Runs an administrator's text, any number of statements in one transaction, and returns the last one's result.
  ///
  /// A transaction that the text leaves open is ended: what comes later on this connection must not become a part of it. One that was open
  /// before stays so, also after an error, and is its owner's to end.
  func runSQL(_ call: RawSQLCall) throws(ConnectorError) -> RawSQLResult {
    guard !call.sql.utf8.contains(0) else {
      throw ConnectorError(.user, code: "syntax-error", message: "SQL must not contain the character NUL")
    }
    if call.isReadOnly { try execute("PRAGMA query_only = ON") }
    defer { if call.isReadOnly { _ = try? execute("PRAGMA query_only = OFF") } }
    if isInTransaction { return try lastResult(of: call.sql) }
    defer { if isInTransaction { _ = try? execute("ROLLBACK") } }
    if !Self.managesTransactions(call.sql) { try execute("BEGIN") }
    let result = try lastResult(of: call.sql)
    if isInTransaction { try execute("COMMIT") }
    return result
  }

  /// Texts with their own transactions, and pragmas and VACUUM, which do nothing or fail inside of one.
  private static func managesTransactions(_ sql: String) -> Bool {
    let words = sql.uppercased().split { !$0.isLetter }
    return words.contains { ["BEGIN", "COMMIT", "VACUUM", "PRAGMA", "ATTACH", "DETACH"].contains($0) }
  }

  private func lastResult(of sql: String) throws(ConnectorError) -> RawSQLResult {
    var result = RawSQLResult()
    var rest = Array(sql.utf8CString)
    while !rest.isEmpty, rest[0] != 0 {
      var statement: OpaquePointer?
      let used = rest.withUnsafeBufferPointer { text -> Int? in
        var tail: UnsafePointer<CChar>?
        guard sqlite3_prepare_v2(handle, text.baseAddress, -1, &statement, &tail) == SQLITE_OK, let start = text.baseAddress else {
          return nil
        }
        return tail.map { $0 - start }
      }
      guard let used else { throw SQLiteError.make(handle) }
      rest.removeFirst(used)
      // Nothing but blanks or a comment.
      guard let statement else { continue }
      defer { sqlite3_finalize(statement) }
      result = try run(statement)
    }
    return result
  }

  private func run(_ statement: OpaquePointer) throws(ConnectorError) -> RawSQLResult {
    let count = sqlite3_column_count(statement)
    var result = RawSQLResult()
    if count > 0 { result.columns = (0..<count).map { String(cString: sqlite3_column_name(statement, $0)) } }
    while true {
      let status = sqlite3_step(statement)
      if status == SQLITE_DONE { return result }
      guard status == SQLITE_ROW else { throw SQLiteError.make(handle) }
      result.rows.append((0..<count).map { SQLiteValue(statement, $0).printed })
    }
  }
}
