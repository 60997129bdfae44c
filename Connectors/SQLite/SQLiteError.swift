import CSQLite
import ConnectorProtocol

/// Turns result codes of SQLite into families and the sentences that API users know.
enum SQLiteError {
  static func make(_ database: OpaquePointer?) -> ConnectorError {
    make(code: sqlite3_extended_errcode(database), message: String(cString: sqlite3_errmsg(database)))
  }

  static func make(code: Int32, message: String) -> ConnectorError {
    let native = String(code)
    if let violation = violation(code, message) {
      return ConnectorError(.constraint, code: violation.code, message: violation.message, native: native)
    }
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED:
      return ConnectorError(.conflict, code: "serialization-failure", message: message, native: native, isRetryable: true)
    case SQLITE_INTERRUPT: return ConnectorError(.cancelled, code: "cancelled", message: "the query was cancelled", native: native)
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
      return ConnectorError(.permission, code: "permission-denied", message: message, native: native)
    case SQLITE_CANTOPEN, SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_IOERR, SQLITE_FULL, SQLITE_PROTOCOL:
      return ConnectorError(.unavailable, code: "connection-failed", message: message, native: native)
    case SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_RANGE:
      return ConnectorError(.user, code: "data-exception", message: message, native: native)
    case SQLITE_NOMEM, SQLITE_MISUSE, SQLITE_INTERNAL: return ConnectorError(.internal, message: message, native: native)
    // What one of the functions of this connector says.
    case SQLITE_ERROR where message.hasPrefix("invalid regular expression") || message == SQLiteArithmetic.outOfRange:
      return ConnectorError(.user, code: "data-exception", message: message, native: native)
    default: return ConnectorError(.user, code: "database-error", message: message, native: native)
    }
  }

  /// Broken constraints, in the words that Hasura has for PostgreSQL. SQLite tells columns (`t.a, t.b`), not names.
  private static func violation(_ code: Int32, _ message: String) -> (code: String, message: String)? {
    guard code & 0xFF == SQLITE_CONSTRAINT else { return nil }
    let colon = message.utf8.firstIndex(of: UInt8(ascii: ":"))
    let what = colon.map { String(message[message.index(after: $0)...].drop { $0 == " " }) } ?? ""
    let columns = what.split(separator: ",").map { part in
      part.split(separator: ".").last.map(String.init) ?? ""
    }
    let table = what.split(separator: ".").first.map(String.init) ?? ""
    switch code >> 8 {
    case 8, 6, 10:  // unique, primary key, rowid
      let name = SQLiteIntrospection.constraintName(table, columns, isPrimary: code >> 8 != 8)
      return ("unique-violation", "Uniqueness violation. duplicate key value violates unique constraint \"\(name)\"")
    case 5:
      let column = columns.first ?? ""
      return (
        "not-null-violation",
        "Not-NULL violation. null value in column \"\(column)\" of relation \"\(table)\" violates not-null constraint"
      )
    case 3: return ("foreign-key-violation", "Foreign key violation. insert, update or delete violates a foreign key constraint")
    case 1: return ("permission-error", "Check constraint violation. new row violates check constraint \"\(what)\"")
    default: return ("constraint-violation", message)
    }
  }
}
