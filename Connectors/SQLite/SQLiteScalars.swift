import ConnectorProtocol
import SQLConnector

/// The scalars of the kind with the operators and aggregates that ``SQLiteDialect`` can say.
enum SQLiteScalars {
  static let all: [ScalarType] = [
    number("Int", .int64, .int32), number("bigint", .int64, .integer), number("numeric", .numeric(precision: nil, scale: nil), .number),
    number("Float", .float64, .number),
    ScalarType(name: "Boolean", canonical: .boolean, input: .boolean, operators: comparisons),
    ScalarType(
      name: "String", canonical: .text, input: .string, operators: comparisons + patterns, aggregates: AggregateFunction.extremes("String")),
    ScalarType(name: "bytea", canonical: .bytes, input: .string, operators: comparisons),
    ScalarType(name: "uuid", canonical: .uuid, input: .string, operators: comparisons),
    ordered("date", .date), ordered("time", .time), ordered("timestamp", .timestamp), ordered("timestamptz", .timestampWithTimeZone),
    ScalarType(
      name: "jsonb", canonical: .json, input: .json, operators: documents, isOrderable: false,
      casts: [ScalarCast(to: "String", native: "TEXT")]),
  ]

  private static let comparisons = [
    ComparisonOperator("_eq"), ComparisonOperator("_neq"), ComparisonOperator("_gt"), ComparisonOperator("_lt"), ComparisonOperator("_gte"),
    ComparisonOperator("_lte"), ComparisonOperator("_in", .listOfSame), ComparisonOperator("_nin", .listOfSame),
  ]

  private static let patterns = [
    ComparisonOperator("_like", comment: "does the column match the given pattern"),
    ComparisonOperator("_nlike", comment: "does the column NOT match the given pattern"),
    ComparisonOperator("_ilike", comment: "does the column match the given case-insensitive pattern"),
    ComparisonOperator("_nilike", comment: "does the column NOT match the given case-insensitive pattern"),
    ComparisonOperator("_similar", comment: "does the column match the given SQL regular expression"),
    ComparisonOperator("_nsimilar", comment: "does the column NOT match the given SQL regular expression"),
    ComparisonOperator("_regex", comment: "does the column match the given POSIX regular expression, case sensitive"),
    ComparisonOperator("_nregex", comment: "does the column NOT match the given POSIX regular expression, case sensitive"),
    ComparisonOperator("_iregex", comment: "does the column match the given POSIX regular expression, case insensitive"),
    ComparisonOperator("_niregex", comment: "does the column NOT match the given POSIX regular expression, case insensitive"),
  ]

  private static let documents = [
    ComparisonOperator("_eq"), ComparisonOperator("_neq"), ComparisonOperator("_in", .listOfSame), ComparisonOperator("_nin", .listOfSame),
    ComparisonOperator("_contains", comment: "does the column contain the given json value at the top level"),
    ComparisonOperator("_contained_in", comment: "is the column contained in the given json value"),
    ComparisonOperator("_has_key", .scalar("String"), comment: "does the string exist as a top-level key in the column"),
    ComparisonOperator("_has_keys_any", .listOfScalar("String"), comment: "do any of these strings exist as top-level keys in the column"),
    ComparisonOperator("_has_keys_all", .listOfScalar("String"), comment: "do all of these strings exist as top-level keys in the column"),
  ]

  private static func ordered(_ name: String, _ canonical: CanonicalType) -> ScalarType {
    .ordered(name, canonical, operators: comparisons)
  }

  private static func number(_ name: String, _ canonical: CanonicalType, _ input: ScalarType.Input) -> ScalarType {
    .number(name, canonical, input, operators: comparisons)
  }
}
