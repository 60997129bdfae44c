import ConnectorProtocol
import SQLConnector

/// PostgreSQL's types as GraphQL scalars, named and equipped as Hasura has them (Hasura.Backends.Postgres.SQL.Types, `PGScalarType`).
enum PostgresScalars {
  /// The GraphQL name of a type, by its name in the catalog.
  static func name(of type: String) -> String {
    if let known = names[type] { return known }
    var name = ""
    for (index, byte) in type.utf8.enumerated() {
      let isLetter = (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == UInt8(ascii: "_")
      let isDigit = byte >= 0x30 && byte <= 0x39 && index > 0
      name.unicodeScalars.append(isLetter || isDigit ? Unicode.Scalar(byte) : "_")
    }
    return name
  }

  private static let names: [String: String] = [
    "int2": "smallint", "int4": "Int", "int8": "bigint", "float4": "Float", "float8": "float8", "bool": "Boolean", "text": "String",
    "varchar": "String", "char": "bpchar",
  ]

  static let all: [ScalarType] =
    numbers + strings + times + documents + [
      scalar("Boolean", .boolean, .boolean),
      scalar("uuid", .uuid, .string),
      scalar("bytea", .bytes, .string),
      scalar("ltree", .opaque, .labelPath, ltreeOperators),
      scalar("lquery", .opaque, .string),
      scalar("ltxtquery", .opaque, .string),
    ] + PostgresScalars.shapes

  private static let numbers: [ScalarType] = [
    numeric("Int", .int32, .int32), numeric("smallint", .int16, .integer), numeric("bigint", .int64, .integer),
    numeric("numeric", .numeric(precision: nil, scale: nil), .number), numeric("Float", .float32, .number),
    numeric("float8", .float64, .number), money,
  ]

  /// Hasura lists all functions of numbers for it, of which the server has but these.
  private static let money: ScalarType = {
    var type = scalar("money", .opaque, .any)
    type.aggregates = ["max", "min", "sum"].map { AggregateFunction($0, result: "money") }
    type.updates = [ComparisonOperator("_inc")]
    return type
  }()

  private static let strings: [ScalarType] = ["String", "bpchar", "citext", "name"].map {
    scalar($0, .text, .string, stringOperators, comparable: $0 != "name")
  }

  private static let times: [ScalarType] = [
    scalar("date", .date, .any, comparable: true), scalar("time", .time, .any), scalar("timetz", .timeWithTimeZone, .any, comparable: true),
    scalar("timestamp", .timestamp, .any, comparable: true), scalar("timestamptz", .timestampWithTimeZone, .any, comparable: true),
    scalar("interval", .interval, .any),
  ]

  private static let documents: [ScalarType] = [
    incomparable("json", .json, .json), jsonb,
  ]

  private static let jsonb: ScalarType = {
    var type = scalar("jsonb", .json, .json, .documentContents)
    type.casts = [ScalarCast(to: "String", native: "text")]
    type.updates = .documentUpdates
    return type
  }()

  /// The scalar of a type where it differs from database to database: one that capabilities do not name, or one of which this database
  /// lacks something. Nil for a type that is the same everywhere.
  static func own(_ name: String, _ canonical: CanonicalType, abilities: PostgresAbilities) -> ScalarType? {
    if let known = named[name] {
      let narrowed = abilities.narrowing(known)
      return narrowed == known ? nil : narrowed
    }
    var type = abilities.narrowing(scalar(name, canonical, .any))
    type.aggregates = abilities.aggregates.map { AggregateFunction($0, result: name) }
    return type
  }

  private static let named = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// A type without an order or equality of its own. Hasura offers comparisons, which the server then refuses.
  private static func incomparable(_ name: String, _ canonical: CanonicalType, _ input: ScalarType.Input) -> ScalarType {
    ScalarType(name: name, canonical: canonical, input: input, isOrderable: false)
  }

  private static func numeric(_ name: String, _ canonical: CanonicalType, _ input: ScalarType.Input) -> ScalarType {
    var type = scalar(name, canonical, input)
    let floats = ["avg", "stddev", "stddev_pop", "stddev_samp", "var_pop", "var_samp", "variance"].map {
      AggregateFunction($0, result: "Float")
    }
    type.aggregates = (floats + AggregateFunction.extremes(name) + [AggregateFunction.sum(of: name)]).sorted { $0.name < $1.name }
    type.updates = [ComparisonOperator("_inc")]
    return type
  }

  static func scalar(
    _ name: String, _ canonical: CanonicalType, _ input: ScalarType.Input, _ operators: [ComparisonOperator] = [], comparable: Bool = false
  ) -> ScalarType {
    ScalarType(
      name: name, canonical: canonical, input: input, operators: comparisons + operators,
      aggregates: comparable ? AggregateFunction.extremes(name) : [])
  }

  private static let comparisons: [ComparisonOperator] = [
    ComparisonOperator("_eq"), ComparisonOperator("_neq"), ComparisonOperator("_in", .listOfSame), ComparisonOperator("_nin", .listOfSame),
    ComparisonOperator("_gt"), ComparisonOperator("_lt"), ComparisonOperator("_gte"), ComparisonOperator("_lte"),
  ]

  private static let stringOperators: [ComparisonOperator] =
    .patterns + [
      ComparisonOperator("_regex", comment: "does the column match the given POSIX regular expression, case sensitive"),
      ComparisonOperator("_iregex", comment: "does the column match the given POSIX regular expression, case insensitive"),
      ComparisonOperator("_nregex", comment: "does the column NOT match the given POSIX regular expression, case sensitive"),
      ComparisonOperator("_niregex", comment: "does the column NOT match the given POSIX regular expression, case insensitive"),
    ]

  private static let ltreeOperators: [ComparisonOperator] = [
    ComparisonOperator("_ancestor", comment: "is the left argument an ancestor of right (or equal)?"),
    ComparisonOperator("_ancestor_any", .listOfSame, comment: "does array contain an ancestor of `ltree`?"),
    ComparisonOperator("_descendant", comment: "is the left argument a descendant of right (or equal)?"),
    ComparisonOperator("_descendant_any", .listOfSame, comment: "does array contain a descendant of `ltree`?"),
    ComparisonOperator("_matches", .scalar("lquery"), comment: "does `ltree` match `lquery`?"),
    ComparisonOperator("_matches_any", .listOfScalar("lquery"), comment: "does `ltree` match any `lquery` in array?"),
    ComparisonOperator("_matches_fulltext", .scalar("ltxtquery"), comment: "does `ltree` match `ltxtquery`?"),
  ]
}
