import ConnectorProtocol
import JSON
import SQLConnector

/// The SQL of SQLite 3.38 and later.
struct SQLiteDialect: SQLDialect {
  /// The views of a connection; nil without one.
  var views: SQLiteViews?

  func quote(_ identifier: String) -> String {
    var quoted = "\""
    for character in identifier.unicodeScalars {
      if character == "\"" { quoted.unicodeScalars.append("\"") }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }

  func name(of table: TableReference) -> String { table.path.map(quote).joined(separator: ".") }

  func placeholder(_ number: Int, _ parameter: SQLParameter) -> String { "?" }

  /// Values have their canonical text already when they leave the driver; see ``SQLiteValueForm``.
  func shown(_ type: ColumnType, _ expression: SQLExpression, numbersAsStrings: Bool) -> (SQLExpression, CellFormat) {
    let format: CellFormat =
      switch type.canonical {
      case .boolean: .boolean
      case .int16, .int32: .number
      // What GraphQL calls an Int stays a number, whatever its width.
      case .int64: numbersAsStrings && SQLiteColumnType(declared: type.native, collation: nil).scalar != "Int" ? .plainString : .number
      case .numeric: numbersAsStrings ? .plainString : .number
      case .float32, .float64: numbersAsStrings ? .plainString : .float
      case .bytes: .string
      case .uuid, .date, .time, .timeWithTimeZone, .timestamp, .timestampWithTimeZone: .plainString
      case .json: .checkedJSON
      // Nothing keeps a file's texts valid UTF-8.
      case .text, .enumeration, .interval, .array, .geometry, .opaque: .repairedString
      }
    return (expression, format)
  }

  /// `->` fails on what is no JSON; such a value has nothing at any path.
  func json(_ expression: SQLExpression, at path: SQLExpression) -> SQLExpression {
    .sequence([
      .verbatim("CASE WHEN "), .call("json_valid", [expression]), .verbatim(" THEN "), expression, .verbatim(" -> "), path,
      .verbatim(" END"),
    ])
  }

  /// A select of one value has the column's affinity, which `CASE` loses. The collation must be said again.
  func masked(_ value: SQLExpression, _ type: ColumnType, where shown: SQLExpression) -> SQLExpression {
    let collation = type.collation.map { " COLLATE \(quote($0))" } ?? ""
    return .sequence([.verbatim("(SELECT "), value, .verbatim(" WHERE "), shown, .verbatim(")\(collation)")])
  }

  func cast(_ expression: SQLExpression, to type: ColumnType) -> SQLExpression { .cast(expression, to: "TEXT") }

  func aggregate(_ function: String, _ expression: SQLExpression, _ type: ColumnType) throws(ConnectorError) -> SQLExpression {
    let names = [
      "avg": "avg", "bool_and": "min", "bool_or": "max", "max": "max", "min": "min", "sum": "sum", "stddev": "joinery_stddev_samp",
      "stddev_pop": "joinery_stddev_pop",
      "stddev_samp": "joinery_stddev_samp", "var_pop": "joinery_var_pop", "var_samp": "joinery_var_samp", "variance": "joinery_var_samp",
    ]
    guard let name = names[function] else { throw Self.unsupported("the aggregate function \(function)") }
    // Decimals are added as doubles: 0.1 + 0.2 is 0.3 again with the digits that a double is good for.
    if case .numeric = type.canonical, function == "sum" { return .call("joinery_rounded", [.call(name, [expression])]) }
    return .call(name, [expression])
  }

  func argument(_ value: SQLExpression, _ type: ColumnType, comparedWith operand: ColumnType, by operator: String) -> SQLExpression {
    value
  }

  /// `count(DISTINCT ...)` takes one expression: several columns become one text that differs when they do.
  func countCombinations(_ columns: [(value: SQLExpression, type: ColumnType)]) -> SQLExpression {
    .distinctCall("count", [.call("json_array", columns.map { .call("quote", [$0.value]) })])
  }

  func assignment(_ operator: String, _ column: SQLExpression, _ type: ColumnType, _ argument: SQLExpression?) throws(ConnectorError)
    -> SQLExpression
  {
    switch (`operator`, argument) {
    case ("_set", let argument?): return argument
    case ("_inc", let argument?): return .call(SQLiteArithmetic.sum(type), [column, argument])
    case ("_mul", let argument?): return .call(SQLiteArithmetic.product(type), [column, argument])
    default: throw Self.unsupported("the update operator \(`operator`)")
    }
  }

  /// A number beyond the largest double would be stored as infinity, which no column's type can say.
  func stored(_ argument: SQLExpression, as type: ColumnType) -> SQLExpression {
    switch type.canonical {
    case .numeric, .float32, .float64: .call(SQLiteArithmetic.finite, [argument])
    default: argument
    }
  }

  static func unsupported(_ what: String) -> ConnectorError {
    ConnectorError(.unsupported, code: "not-supported", message: "SQLite sources do not support \(what)")
  }

  var firstOrdinal: Int { 0 }
  func matchesAny(_ column: SQLExpression, _ form: SQLKeyForm) -> SQLExpression? { nil }
  var hasNullsOrder: Bool { true }
  var sortsNullsAsLargest: Bool { false }
  var hasDistinctOn: Bool { false }
  var hasLateral: Bool { false }
  var hasReturning: Bool { true }
  /// No conflict clause can follow `DEFAULT VALUES`. A null asks for the next row's number, as nothing does.
  var upsertDefaultValues: String { "(_rowid_) VALUES (NULL)" }
  /// In `RETURNING`, SQLite (seen in 3.40) takes affinity, collation and `NOT NULL` of every column from the table's first one: `t IS NULL`
  /// is false of a null if the first column is `NOT NULL`, and '007' = '7' if it is a number. A function's value has none of the three.
  func returned(_ column: SQLExpression, of type: ColumnType) -> SQLExpression {
    let value = SQLExpression.call("coalesce", [column, .verbatim("NULL")])
    guard type.canonical == .text else { return value }
    return .postfix(value, "COLLATE \(quote(type.collation ?? "BINARY"))")
  }

  func countsWrites(to table: TableReference) -> Bool { views.map { !$0.contains(table) } ?? true }
  var hasDefaultValues: Bool { false }
  /// `RETURNING` does not know an alias.
  var aliasesWrittenTables: Bool { false }
  /// SQLite keeps the order of a cross join.
  var keyJoin: String { "CROSS JOIN" }

  /// There is no offset without a limit; a negative one means none.
  func limit(_ limit: SQLExpression?, offset: SQLExpression?) -> SQLExpression {
    var pieces: [SQLExpression] = [.verbatim("LIMIT "), limit ?? .verbatim("-1")]
    if let offset { pieces += [.verbatim(" OFFSET "), offset] }
    return .sequence(pieces)
  }

  func conflictClause(
    _ conflict: Mutation.Conflict, presets: [SQLExpression], filter: SQLExpression?
  ) throws(ConnectorError) -> SQLExpression {
    let target = conflict.columns.isEmpty ? "" : " (\(conflict.columns.map(quote).joined(separator: ", ")))"
    guard !conflict.update.isEmpty || !presets.isEmpty else { return .verbatim("ON CONFLICT\(target) DO NOTHING") }
    var pieces: [SQLExpression] = [.verbatim("ON CONFLICT\(target) DO UPDATE SET ")]
    for (index, column) in conflict.update.enumerated() {
      pieces.append(.verbatim("\(index > 0 ? ", " : "")\(quote(column.name)) = excluded.\(quote(column.name))"))
    }
    for (index, preset) in zip(conflict.presets, presets).enumerated() {
      let comma = index > 0 || !conflict.update.isEmpty ? ", " : ""
      pieces += [.verbatim("\(comma)\(quote(preset.0.column.name)) = "), preset.1]
    }
    if let filter { pieces += [.verbatim(" WHERE "), filter] }
    return .sequence(pieces)
  }
}
