import ConnectorProtocol
import SQLConnector

/// The scalars of the kind with the operators and aggregates that ``SQLiteDialect`` can say.
enum SQLiteScalars {
  static let all: [ScalarType] = [
    .number("Int", .int64, .int32), .number("bigint", .int64, .integer), .number("numeric", .numeric(precision: nil, scale: nil), .number),
    .number("Float", .float64, .number),
    ScalarType(name: "Boolean", canonical: .boolean, input: .boolean, operators: .comparisons),
    ScalarType(
      name: "String", canonical: .text, input: .string,
      operators: .comparisons + .patterns + .regularExpressions("POSIX regular expression"),
      aggregates: AggregateFunction.extremes("String")),
    ScalarType(name: "bytea", canonical: .bytes, input: .string, operators: .comparisons),
    ScalarType(name: "uuid", canonical: .uuid, input: .string, operators: .comparisons),
    .ordered("date", .date), .ordered("time", .time), .ordered("timestamp", .timestamp), .ordered("timestamptz", .timestampWithTimeZone),
    ScalarType(
      name: "jsonb", canonical: .json, input: .json, operators: .documents, isOrderable: false,
      casts: [ScalarCast(to: "String", native: "TEXT")], updates: .documentUpdates),
  ]
}
