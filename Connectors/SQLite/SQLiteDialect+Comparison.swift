import ConnectorProtocol
import SQLConnector

extension SQLiteDialect {
  func comparison(_ operator: String, _ operand: SQLExpression, _ type: ColumnType, _ argument: SQLExpression) throws(ConnectorError)
    -> SQLExpression
  {
    switch `operator` {
    case "_like", "_ilike", "_regex", "_iregex", "_similar": return .call("joinery\(`operator`)", [operand, argument])
    case "_nlike", "_nilike", "_nregex", "_niregex", "_nsimilar":
      return .not(.call("joinery_\(`operator`.dropFirst(2))", [operand, argument]))
    case "_contains", "_has_key", "_has_keys_any", "_has_keys_all": return .call("joinery\(`operator`)", [operand, argument])
    case "_contained_in": return .call("joinery_contains", [argument, operand])
    default: break
    }
    switch type.canonical {
    case .timestamp: return try SQLiteMoments(function: "joinery_timestamp").comparison(`operator`, operand, argument)
    case .timestampWithTimeZone: return try SQLiteMoments(function: "joinery_instant").comparison(`operator`, operand, argument)
    case .uuid: return try uuids(`operator`, operand, argument)
    case .json: return try documents(`operator`, operand, argument)
    default: return try values(`operator`, operand, type, argument)
    }
  }

  private func values(_ operator: String, _ operand: SQLExpression, _ type: ColumnType, _ argument: SQLExpression) throws(ConnectorError)
    -> SQLExpression
  {
    if let comparison = SQLExpression.comparison(`operator`, operand, argument) { return comparison }
    switch `operator` {
    case "_in": return .infix(operand, "IN", Self.list(argument, value(in: type)))
    case "_nin": return .infix(operand, "NOT IN", Self.list(argument, value(in: type)))
    default: throw Self.unsupported("the operator \(`operator`)")
    }
  }

  /// An element of a list as it is compared with a column.
  private func value(in type: ColumnType) -> String {
    switch type.canonical {
    case .bytes: "joinery_unhex(value)"
    case _ where isEscaped(type): "joinery_text(value)"
    default: "value"
    }
  }

  static func list(_ argument: SQLExpression, _ value: String) -> SQLExpression {
    .sequence([.verbatim("(SELECT \(value) FROM json_each("), argument, .verbatim("))")])
  }

  /// Stored in either case; an order goes by the lower case.
  private func uuids(_ operator: String, _ operand: SQLExpression, _ argument: SQLExpression) throws(ConnectorError) -> SQLExpression {
    let either = SQLExpression.sequence([
      .verbatim("("), .call("lower", [argument]), .verbatim(", "), .call("upper", [argument]), .verbatim(")"),
    ])
    let both = SQLExpression.sequence([
      .verbatim("(SELECT lower(value) FROM json_each("), argument, .verbatim(") UNION ALL SELECT upper(value) FROM json_each("), argument,
      .verbatim("))"),
    ])
    switch `operator` {
    case "_eq": return .infix(operand, "IN", either)
    case "_neq": return .infix(operand, "NOT IN", either)
    case "_in": return .infix(operand, "IN", both)
    case "_nin": return .infix(operand, "NOT IN", both)
    default:
      let uuid = ColumnType(native: "UUID", canonical: .uuid)
      return try values(`operator`, .call("lower", [operand]), uuid, .call("lower", [argument]))
    }
  }

  private func documents(_ operator: String, _ operand: SQLExpression, _ argument: SQLExpression) throws(ConnectorError) -> SQLExpression {
    let isEqual = SQLExpression.call("joinery_json_equal", [operand, argument])
    switch `operator` {
    case "_eq": return isEqual
    case "_neq": return .not(isEqual)
    case "_in": return .call("joinery_json_in", [operand, argument])
    case "_nin": return .not(.call("joinery_json_in", [operand, argument]))
    default: throw Self.unsupported("the operator \(`operator`)")
    }
  }
}
