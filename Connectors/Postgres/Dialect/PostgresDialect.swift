import ConnectorProtocol
import JSON
import SQLConnector

/// PostgreSQL's SQL.
///
/// Placeholders carry no cast: the server infers each parameter's type from the column beside it, which rounds, cuts and pads nothing and
/// keeps indices usable.
struct PostgresDialect: SQLDialect {
  /// Whether texts may be no UTF-8: a database of encoding SQL_ASCII gives out whatever bytes it was given.
  var repairsText = false
  /// What is known of a connection's tables; nil without a connection.
  var partitions: PostgresPartitions?

  let firstOrdinal = 1
  let hasNullsOrder = true
  let sortsNullsAsLargest = true
  let hasDistinctOn = true
  let hasLateral = true
  let hasReturning = true
  let hasRowFunctions = true

  func quote(_ identifier: String) -> String {
    var quoted = "\""
    for scalar in identifier.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      if scalar != "\0" { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "\""
  }

  func name(of table: TableReference) -> String { table.path.map(quote).joined(separator: ".") }

  func placeholder(_ number: Int, _ parameter: SQLParameter) -> String { "$\(number)" }

  func shown(_ type: ColumnType, _ expression: SQLExpression, numbersAsStrings: Bool) -> (SQLExpression, CellFormat) {
    switch type.canonical {
    case .int16, .int32: (expression, .number)
    case .int64: (expression, numbersAsStrings ? .plainString : .number)
    case .numeric, .float64: (expression, numbersAsStrings ? .plainString : .float)
    case .float32: (expression, .float)
    case .boolean: (expression, .boolean)
    case .uuid, .date, .time, .timeWithTimeZone, .interval: (expression, .plainString)
    case .timestamp, .timestampWithTimeZone: (expression, .timestamp)
    case .json: (expression, repairsText ? .checkedJSON : .json)
    case .text, .enumeration: (expression, repairsText ? .repairedString : .string)
    case .bytes: (expression, .string)
    case .array(let element):
      (.call("to_json", [numbersAsStrings && Self.isStringified(element) ? .cast(expression, to: "text[]") : expression]), .json)
    case .geometry: (Self.geoJSON(expression), .json)
    case .opaque: (.call("to_json", [expression]), .json)
    }
  }

  private static func isStringified(_ type: CanonicalType) -> Bool {
    switch type {
    case .int64, .numeric, .float64: true
    default: false
    }
  }

  func json(_ expression: SQLExpression, at path: SQLExpression) -> SQLExpression { .infix(expression, "#>", path) }

  func cast(_ expression: SQLExpression, to type: ColumnType) -> SQLExpression { .cast(expression, to: PostgresType.base(type.native)) }

  func argument(_ placeholder: SQLExpression, of type: ColumnType) -> SQLExpression { cast(placeholder, to: type) }

  func argument(_ value: SQLExpression, _ type: ColumnType, comparedWith operand: ColumnType, by operator: String) -> SQLExpression {
    value
  }

  func countCombinations(_ columns: [(value: SQLExpression, type: ColumnType)]) -> SQLExpression {
    .distinctCall("count", [.row(columns.map(\.value))])
  }

  func aggregate(_ function: String, _ expression: SQLExpression, _ type: ColumnType) throws(ConnectorError) -> SQLExpression {
    guard Self.aggregates.contains(function) else {
      throw ConnectorError(.unsupported, code: "not-supported", message: "the aggregate function \(function) is not supported")
    }
    return .call(function, [expression])
  }

  private static let aggregates: Set<String> = [
    "avg", "bit_and", "bit_or", "bool_and", "bool_or", "corr", "covar_samp", "every", "max", "min", "stddev", "stddev_pop", "stddev_samp",
    "sum", "var_pop", "var_samp", "variance",
  ]

  var hasDocumentUpdates: Bool { true }

  func limit(_ limit: SQLExpression?, offset: SQLExpression?) -> SQLExpression {
    var pieces: [SQLExpression] = []
    if let limit { pieces += [.verbatim("LIMIT "), limit] }
    if let offset { pieces += [.verbatim(limit == nil ? "OFFSET " : " OFFSET "), offset] }
    return .sequence(pieces)
  }

  func assignment(
    _ name: String, _ column: SQLExpression, _ type: ColumnType, _ argument: SQLExpression?
  ) throws(ConnectorError) -> SQLExpression {
    guard let argument else { return .verbatim("DEFAULT") }
    switch name {
    case "_set": return argument
    case "_inc": return .infix(column, "+", argument)
    case "_mul": return .infix(column, "*", argument)
    case "_append": return .infix(column, "||", .cast(argument, to: "jsonb"))
    case "_prepend": return .infix(.cast(argument, to: "jsonb"), "||", column)
    case "_delete_key": return .infix(column, "-", .cast(argument, to: "text"))
    case "_delete_elem": return .infix(column, "-", .cast(argument, to: "integer"))
    case "_delete_at_path": return .infix(column, "#-", .cast(argument, to: "text[]"))
    default: throw ConnectorError(.unsupported, code: "not-supported", message: "the update operator \(name) is not supported")
    }
  }

  func conflictClause(
    _ conflict: Mutation.Conflict, presets: [SQLExpression], filter: SQLExpression?
  ) throws(ConnectorError) -> SQLExpression {
    var pieces: [SQLExpression] = [.verbatim("ON CONFLICT")]
    if let constraint = conflict.constraint {
      pieces.append(.verbatim(" ON CONSTRAINT \(quote(constraint))"))
    } else if !conflict.columns.isEmpty {
      pieces.append(.verbatim(" (\(conflict.columns.map(quote).joined(separator: ", ")))"))
    }
    guard !conflict.update.isEmpty || !presets.isEmpty else { return .sequence(pieces + [.verbatim(" DO NOTHING")]) }
    pieces.append(.verbatim(" DO UPDATE SET "))
    for (index, column) in conflict.update.enumerated() {
      pieces.append(.verbatim("\(index > 0 ? ", " : "")\(quote(column.name)) = EXCLUDED.\(quote(column.name))"))
    }
    for (index, preset) in zip(conflict.presets, presets).enumerated() {
      let comma = index > 0 || !conflict.update.isEmpty ? ", " : ""
      pieces += [.verbatim("\(comma)\(quote(preset.0.column.name)) = "), preset.1]
    }
    if let filter { pieces += [.verbatim(" WHERE "), filter] }
    return .sequence(pieces)
  }

  /// A row that an upsert has made was deleted by no transaction; one that it found carries the mark of its own lock.
  func isNewRow(_ alias: String) -> SQLExpression? { .infix(.column(of: alias, "xmax"), "=", .verbatim("0")) }

  func tellsNewRows(of table: TableReference) -> Bool { !(partitions?.contains(table, named: name(of: table)) ?? false) }

  func stored(_ argument: SQLExpression, as type: ColumnType) -> SQLExpression {
    type.canonical == .geometry ? Self.shape(argument, of: type) : argument
  }
}
