import CSQLite
import ConnectorProtocol

/// Sums and products of update operators. SQLite's own make doubles of integers that overflow, and infinity of doubles: values that their
/// columns cannot hold, and that nobody could read afterwards.
enum SQLiteArithmetic {
  /// What SQLite says of such a value.
  static let outOfRange = "value out of range: overflow"
  static let finite = "joinery_finite"

  /// The function that adds to a column of a type.
  static func sum(_ type: ColumnType) -> String { isInteger(type) ? "joinery_add_integer" : "joinery_add" }
  static func product(_ type: ColumnType) -> String { isInteger(type) ? "joinery_multiply_integer" : "joinery_multiply" }

  private static func isInteger(_ type: ColumnType) -> Bool { [.int16, .int32, .int64].contains(type.canonical) }

  private typealias Arguments = UnsafeMutablePointer<OpaquePointer?>

  static func register(in database: OpaquePointer) {
    SQLiteFunctions.add("joinery_add_integer", to: database) {
      SQLiteArithmetic.combine($0, $2, mayRound: false, { $0.addingReportingOverflow($1) }, +)
    }
    SQLiteFunctions.add("joinery_add", to: database) {
      SQLiteArithmetic.combine($0, $2, mayRound: true, { $0.addingReportingOverflow($1) }, +)
    }
    SQLiteFunctions.add("joinery_multiply_integer", to: database) {
      SQLiteArithmetic.combine($0, $2, mayRound: false, { $0.multipliedReportingOverflow(by: $1) }, *)
    }
    SQLiteFunctions.add("joinery_multiply", to: database) {
      SQLiteArithmetic.combine($0, $2, mayRound: true, { $0.multipliedReportingOverflow(by: $1) }, *)
    }
    SQLiteFunctions.add(finite, arguments: 1, to: database) { context, _, arguments in
      guard let value = arguments?[0], sqlite3_value_type(value) == SQLITE_FLOAT else {
        return sqlite3_result_value(context, arguments?[0])
      }
      SQLiteArithmetic.answer(context, sqlite3_value_double(value))
    }
  }

  /// Null if one of the two is, an integer of two integers. `mayRound` says that a double may stand for an integer that is too large.
  private static func combine(
    _ context: OpaquePointer?, _ arguments: Arguments?, mayRound: Bool,
    _ integers: (Int64, Int64) -> (partialValue: Int64, overflow: Bool), _ doubles: (Double, Double) -> Double
  ) {
    guard let one = arguments?[0], let other = arguments?[1], sqlite3_value_type(one) != SQLITE_NULL,
      sqlite3_value_type(other) != SQLITE_NULL
    else { return sqlite3_result_null(context) }
    if sqlite3_value_numeric_type(one) == SQLITE_INTEGER, sqlite3_value_numeric_type(other) == SQLITE_INTEGER {
      let (result, overflows) = integers(sqlite3_value_int64(one), sqlite3_value_int64(other))
      if !overflows { return sqlite3_result_int64(context, result) }
      if !mayRound { return sqlite3_result_error(context, outOfRange, -1) }
    }
    answer(context, doubles(sqlite3_value_double(one), sqlite3_value_double(other)))
  }

  private static func answer(_ context: OpaquePointer?, _ value: Double) {
    if value.isFinite { sqlite3_result_double(context, value) } else { sqlite3_result_error(context, outOfRange, -1) }
  }
}
