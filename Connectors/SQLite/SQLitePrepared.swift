import CSQLite
import ConnectorProtocol
import JSON
import SQLConnector

/// A statement prepared on one connection.
final class SQLitePrepared {
  private let connection: SQLiteConnection
  private let handle: OpaquePointer
  private let parameters: [SQLParameter]
  private let forms: [SQLiteValueForm]
  let columnCount: Int
  private var scratch = ByteWriter(capacity: 64)

  init(_ statement: SQLStatement, on connection: SQLiteConnection) throws(ConnectorError) {
    var prepared: OpaquePointer?
    let status = sqlite3_prepare_v3(connection.handle, statement.text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard status == SQLITE_OK, let prepared else { throw SQLiteError.make(connection.handle) }
    self.connection = connection
    handle = prepared
    parameters = statement.parameters
    columnCount = Int(sqlite3_column_count(prepared))
    // Results without types (EXPLAIN) are shown as they are.
    let types = statement.columns
    forms = (0..<columnCount).map { types.indices.contains($0) ? SQLiteValueForm(types[$0].canonical) : .any }
  }

  deinit { sqlite3_finalize(handle) }

  /// How many arguments a run takes.
  var placeholderCount: Int { Int(sqlite3_bind_parameter_count(handle)) }

  /// Binds the arguments and reads rows with `body` until it returns. `body` may run other statements with the same `arguments`: texts are
  /// copied.
  func run<Result>(_ arguments: SQLArguments, _ body: () throws(ConnectorError) -> Result) throws(ConnectorError) -> Result {
    defer {
      sqlite3_reset(handle)
      sqlite3_clear_bindings(handle)
    }
    guard arguments.count == placeholderCount else {
      throw ConnectorError(.internal, message: "\(placeholderCount) placeholders, \(arguments.count) arguments")
    }
    for index in 0..<arguments.count { bind(index, arguments) }
    return try body()
  }

  private func bind(_ index: Int, _ arguments: SQLArguments) {
    let place = Int32(index + 1)
    let parameter = parameters[index]
    arguments.withValue(index) { value in
      guard let value else {
        sqlite3_bind_null(handle, place)
        return
      }
      if bindNumber(value, parameter, place) { return }
      let start = value.baseAddress?.assumingMemoryBound(to: CChar.self)
      if case .value = parameter.source, parameter.type.canonical == .bytes {
        sqlite3_bind_blob64(handle, place, start, UInt64(value.count), Self.copied)
      } else {
        sqlite3_bind_text64(handle, place, start, UInt64(value.count), Self.copied, UInt8(SQLITE_UTF8))
      }
    }
  }

  /// A text never equals a number in SQLite unless a column's affinity says so; numbers go as numbers.
  private func bindNumber(_ value: UnsafeRawBufferPointer, _ parameter: SQLParameter, _ place: Int32) -> Bool {
    var type = parameter.type.canonical
    switch parameter.source {
    case .value: break
    case .count, .offset: type = .int64
    case .list, .path, .keyColumn, .keyTuples: return false
    }
    switch type {
    case .boolean, .int16, .int32, .int64, .numeric, .float32, .float64: break
    default: return false
    }
    let text = String(decoding: value, as: UTF8.self)
    if let integer = Int64(text) {
      sqlite3_bind_int64(handle, place, integer)
    } else if let real = Double(text) {
      sqlite3_bind_double(handle, place, real)
    } else {
      return false
    }
    return true
  }

  /// SQLite's SQLITE_TRANSIENT, a macro that Swift does not see: the library makes its own copy.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  /// Steps to the next row and writes it into the batch; false after the last one.
  func next(into batch: RowBatch) throws(ConnectorError) -> Bool {
    let status = sqlite3_step(handle)
    if status == SQLITE_DONE { return false }
    guard status == SQLITE_ROW else { throw SQLiteError.make(connection.handle) }
    let cells = batch.appendRow()
    for column in 0..<columnCount {
      let value = SQLiteValue(handle, Int32(column))
      if let cell = forms[column].cell(of: value, in: batch, &scratch) {
        cells[column] = cell
      } else if !connection.settings.showsInexactAsNull {
        throw inexact(value, Int32(column))
      }
    }
    return true
  }

  /// The error of a value that its column's declared type cannot say: names table, column and rowid, never the value.
  private func inexact(_ value: SQLiteValue, _ column: Int32) -> ConnectorError {
    guard let tableName = sqlite3_column_table_name(handle, column), let columnName = sqlite3_column_origin_name(handle, column) else {
      return ConnectorError(.user, code: "data-exception", message: "a stored \(value.typeName) value does not fit the type of its column")
    }
    let (table, name) = (String(cString: tableName), String(cString: columnName))
    let type = sqlite3_column_decltype(handle, column).map { String(cString: $0) } ?? ""
    let row = rowID(of: value, table, name).map { " of the row with rowid \($0)" } ?? ""
    return ConnectorError(
      .user, code: "data-exception",
      message: "table \"\(table)\": column \"\(name)\"\(row) holds a \(value.typeName) value that is not a \(type)")
  }

  /// Looks the row up again: a statement does not tell the rowid of what it returns.
  private func rowID(of value: SQLiteValue, _ table: String, _ column: String) -> Int64? {
    let dialect = SQLiteDialect()
    let sql =
      "SELECT rowid FROM \(dialect.quote(table)) WHERE typeof(\(dialect.quote(column))) = '\(value.typeName)' AND \(dialect.quote(column)) = ?"
    var lookup: OpaquePointer?
    guard sqlite3_prepare_v2(connection.handle, sql, -1, &lookup, nil) == SQLITE_OK, let lookup else { return nil }
    defer { sqlite3_finalize(lookup) }
    switch value {
    case .null: return nil
    case .integer(let integer): sqlite3_bind_int64(lookup, 1, integer)
    case .real(let real): sqlite3_bind_double(lookup, 1, real)
    case .text(let text):
      sqlite3_bind_text(lookup, 1, text.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(text.count), Self.copied)
    case .blob(let blob): sqlite3_bind_blob(lookup, 1, blob.baseAddress, Int32(blob.count), Self.copied)
    }
    return sqlite3_step(lookup) == SQLITE_ROW ? sqlite3_column_int64(lookup, 0) : nil
  }
}
