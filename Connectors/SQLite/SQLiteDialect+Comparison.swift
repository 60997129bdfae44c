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
    case .timestamp: return try timestamps(`operator`, operand, argument)
    case .uuid: return try uuids(`operator`, operand, argument)
    case .json: return try documents(`operator`, operand, argument)
    default: return try values(`operator`, operand, type, argument)
    }
  }

  private func values(_ operator: String, _ operand: SQLExpression, _ type: ColumnType, _ argument: SQLExpression) throws(ConnectorError)
    -> SQLExpression
  {
    switch `operator` {
    case "_eq": return .infix(operand, "=", argument)
    case "_neq": return .infix(operand, "<>", argument)
    case "_gt": return .infix(operand, ">", argument)
    case "_lt": return .infix(operand, "<", argument)
    case "_gte": return .infix(operand, ">=", argument)
    case "_lte": return .infix(operand, "<=", argument)
    case "_in": return .infix(operand, "IN", list(argument, value(in: type)))
    case "_nin": return .infix(operand, "NOT IN", list(argument, value(in: type)))
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

  private func list(_ argument: SQLExpression, _ value: String) -> SQLExpression {
    .sequence([.verbatim("(SELECT \(value) FROM json_each("), argument, .verbatim("))")])
  }

  /// Spelled with `T` or with a blank, with a fraction or without: the canonical texts decide. All spellings of one day lie between the day
  /// and the day followed by `U`, which is how an index serves.
  private func timestamps(_ operator: String, _ operand: SQLExpression, _ argument: SQLExpression) throws(ConnectorError) -> SQLExpression {
    let canonical = SQLExpression.call("joinery_timestamp", [operand])
    if `operator` == "_in" { return .infix(canonical, "IN", list(argument, "joinery_timestamp(value)")) }
    if `operator` == "_nin" { return .infix(canonical, "NOT IN", list(argument, "joinery_timestamp(value)")) }
    let day = SQLExpression.call("substr", [argument, .verbatim("1"), .verbatim("10")])
    let from = SQLExpression.infix(operand, ">=", day)
    let to = SQLExpression.infix(operand, "<", .infix(day, "||", .verbatim("'U'")))
    let wanted = SQLExpression.call("joinery_timestamp", [argument])
    switch `operator` {
    case "_eq": return timestamp(operand, is: argument)
    case "_neq": return .infix(canonical, "<>", wanted)
    case "_gt": return .and([from, .infix(canonical, ">", wanted)])
    case "_gte": return .and([from, .infix(canonical, ">=", wanted)])
    case "_lt": return .and([to, .infix(canonical, "<", wanted)])
    case "_lte": return .and([to, .infix(canonical, "<=", wanted)])
    default: throw Self.unsupported("the operator \(`operator`)")
    }
  }

  /// The condition `column = wanted`, whatever the spelling of either.
  func timestamp(_ column: SQLExpression, is wanted: SQLExpression) -> SQLExpression {
    let day = SQLExpression.call("substr", [wanted, .verbatim("1"), .verbatim("10")])
    return .and([
      .infix(column, ">=", day), .infix(column, "<", .infix(day, "||", .verbatim("'U'"))),
      .infix(.call("joinery_timestamp", [column]), "=", .call("joinery_timestamp", [wanted])),
    ])
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
    default: throw Self.unsupported("the operator \(`operator`)")
    }
  }
}
