package import ConnectorProtocol

extension ScalarType {
  /// A scalar of values that are compared and ordered, with `max` and `min`. A client sends its values as strings.
  package static func ordered(_ name: String, _ canonical: CanonicalType) -> ScalarType {
    ScalarType(name: name, canonical: canonical, input: .string, operators: .comparisons, aggregates: AggregateFunction.extremes(name))
  }

  /// A scalar of numbers, with the statistics that Hasura offers for them.
  package static func number(_ name: String, _ canonical: CanonicalType, _ input: Input) -> ScalarType {
    let statistics = ["avg", "stddev", "stddev_pop", "stddev_samp", "var_pop", "var_samp", "variance"].map {
      AggregateFunction($0, result: "Float")
    }
    return ScalarType(
      name: name, canonical: canonical, input: input, operators: .comparisons,
      aggregates: statistics + AggregateFunction.extremes(name) + [AggregateFunction.sum(of: name)],
      updates: [ComparisonOperator("_inc")])
  }
}

extension AggregateFunction {
  /// The sum of a scalar. GraphQL's `Int` has 32 bits, which the sum of a few integers exceeds; Hasura calls it one all the same.
  package static func sum(of scalar: String) -> AggregateFunction {
    AggregateFunction("sum", result: scalar == "Int" ? "bigint" : scalar)
  }

  /// `max` and `min`, whose results are of the column's own scalar.
  package static func extremes(_ scalar: String) -> [AggregateFunction] {
    [AggregateFunction("max", result: scalar), AggregateFunction("min", result: scalar)]
  }
}
