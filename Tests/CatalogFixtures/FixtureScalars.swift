import ConnectorProtocol

/// Scalars as a connector declares them, enough of them for every rule of catalog and planner.
enum FixtureScalars {
  static let all: [ScalarType] = [
    number("Int", .int32, .int32, sum: "Int"), number("bigint", .int64, .integer, sum: "bigint"),
    number("numeric", .numeric(precision: nil, scale: nil), .number, sum: "numeric"),
    number("Float", .float64, .number, sum: "Float"),
    ScalarType(
      name: "String", canonical: .text, input: .string,
      operators: comparisons + [
        ComparisonOperator("_like", comment: "does the column match the given pattern"), ComparisonOperator("_ilike"),
      ],
      aggregates: extremes("String")),
    ScalarType(name: "Boolean", canonical: .boolean, input: .boolean, operators: comparisons),
    ScalarType(name: "uuid", canonical: .uuid, input: .string, operators: comparisons, aggregates: extremes("uuid")),
    ScalarType(
      name: "timestamptz", canonical: .timestampWithTimeZone, input: .string, operators: comparisons, aggregates: extremes("timestamptz")),
    ScalarType(
      name: "jsonb", canonical: .json, input: .json,
      operators: comparisons + [
        ComparisonOperator("_contains", comment: "does the column contain the given json value at the top level"),
        ComparisonOperator("_has_key", .scalar("String")), ComparisonOperator("_has_keys_any", .listOfScalar("String")),
        ComparisonOperator("_near", .object(near)),
      ], casts: [ScalarCast(to: "String", native: "text")]),
  ]

  private static let comparisons =
    ["_eq", "_gt", "_gte", "_lt", "_lte", "_neq"].map { ComparisonOperator($0) }
    + ["_in", "_nin"].map { ComparisonOperator($0, .listOfSame) }

  private static let near = ArgumentObject(
    name: "near_input",
    fields: [ArgumentObject.Field("from", "jsonb", isRequired: true), ArgumentObject.Field("distance", "Float", isRequired: false)])

  private static func extremes(_ name: String) -> [AggregateFunction] {
    ["max", "min"].map { AggregateFunction($0, result: name) }
  }

  private static func number(
    _ name: String, _ canonical: CanonicalType, _ input: ScalarType.Input, sum: String
  ) -> ScalarType {
    ScalarType(
      name: name, canonical: canonical, input: input, operators: comparisons,
      aggregates: [AggregateFunction("avg", result: "Float"), AggregateFunction("stddev", result: "Float")] + extremes(name)
        + [AggregateFunction("sum", result: sum)])
  }
}
