import ConnectorProtocol
import JSON
import SQLConnector

/// The SQL of MariaDB (10.6 and later) and MySQL (8.0.14 and later).
struct MySQLDialect: SQLDialect {
  let isMariaDB: Bool
  /// What is known of a connection's columns; nil without a connection.
  var nullability: MySQLNullability?

  func quote(_ identifier: String) -> String {
    var quoted = "`"
    for character in identifier.unicodeScalars {
      if character == "`" { quoted.unicodeScalars.append("`") }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "`"
  }

  func name(of table: TableReference) -> String { table.path.map(quote).joined(separator: ".") }

  func placeholder(_ number: Int, _ parameter: SQLParameter) -> String { "?" }

  func shown(_ type: ColumnType, _ expression: SQLExpression, numbersAsStrings: Bool) -> (SQLExpression, CellFormat) {
    switch type.canonical {
    case .geometry: (.call("ST_AsGeoJSON", [expression]), .checkedJSON)
    case .json: (expression, isMariaDB ? .checkedJSON : .json)
    default: (expression, format(of: type.canonical, numbersAsStrings: numbersAsStrings))
    }
  }

  /// Numbers and times have their canonical text already when they leave the driver; see ``MySQLValueForm``.
  private func format(of type: CanonicalType, numbersAsStrings: Bool) -> CellFormat {
    switch type {
    case .boolean: .boolean
    case .int16, .int32, .float32: .number
    case .int64, .numeric, .float64: numbersAsStrings ? .plainString : .number
    case .uuid, .date, .time, .timeWithTimeZone, .timestamp, .timestampWithTimeZone, .interval: .plainString
    case .text, .enumeration, .bytes: .string
    case .json, .geometry, .array: .checkedJSON
    case .opaque: .repairedString
    }
  }

  func json(_ expression: SQLExpression, at path: SQLExpression) -> SQLExpression { .call("JSON_EXTRACT", [expression, path]) }

  func cast(_ expression: SQLExpression, to type: ColumnType) -> SQLExpression { .cast(expression, to: "CHAR") }

  func aggregate(_ function: String, _ expression: SQLExpression, _ type: ColumnType) throws(ConnectorError) -> SQLExpression {
    let names = [
      "avg": "AVG", "bool_and": "MIN", "bool_or": "MAX", "max": "MAX", "min": "MIN", "sum": "SUM", "stddev": "STDDEV_SAMP",
      "stddev_pop": "STDDEV_POP",
      "stddev_samp": "STDDEV_SAMP", "var_pop": "VAR_POP", "var_samp": "VAR_SAMP", "variance": "VAR_SAMP",
    ]
    guard let name = names[function] else { throw Self.unsupported("the aggregate function \(function)") }
    // Every number but 0 is true.
    let isTruth = function.hasPrefix("bool_")
    return .call(name, [isTruth ? .infix(expression, "<>", .verbatim("0")) : expression])
  }

  /// `COUNT(DISTINCT a, b)` leaves rows with a null out: for a null stand a value of its type and the fact that it is null.
  func countCombinations(_ columns: [(value: SQLExpression, type: ColumnType)]) -> SQLExpression {
    .distinctCall("COUNT", columns.flatMap { [.isNull($0.value, true), Self.present($0.value, $0.type)] })
  }

  /// The value, or for null any other. Texts keep their collation and numbers their type, so that they equal each other as in the column.
  private static func present(_ value: SQLExpression, _ type: ColumnType) -> SQLExpression {
    switch type.canonical {
    case .boolean, .int16, .int32, .int64, .float32, .float64, .numeric: .call("IFNULL", [value, .verbatim("0")])
    case .text, .enumeration, .bytes: .call("IFNULL", [value, .verbatim("''")])
    default: .call("IFNULL", [.cast(value, to: "CHAR"), .verbatim("''")])
    }
  }

  func assignment(_ operator: String, _ column: SQLExpression, _ type: ColumnType, _ argument: SQLExpression?) throws(ConnectorError)
    -> SQLExpression
  {
    switch (`operator`, argument) {
    case ("_default", _): return .verbatim("DEFAULT")
    case ("_set", let argument?): return argument
    case ("_inc", let argument?): return .infix(column, "+", argument)
    case ("_mul", let argument?): return .infix(column, "*", argument)
    default: throw Self.unsupported("the update operator \(`operator`)")
    }
  }

  static func unsupported(_ what: String) -> ConnectorError {
    ConnectorError(.unsupported, code: "not-supported", message: "MySQL sources do not support \(what)")
  }

  var firstOrdinal: Int { 1 }
  func matchesAny(_ column: SQLExpression, _ form: SQLKeyForm) -> SQLExpression? { nil }
  var hasNullsOrder: Bool { false }
  var sortsNullsAsLargest: Bool { false }
  var hasDistinctOn: Bool { false }
  var hasLateral: Bool { false }
  /// Inserts and deletes of MariaDB; no update returns rows.
  var hasReturning: Bool { isMariaDB }
  var hasUpdateReturning: Bool { false }
  var aliasesWrittenTables: Bool { false }
  var keyJoin: String { "STRAIGHT_JOIN" }
  func isNeverNull(_ column: String, of table: TableReference) -> Bool { nullability?.isNeverNull(column, of: table) ?? false }
  var defaultValues: String { "() VALUES ()" }

  /// There is no offset without a limit.
  func limit(_ limit: SQLExpression?, offset: SQLExpression?) -> SQLExpression {
    var pieces: [SQLExpression] = [.verbatim("LIMIT "), limit ?? .verbatim("18446744073709551615")]
    if let offset { pieces += [.verbatim(" OFFSET "), offset] }
    return .sequence(pieces)
  }

  /// `ON DUPLICATE KEY UPDATE` minds every unique key instead of the one that is named, and does not tell what became of a row.
  var emulatesConflicts: Bool { true }
  var rowLock: String { "FOR UPDATE" }

  func conflictClause(
    _ conflict: Mutation.Conflict, presets: [SQLExpression], filter: SQLExpression?
  ) throws(ConnectorError) -> SQLExpression {
    throw Self.unsupported("conflict clauses")
  }

  func kept(_ value: SQLExpression, as type: ColumnType) -> SQLExpression {
    let native = type.native.lowercased()
    // What stands in brackets: `datetime(3)`, `decimal(10,2)`, and nothing in `datetime`.
    let size = native.firstIndex(of: "(").map { native[$0...].prefix { $0 != ")" } + ")" } ?? ""
    switch type.canonical {
    case .numeric(let precision?, let scale?) where native.hasPrefix("dec") || native.hasPrefix("num"):
      return .cast(value, to: "DECIMAL(\(precision),\(scale))")
    case .float32: return .cast(value, to: "FLOAT")
    case .bytes where native.hasPrefix("binary"): return .cast(value, to: "BINARY\(size)")
    case .time: return .cast(value, to: "TIME\(size)")
    case .timestamp, .timestampWithTimeZone: return .cast(value, to: "DATETIME\(size)")
    default: return value
    }
  }

  func stored(_ argument: SQLExpression, as type: ColumnType) -> SQLExpression {
    type.canonical == .geometry ? .call("ST_GeomFromGeoJSON", [argument]) : argument
  }
}
