extension SQLExpression {
  /// The comparison of equality or order that an operator's name stands for on every engine; nil for any other name.
  package static func comparison(_ name: String, _ left: SQLExpression, _ right: SQLExpression) -> SQLExpression? {
    switch name {
    case "_eq": .infix(left, "=", right)
    case "_neq": .infix(left, "<>", right)
    case "_gt": .infix(left, ">", right)
    case "_lt": .infix(left, "<", right)
    case "_gte": .infix(left, ">=", right)
    case "_lte": .infix(left, "<=", right)
    default: nil
    }
  }
}
