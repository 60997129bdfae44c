import CMariaDB
import ConnectorProtocol

/// Turns error numbers of server and client library into families and the sentences that API users know.
enum MySQLError {
  /// `message` is the server's; it may quote values, so only names are taken from it where the text is known.
  static func make(number: UInt32, state: String, message: String) -> ConnectorError {
    let native = state.isEmpty ? String(number) : "\(number) (\(state))"
    if let violation = violation(Int32(number), message) {
      return ConnectorError(.constraint, code: violation.code, message: violation.message, native: native)
    }
    switch Int32(number) {
    case 1044, 1142, 1143, 1227, 1370, 1449:
      return ConnectorError(.permission, code: "permission-denied", message: message, native: native)
    case 1045, 1049, 1698, 1040, 1203, 1226, 1129, 1130:
      return ConnectorError(.unavailable, code: "connection-failed", message: withoutLogin(message), native: native)
    case 1053, 1077, 1079, 1080, 2000...2061, 5000...5030, 1158...1161, 1927, 3169, 4031:
      return ConnectorError(.unavailable, code: "connection-failed", message: message, native: native, isRetryable: true)
    case 1317: return ConnectorError(.cancelled, code: "cancelled", message: "the query was cancelled", native: native)
    case 1969, 3024: return ConnectorError(.timeout, code: "timeout", message: "the query took too long", native: native)
    case 1213: return ConnectorError(.conflict, code: "deadlock", message: message, native: native, isRetryable: true)
    case 1205, 1020:
      return ConnectorError(.conflict, code: "serialization-failure", message: message, native: native, isRetryable: true)
    case 1062, 1586: return ConnectorError(.constraint, code: "unique-violation", message: "Uniqueness violation.", native: native)
    case 1139, 1264, 1265, 1292, 1366, 1367, 1406, 1411, 1365, 1690, 3140, 3141, 4037, 4038:
      return ConnectorError(.user, code: "data-exception", message: withoutValues(message), native: native)
    case 1235, 1047: return ConnectorError(.unsupported, code: "not-supported", message: message, native: native)
    default: return ConnectorError(.user, code: "database-error", message: message, native: native)
    }
  }

  /// Broken constraints, in the words that Hasura has for PostgreSQL.
  private static func violation(_ number: Int32, _ message: String) -> (code: String, message: String)? {
    switch number {
    case 1062, 1586:
      guard let key = quoted(message, "'", fromEnd: true)?.split(separator: ".").last else { return nil }
      return ("unique-violation", "Uniqueness violation. duplicate key value violates unique constraint \"\(key)\"")
    case 1216, 1452:
      let names = foreignKey(message)
      return (
        "foreign-key-violation",
        "Foreign key violation. insert or update on table \"\(names.table)\" violates foreign key constraint \"\(names.constraint)\""
      )
    case 1217, 1451:
      let names = foreignKey(message)
      return (
        "foreign-key-violation",
        "Foreign key violation. update or delete violates foreign key constraint \"\(names.constraint)\" on table \"\(names.table)\""
      )
    case 1048, 1364:
      let column = quoted(message, "'", fromEnd: false) ?? ""
      return ("not-null-violation", "Not-NULL violation. null value in column \"\(column)\" violates not-null constraint")
    case 3819, 4025:
      // MariaDB: CONSTRAINT `name` failed for `db`.`table`; MySQL: Check constraint 'name' is violated.
      let name = quoted(message, number == 4025 ? "`" : "'", fromEnd: false) ?? ""
      return ("permission-error", "Check constraint violation. new row violates check constraint \"\(name)\"")
    default: return nil
    }
  }

  /// The table and constraint of: ... fails (`db`.`table`, CONSTRAINT `name` FOREIGN KEY ...
  private static func foreignKey(_ message: String) -> (table: String, constraint: String) {
    let names = message.split(separator: "`", omittingEmptySubsequences: false)
    return names.count > 5 ? (String(names[3]), String(names[5])) : ("", "")
  }

  private static func quoted(_ message: String, _ quote: Character, fromEnd: Bool) -> String? {
    let parts = message.split(separator: quote, omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return nil }
    return String(fromEnd ? parts[parts.count - 2] : parts[1])
  }

  /// "Incorrect integer value: 'abc' for column `db`.`t`.`c` at row 1": the quoted value is left out, names stay.
  private static func withoutValues(_ message: String) -> String {
    guard let colon = message.range(of: ": '") else { return message }
    guard let end = message.range(of: "' for ", backwards: true), colon.upperBound <= end.lowerBound else {
      return String(message[..<colon.lowerBound])
    }
    return String(message[..<colon.lowerBound]) + message[message.index(after: end.lowerBound)...]
  }

  /// "Access denied for user 'u'@'h' (using password: YES)": who logs in from where is the administrator's matter.
  private static func withoutLogin(_ message: String) -> String {
    message.hasPrefix("Access denied") ? "access denied: the user name or the password is wrong" : message
  }
}

extension String {
  /// The first (or last) place of a text in this one.
  fileprivate func range(of text: String, backwards: Bool = false) -> Range<String.Index>? {
    let own = Array(utf8)
    let wanted = Array(text.utf8)
    guard own.count >= wanted.count else { return nil }
    let starts = Array(0...(own.count - wanted.count))
    let found = (backwards ? starts.reversed() : starts).first { own[$0..<($0 + wanted.count)].elementsEqual(wanted) }
    return found.map { utf8.index(startIndex, offsetBy: $0)..<utf8.index(startIndex, offsetBy: $0 + wanted.count) }
  }
}
