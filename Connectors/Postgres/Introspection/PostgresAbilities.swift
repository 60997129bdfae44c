import ConnectorProtocol

/// What a database can do with values of a type, as its catalog says.
struct PostgresAbilities {
  /// The comparison operators between two values.
  var signs: Set<String>
  /// Whether rows can be sorted by values, and values told apart by sorting.
  var hasOrder: Bool
  /// Of `max` and `min`, those that the type has beyond what Hasura offers for all.
  var aggregates: [String]

  static let allSigns: Set<String> = ["=", "<>", "<", ">", "<=", ">="]

  /// A scalar without the comparisons that the database lacks. Without equality there are none: `<>` alone (`point`) says little.
  func narrowing(_ scalar: ScalarType) -> ScalarType {
    var narrowed = scalar
    narrowed.isOrderable = scalar.isOrderable && hasOrder
    narrowed.operators = scalar.operators.filter { comparison in
      guard let sign = Self.sign(of: comparison.name) else { return true }
      return signs.contains("=") && signs.contains(sign)
    }
    return narrowed
  }

  /// The sign that an operator of every type is written with; nil for operators of certain types.
  private static func sign(of name: String) -> String? {
    switch name {
    case "_eq", "_in": "="
    case "_neq", "_nin": "<>"
    case "_gt": ">"
    case "_gte": ">="
    case "_lt": "<"
    case "_lte": "<="
    default: nil
    }
  }
}
