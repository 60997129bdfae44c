private import CLibPQ
import ConnectorProtocol
import JSON

/// What the server says of a failed statement.
struct PostgresError {
  var state: String
  var message: String
  var description: String?
  var hint: String?
  /// Where the server was when it failed.
  var context: String
  /// The function of the server's or an extension's C code that found the error.
  var origin: String
  var status: String

  init(_ result: OpaquePointer) {
    func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }
    state = field(PostgresError.diagnosticState) ?? ""
    message = field(PostgresError.diagnosticMessage) ?? PostgresError.trimmed(PQresultErrorMessage(result))
    description = field(PostgresError.diagnosticDetail)
    hint = field(PostgresError.diagnosticHint)
    context = field(PostgresError.diagnosticContext) ?? ""
    origin = field(PostgresError.diagnosticFunction) ?? ""
    status = PQresultStatus(result) == PGRES_NONFATAL_ERROR ? "NonFatalError" : "FatalError"
  }

  // Character constants of postgres_ext.h that Swift does not import.
  private static let diagnosticState = Int32(UInt8(ascii: "C"))
  private static let diagnosticMessage = Int32(UInt8(ascii: "M"))
  private static let diagnosticDetail = Int32(UInt8(ascii: "D"))
  private static let diagnosticHint = Int32(UInt8(ascii: "H"))
  private static let diagnosticFunction = Int32(UInt8(ascii: "R"))
  private static let diagnosticContext = Int32(UInt8(ascii: "W"))

  private static func trimmed(_ text: UnsafePointer<CChar>?) -> String {
    var bytes = text.map { Array(String(cString: $0).utf8) } ?? []
    while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: " ") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The `internal` object that Hasura gives to administrators (Database.PG.Query.Transaction, `PGTxErr`).
  func detail(statement: String) -> String {
    let error: JSON = [
      "exec_status": .string(status), "hint": hint.map { .string($0) } ?? .null, "message": .string(message),
      "status_code": .string(state), "description": description.map { .string($0) } ?? .null,
    ]
    return (["statement": .string(statement), "prepared": false, "error": error, "arguments": []] as JSON).text
  }

  /// The error of a statement that a GraphQL request or a metadata command led to, in Hasura's words
  /// (Hasura.Backends.Postgres.Connection, `mkTxErrorHandler`).
  func connectorError(statement: String, isTimeout: Bool) -> ConnectorError {
    if state == "57014" {
      let isLimit = isTimeout || message.contains("timeout")
      return ConnectorError(
        isLimit ? .timeout : .cancelled, code: isLimit ? "timeout" : "cancelled",
        message: isLimit ? "the database did not answer in time" : "the query was cancelled", native: state)
    }
    if let known = Self.constraintMessages[state] {
      return ConnectorError(.constraint, code: known.code, message: "\(known.start) \(message)", native: state)
    }
    switch state.prefix(2) {
    case "23": return ConnectorError(.constraint, code: "constraint-violation", message: message, native: state)
    case "22":
      let isEscape = state == "22025"
      return ConnectorError(.user, code: isEscape ? "bad-request" : "data-exception", message: message, native: state)
    case "40":
      let text = state == "40001" ? "serialization failure due to concurrent update" : message
      return ConnectorError(.conflict, code: "concurrent-update", message: text, native: state, isRetryable: true)
    case "08", "57", "53":
      return ConnectorError(.unavailable, code: "unavailable", message: message, native: state, isRetryable: true)
    default: return other(statement: statement)
    }
  }

  private static let constraintMessages: [String: (code: String, start: String)] = [
    "23001": ("constraint-violation", "Can not delete or update due to data being referred."),
    "23502": ("constraint-violation", "Not-NULL violation."),
    "23503": ("constraint-violation", "Foreign key violation."),
    "23505": ("constraint-violation", "Uniqueness violation."),
    "23514": ("permission-error", "Check constraint violation."),
    "23P01": ("constraint-violation", "Exclusion violation."),
  ]

  private func other(statement: String) -> ConnectorError {
    let detail = detail(statement: statement)
    switch state {
    case "42P10":
      return ConnectorError(
        .user, code: "constraint-error", message: "there is no unique or exclusion constraint on target column(s)", native: state,
        detail: detail)
    // Types of extensions (hstore) refuse a text without saying that the text was wrong; the place tells.
    case "XX000" where context.contains("portal parameter $"):
      return ConnectorError(.user, code: "data-exception", message: "invalid input syntax: \(message)", native: state)
    // PostGIS reports through one function what it dislikes about a value, also inside of functions that clients give one.
    case "XX000" where ["pg_error", "pg_parser_errhint"].contains(origin):
      return ConnectorError(.user, code: "data-exception", message: "invalid geometry: \(message)", native: state)
    // What PostGIS says of a negative distance, likewise.
    case "XX000" where message.hasPrefix("Tolerance cannot be less than zero"):
      return ConnectorError(.user, code: "data-exception", message: "unexpected negative value: \(message)", native: state)
    // Statements are made by the dialect: a syntax error is one of a value (hstore, text search queries).
    case "42601": return ConnectorError(.user, code: "data-exception", message: message, native: state)
    case "42704": return ConnectorError(.user, code: "constraint-error", message: message, native: state, detail: detail)
    case "42501": return ConnectorError(.permission, code: "unexpected", message: "database query error", native: state, detail: detail)
    default: return ConnectorError(.internal, code: "unexpected", message: "database query error", native: state, detail: detail)
    }
  }

  /// The error of a text that an administrator wrote.
  func rawError(statement: String, isTimeout: Bool) -> ConnectorError {
    if state == "57014" { return connectorError(statement: statement, isTimeout: isTimeout) }
    return ConnectorError(
      .user, code: "postgres-error", message: "query execution failed", native: state, detail: detail(statement: statement))
  }
}
