import ConnectorProtocol

/// The scalar types of the reference connector: one per canonical type.
enum ReferenceScalars {
  /// A type as it is named in the configuration.
  struct Entry {
    let native: String
    let canonical: CanonicalType
    let scalar: String
    let input: ScalarType.Input
  }

  static let entries: [Entry] = [
    Entry(native: "boolean", canonical: .boolean, scalar: "Boolean", input: .boolean),
    Entry(native: "int16", canonical: .int16, scalar: "smallint", input: .integer),
    Entry(native: "int32", canonical: .int32, scalar: "Int", input: .int32),
    Entry(native: "int64", canonical: .int64, scalar: "bigint", input: .integer),
    Entry(native: "numeric", canonical: .numeric(precision: nil, scale: nil), scalar: "numeric", input: .number),
    Entry(native: "float32", canonical: .float32, scalar: "real", input: .number),
    Entry(native: "float64", canonical: .float64, scalar: "Float", input: .number),
    Entry(native: "text", canonical: .text, scalar: "String", input: .string),
    Entry(native: "bytes", canonical: .bytes, scalar: "bytea", input: .string),
    Entry(native: "uuid", canonical: .uuid, scalar: "uuid", input: .string),
    Entry(native: "date", canonical: .date, scalar: "date", input: .string),
    Entry(native: "time", canonical: .time, scalar: "time", input: .string),
    Entry(native: "timestamp", canonical: .timestamp, scalar: "timestamp", input: .string),
    Entry(native: "timestamptz", canonical: .timestampWithTimeZone, scalar: "timestamptz", input: .string),
    Entry(native: "json", canonical: .json, scalar: "jsonb", input: .json),
  ]

  static let all: [ScalarType] = entries.map { entry in
    ScalarType(
      name: entry.scalar, canonical: entry.canonical, input: entry.input, operators: operators(of: entry.canonical),
      aggregates: aggregates(of: entry), isOrderable: entry.canonical != .json,
      updates: aggregates(of: entry).contains { $0.name == "sum" } ? [ComparisonOperator("_inc")] : [])
  }

  private static func operators(of type: CanonicalType) -> [ComparisonOperator] {
    let equality = ["_eq", "_neq", "_gt", "_lt", "_gte", "_lte"].map { ComparisonOperator($0) }
    let lists = ["_in", "_nin"].map { ComparisonOperator($0, .listOfSame) }
    let patterns = ["_like", "_nlike", "_ilike", "_nilike"].map { ComparisonOperator($0) }
    return equality + lists + (type == .text ? patterns : [])
  }

  private static func aggregates(of entry: Entry) -> [AggregateFunction] {
    switch entry.canonical {
    case .int16, .int32, .int64:
      [
        AggregateFunction("avg", result: "Float"), AggregateFunction("max", result: entry.scalar),
        AggregateFunction("min", result: entry.scalar), AggregateFunction("sum", result: "bigint"),
      ]
    case .numeric, .float32, .float64:
      ["avg", "max", "min", "sum"].map { AggregateFunction($0, result: entry.scalar) }
    case .boolean, .json, .bytes: []
    default: ["max", "min"].map { AggregateFunction($0, result: entry.scalar) }
    }
  }
}
