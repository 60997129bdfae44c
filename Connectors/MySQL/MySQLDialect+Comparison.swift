import ConnectorProtocol
import SQLConnector

extension MySQLDialect {
  /// `_like` and `_regex` tell upper from lower case whatever the column's collation says; comparisons follow the collation.
  func comparison(_ operator: String, _ operand: SQLExpression, _ type: ColumnType, _ argument: SQLExpression) throws(ConnectorError)
    -> SQLExpression
  {
    if type.canonical == .json { return try document(`operator`, operand, type, argument) }
    if let comparison = SQLExpression.comparison(`operator`, operand, compared(argument, with: type)) { return comparison }
    switch `operator` {
    case "_in": return .sequence([operand, .verbatim(" IN "), try list(argument, of: type)])
    case "_nin": return .sequence([operand, .verbatim(" NOT IN "), try list(argument, of: type)])
    default: break
    }
    if `operator`.hasPrefix("_n"), let positive = Self.negations[`operator`] {
      return .not(try comparison(positive, operand, type, argument))
    }
    switch `operator` {
    case "_like": return like(operand, argument)
    case "_ilike": return like(.call("LOWER", [unicode(operand)]), .call("LOWER", [unicode(argument)]))
    case "_regex": return .infix(binary(unicode(operand)), "REGEXP", argument)
    case "_iregex": return .infix(binary(unicode(operand)), "REGEXP", .call("CONCAT", [.verbatim("'(?i)'"), argument]))
    case "_similar" where isMariaDB: return .infix(binary(unicode(operand)), "REGEXP", similar(argument))
    default: throw Self.unsupported("the operator \(`operator`)")
    }
  }

  /// An argument as a value of the column: 0.1 as a double is not what a FLOAT keeps of 0.1.
  private func compared(_ argument: SQLExpression, with type: ColumnType) -> SQLExpression {
    guard type.canonical == .float32, case .parameter = argument else { return argument }
    return kept(argument, as: type)
  }

  private static let negations = [
    "_nlike": "_like", "_nilike": "_ilike", "_nregex": "_regex", "_niregex": "_iregex",
    "_nsimilar": "_similar",
  ]

  /// The session has no backslash escapes, so LIKE has no escape character either unless it is named.
  private func like(_ operand: SQLExpression, _ pattern: SQLExpression) -> SQLExpression {
    .sequence([binary(unicode(operand)), .verbatim(" LIKE "), pattern, .verbatim(" ESCAPE '\\'")])
  }

  /// A pattern of `SIMILAR TO` as a regular expression: outside of brackets `%` is any text, `_` any character, and `.`, `^` and `$` mean
  /// themselves.
  private func similar(_ pattern: SQLExpression) -> SQLExpression {
    let untouched = #"(?:\[[^]]*\]|\\.)(*SKIP)(*FAIL)"#
    let steps = [("[.^$]", #"\\\0"#), ("%", ".*"), ("_", ".")]
    let translated = steps.reduce(pattern) { pattern, step in
      .call("REGEXP_REPLACE", [pattern, .verbatim("'\(untouched)|\(step.0)'"), .verbatim("'\(step.1)'")])
    }
    return .call("CONCAT", [.verbatim(#"'(?s)\A(?:'"#), translated, .verbatim(#"')\z'"#)])
  }

  private func unicode(_ expression: SQLExpression) -> SQLExpression {
    .sequence([.verbatim("CONVERT("), expression, .verbatim(" USING utf8mb4)")])
  }

  private func binary(_ expression: SQLExpression) -> SQLExpression { .sequence([expression, .verbatim(" COLLATE utf8mb4_bin")]) }

  private func document(_ operator: String, _ operand: SQLExpression, _ type: ColumnType, _ argument: SQLExpression)
    throws(ConnectorError) -> SQLExpression
  {
    let keys = SQLExpression.call("JSON_KEYS", [operand])
    let key = SQLExpression.call("JSON_QUOTE", [unicode(argument)])
    let isEqual =
      isMariaDB ? SQLExpression.call("JSON_EQUALS", [operand, argument]) : .infix(operand, "=", .cast(argument, to: "JSON"))
    return switch `operator` {
    case "_eq": .infix(isEqual, "=", .verbatim("1"))
    case "_neq": .infix(isEqual, "=", .verbatim("0"))
    case "_in": .sequence([normal(operand), .verbatim(" IN "), try list(argument, of: type, normal)])
    case "_nin": .sequence([normal(operand), .verbatim(" NOT IN "), try list(argument, of: type, normal)])
    case "_contains": .call("JSON_CONTAINS", [operand, argument])
    case "_contained_in": .call("JSON_CONTAINS", [argument, operand])
    // Only objects have JSON_KEYS; the keys of an array are its texts.
    case "_has_key": .call("COALESCE", [.call("JSON_CONTAINS", [keys, key]), .call("JSON_CONTAINS", [operand, key])])
    case "_has_keys_any":
      .call("COALESCE", [.call("JSON_OVERLAPS", [keys, argument]), .call("JSON_OVERLAPS", [operand, argument])])
    case "_has_keys_all":
      .call("COALESCE", [.call("JSON_CONTAINS", [keys, argument]), .call("JSON_CONTAINS", [list(around: operand), argument])])
    default: throw Self.unsupported("the operator \(`operator`)")
    }
  }

  /// An array as it is, and anything else as the only element of one: a text is its own key, and contains no list.
  private func list(around operand: SQLExpression) -> SQLExpression {
    let isArray = SQLExpression.infix(.call("JSON_TYPE", [operand]), "=", .verbatim("'ARRAY'"))
    return .call("IF", [isArray, operand, .call("CONCAT", [.verbatim("'['"), operand, .verbatim("']'")])])
  }

  /// Equal for equal documents. `JSON_EQUALS` itself compares these.
  private func normal(_ document: SQLExpression) -> SQLExpression {
    isMariaDB ? .call("JSON_NORMALIZE", [document]) : .cast(document, to: "JSON")
  }

  /// `(SELECT v FROM JSON_TABLE(?, ...))`: one argument for any number of values. Lists of keys of a document stay JSON.
  private func list(
    _ argument: SQLExpression, of type: ColumnType, _ compared: (SQLExpression) -> SQLExpression = { $0 }
  ) throws(ConnectorError) -> SQLExpression {
    let form = MySQLKeyType(listOf: type)
    let value = compared(form.value(.verbatim("v.v")))
    return .sequence([
      .verbatim("(SELECT "), value, .verbatim(" FROM JSON_TABLE("), argument,
      .verbatim(", '$[*]' COLUMNS (v \(form.name) PATH '$' ERROR ON ERROR)) AS v)"),
    ])
  }
}
