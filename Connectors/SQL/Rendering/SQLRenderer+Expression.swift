extension SQLRenderer {
  mutating func write(_ expression: SQLExpression) {
    switch expression {
    case .column(let alias, let name) where alias.isEmpty: write(dialect.quote(name))
    case .column(let alias, let name): write("\(dialect.quote(alias)).\(dialect.quote(name))")
    case .wholeRow(let alias): write("\(dialect.quote(alias)).*")
    case .parameter(let parameter): append(parameter)
    case .verbatim(let sql): write(sql)
    case .infix(let left, let sign, let right): writeInfix(left, sign, right)
    case .prefix(let sign, let operand):
      write(sign)
      writeOperand(operand)
    case .postfix(let operand, let sign):
      writeOperand(operand)
      write(" \(sign)")
    case .call(let function, let arguments): writeCall("\(function)(", arguments)
    case .distinctCall(let function, let arguments): writeCall("\(function)(DISTINCT ", arguments)
    case .cast(let operand, let type):
      write("CAST(")
      write(operand)
      write(" AS \(type))")
    case .row(let values): writeCall("(", values)
    case .named(let name, let value):
      write("\(dialect.quote(name)) => ")
      write(value)
    case .sequence(let pieces): for piece in pieces { write(piece) }
    default: writeCondition(expression)
    }
  }

  private mutating func writeCondition(_ expression: SQLExpression) {
    switch expression {
    case .and(let conditions): writeJunction(conditions, " AND ", empty: "1 = 1")
    case .or(let conditions): writeJunction(conditions, " OR ", empty: "1 = 0")
    case .not(let condition):
      write("NOT ")
      writeOperand(condition)
    case .isNull(let operand, let isNull):
      writeOperand(operand)
      write(isNull ? " IS NULL" : " IS NOT NULL")
    case .exists(let select):
      write("EXISTS ")
      writeNested(select)
    case .subquery(let select): writeNested(select)
    case .rowNumber(let partition, let order): writeRowNumber(partition, order)
    default: preconditionFailure("an expression without a rendering")
    }
  }

  private mutating func writeInfix(_ left: SQLExpression, _ sign: String, _ right: SQLExpression) {
    writeOperand(left)
    write(" \(sign) ")
    writeOperand(right)
  }

  private mutating func writeCall(_ start: String, _ arguments: [SQLExpression]) {
    write(start)
    write(arguments, separator: ", ")
    write(")")
  }

  private mutating func writeJunction(_ conditions: [SQLExpression], _ sign: String, empty: String) {
    guard !conditions.isEmpty else { return write(empty) }
    if conditions.count == 1 { return write(conditions[0]) }
    for (index, condition) in conditions.enumerated() {
      if index > 0 { write(sign) }
      writeOperand(condition)
    }
  }

  private mutating func writeRowNumber(_ partition: [SQLExpression], _ order: [SQLOrderTerm]) {
    write("ROW_NUMBER() OVER (")
    if !partition.isEmpty {
      write("PARTITION BY ")
      write(partition, separator: ", ")
    }
    if !order.isEmpty {
      write(partition.isEmpty ? "ORDER BY " : " ORDER BY ")
      write(order)
    }
    write(")")
  }

  /// Writes an expression as a part of another one: in parentheses unless it stands for itself.
  private mutating func writeOperand(_ expression: SQLExpression) {
    switch expression {
    case .and(let only) where only.count == 1: writeOperand(only[0])
    case .or(let only) where only.count == 1: writeOperand(only[0])
    case .infix, .prefix, .postfix, .not, .isNull, .and, .or:
      write("(")
      write(expression)
      write(")")
    default: write(expression)
    }
  }
}
