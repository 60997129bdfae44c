import CMariaDB
import ConnectorProtocol
import SQLConnector

/// A statement prepared on one connection, with the memory that its arguments and rows are bound to.
final class MySQLPrepared {
  /// Kept alive: a statement must be closed before its connection.
  private let connection: MySQLConnection
  private var handle: UnsafeMutablePointer<MYSQL_STMT>
  private let statement: (text: String, parameters: [SQLParameter])
  private var bindings: [MYSQL_BIND]
  private var numbers: [MySQLNumber]
  private(set) var row: MySQLRow
  /// Whether an earlier run returned so much that a server-side cursor is better; see ``MySQLDatabase``.
  var prefersCursor = false

  init(_ statement: SQLStatement, on connection: MySQLConnection) throws(ConnectorError) {
    self.connection = connection
    self.statement = (statement.text, statement.parameters)
    handle = try Self.prepare(statement.text, on: connection)
    bindings = Array(repeating: MYSQL_BIND(), count: Int(mysql_stmt_param_count(handle)))
    numbers = Array(repeating: MySQLNumber(), count: bindings.count)
    row = MySQLRow(types: statement.columns)
  }

  deinit { mysql_stmt_close(handle) }

  private static func prepare(_ text: String, on connection: MySQLConnection) throws(ConnectorError) -> UnsafeMutablePointer<MYSQL_STMT> {
    guard let handle = mysql_stmt_init(connection.handle) else { throw ConnectorError(.internal, message: "out of memory") }
    guard mysql_stmt_prepare(handle, text, UInt(text.utf8.count)) == 0 else {
      defer { mysql_stmt_close(handle) }
      throw error(of: handle)
    }
    return handle
  }

  private static func error(of handle: UnsafeMutablePointer<MYSQL_STMT>) -> ConnectorError {
    MySQLError.make(
      number: mysql_stmt_errno(handle), state: String(cString: mysql_stmt_sqlstate(handle)),
      message: String(cString: mysql_stmt_error(handle)))
  }

  /// Runs the statement. Its rows wait at the server until ``next()`` has taken them or ``finish()`` gives them up.
  ///
  /// With a cursor the server keeps them and other statements may run on the connection meanwhile.
  func execute(_ arguments: SQLArguments, cursorOf batchSize: Int? = nil) throws(ConnectorError) {
    guard arguments.count == bindings.count else {
      throw ConnectorError(.internal, message: "\(bindings.count) placeholders, \(arguments.count) arguments")
    }
    if try run(arguments, cursorOf: batchSize) { return }
    // The server has forgotten the statement (its tables changed, or it flushed its cache): once more from the start.
    let fresh = try Self.prepare(statement.text, on: connection)
    mysql_stmt_close(handle)
    handle = fresh
    row.unbind()
    guard try run(arguments, cursorOf: batchSize) else { throw Self.error(of: handle) }
  }

  /// Returns false if the statement must be prepared again.
  private func run(_ arguments: SQLArguments, cursorOf batchSize: Int?) throws(ConnectorError) -> Bool {
    var cursor = UInt(batchSize == nil ? CURSOR_TYPE_NO_CURSOR.rawValue : CURSOR_TYPE_READ_ONLY.rawValue)
    mysql_stmt_attr_set(handle, STMT_ATTR_CURSOR_TYPE, &cursor)
    if let batchSize {
      var rows = UInt(batchSize)
      mysql_stmt_attr_set(handle, STMT_ATTR_PREFETCH_ROWS, &rows)
    }
    let status = arguments.bytes.withBytes { bytes in
      numbers.withUnsafeMutableBufferPointer { numbers in
        bindings.withUnsafeMutableBufferPointer { bindings -> Int32 in
          bind(arguments, bytes, numbers, bindings)
          if let first = bindings.baseAddress, mysql_stmt_bind_param(handle, first) != 0 { return 1 }
          return mysql_stmt_execute(handle)
        }
      }
    }
    if status == 0 {
      try row.bind(to: handle)
      return true
    }
    let number = mysql_stmt_errno(handle)
    if number == 1243 || number == 1615 { return false }
    throw Self.error(of: handle).ifTooLarge(arguments.bytes.count)
  }

  private func bind(
    _ arguments: SQLArguments, _ bytes: UnsafeRawBufferPointer, _ numbers: UnsafeMutableBufferPointer<MySQLNumber>,
    _ bindings: UnsafeMutableBufferPointer<MYSQL_BIND>
  ) {
    for index in bindings.indices {
      var binding = MYSQL_BIND()
      let length = arguments.lengths[index]
      if length < 0 {
        binding.buffer_type = MYSQL_TYPE_NULL
      } else {
        let value = UnsafeRawBufferPointer(rebasing: bytes[arguments.starts[index]..<arguments.starts[index] + length])
        if let first = numbers.baseAddress {
          MySQLNumber.bind(value, as: statement.parameters[index], number: first + index, into: &binding)
        }
      }
      bindings[index] = binding
    }
  }

  /// Takes the next row into ``row``; false after the last one.
  func next() throws(ConnectorError) -> Bool {
    switch mysql_stmt_fetch(handle) {
    case 0: return true
    case MYSQL_NO_DATA: return false
    case MYSQL_DATA_TRUNCATED:
      row.completeTruncated(handle)
      return true
    default: throw errorOfRow
    }
  }

  /// What the server says instead of a row is known to the connection alone: an insert with RETURNING fails here.
  private var errorOfRow: ConnectorError {
    guard mysql_stmt_errno(handle) == 0 else { return Self.error(of: handle) }
    return MySQLError.make(
      number: mysql_errno(connection.handle), state: String(cString: mysql_sqlstate(connection.handle)),
      message: String(cString: mysql_error(connection.handle)))
  }

  /// How many arguments a run takes.
  var placeholderCount: Int { bindings.count }

  var hasRows: Bool { row.columnCount > 0 }

  var affectedRows: Int { Int(truncatingIfNeeded: mysql_stmt_affected_rows(handle)) }

  /// Gives the rest of the rows up; they are read from the connection and thrown away.
  func finish() { mysql_stmt_free_result(handle) }

  var warningCount: Int { Int(mysql_warning_count(connection.handle)) }
}

extension ConnectorError {
  /// A server hangs up on values beyond its `max_allowed_packet`, and says nothing: the same values again would meet the same end.
  fileprivate func ifTooLarge(_ byteCount: Int) -> ConnectorError {
    guard family == .unavailable, byteCount >= 1 << 20 else { return self }
    var error = self
    error.message += " while it was sent \(byteCount >> 20) MiB of values; its max_allowed_packet may be less"
    error.isRetryable = false
    return error
  }
}
