import ConnectorProtocol
import SQLConnector

extension PostgresDialect {
  func comparison(
    _ name: String, _ operand: SQLExpression, _ type: ColumnType, _ argument: SQLExpression
  ) throws(ConnectorError) -> SQLExpression {
    switch name {
    case "_in": return .infix(operand, "=", .call("ANY", [Self.list(argument, of: type)]))
    case "_nin": return .infix(operand, "<>", .call("ALL", [Self.list(argument, of: type)]))
    default: break
    }
    if let spatial = spatialComparison(name, operand, type, argument) { return spatial }
    guard let sign = Self.signs[name] else {
      throw ConnectorError(.unsupported, code: "not-supported", message: "the operator \(name) is not supported")
    }
    // A parameter next to an ltree would be taken for one.
    let isLabelList = name == "_ancestor_any" || name == "_descendant_any"
    if isLabelList { return .infix(operand, sign, .cast(argument, to: "\(type.native)[]")) }
    let isPlain = name == "_eq" || name == "_neq" || name == "_gt" || name == "_lt" || name == "_gte" || name == "_lte"
    return .infix(operand, sign, isPlain ? Self.value(argument, of: type) : argument)
  }

  /// A composite type's values are taken for anonymous records, which cannot be read, unless they are cast.
  private static func value(_ argument: SQLExpression, of type: ColumnType) -> SQLExpression {
    guard case .parameter = argument else { return argument }
    if type.canonical == .geometry { return shape(argument, of: type) }
    return castName(of: type).map { .cast(argument, to: $0) } ?? argument
  }

  private static func list(_ argument: SQLExpression, of type: ColumnType) -> SQLExpression {
    guard case .parameter = argument else { return argument }
    // There are no arrays of arrays of different lengths, so each travels as text.
    if case .array = type.canonical {
      let element = SQLExpression.cast(.call("unnest", [.cast(argument, to: "text[]")]), to: PostgresType.base(type.native))
      return .sequence([.verbatim("SELECT "), element])
    }
    if type.canonical == .geometry {
      return .sequence([.verbatim("SELECT "), shape(.call("unnest", [.cast(argument, to: "text[]")]), of: type)])
    }
    return castName(of: type).map { .cast(argument, to: "\($0)[]") } ?? argument
  }

  /// Casting bits would take their length for part of the value.
  private static func castName(of type: ColumnType) -> String? {
    guard type.canonical == .opaque, !type.native.isEmpty else { return nil }
    let name = PostgresType.base(type.native)
    return name == "bit varying" ? nil : name
  }

  private static let signs: [String: String] = [
    "_eq": "=", "_neq": "<>", "_gt": ">", "_lt": "<", "_gte": ">=", "_lte": "<=",
    "_like": "LIKE", "_nlike": "NOT LIKE", "_ilike": "ILIKE", "_nilike": "NOT ILIKE",
    "_similar": "SIMILAR TO", "_nsimilar": "NOT SIMILAR TO",
    "_regex": "~", "_iregex": "~*", "_nregex": "!~", "_niregex": "!~*",
    "_contains": "@>", "_contained_in": "<@", "_has_key": "?", "_has_keys_any": "?|", "_has_keys_all": "?&",
    "_ancestor": "@>", "_ancestor_any": "@>", "_descendant": "<@", "_descendant_any": "<@",
    "_matches": "~", "_matches_any": "?", "_matches_fulltext": "@",
  ]
}
