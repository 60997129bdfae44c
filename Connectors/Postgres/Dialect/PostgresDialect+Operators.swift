import ConnectorProtocol
import SQLConnector

extension PostgresDialect {
  func comparison(
    _ name: String, _ operand: SQLExpression, _ type: ColumnType, _ argument: SQLExpression
  ) throws(ConnectorError) -> SQLExpression {
    switch name {
    case "_in": return .infix(operand, "=", .call("ANY", [argument]))
    case "_nin": return .infix(operand, "<>", .call("ALL", [argument]))
    default: break
    }
    guard let sign = Self.signs[name] else {
      throw ConnectorError(.unsupported, code: "not-supported", message: "the operator \(name) is not supported")
    }
    // A parameter next to an ltree would be taken for one.
    let isLabelList = name == "_ancestor_any" || name == "_descendant_any"
    return .infix(operand, sign, isLabelList ? .cast(argument, to: "\(type.native)[]") : argument)
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
