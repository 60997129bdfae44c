/// A value or condition of SQL, before it is text. Operators of different strength never meet without parentheses.
package indirect enum SQLExpression: Sendable {
  /// A column of the relation with the alias; without an alias of the only relation there is.
  case column(of: String, String)
  /// All of a row of the relation with the alias, as one value.
  case wholeRow(of: String)
  case parameter(SQLParameter)
  /// SQL of the dialect itself: a literal, a keyword, a type. Never anything that came from outside, but for the text of native queries.
  case verbatim(String)
  case infix(SQLExpression, String, SQLExpression)
  case prefix(String, SQLExpression)
  case postfix(SQLExpression, String)
  case call(String, [SQLExpression])
  /// An argument by name: `name => value`
  case named(String, SQLExpression)
  /// `function(DISTINCT a, b)`
  case distinctCall(String, [SQLExpression])
  case cast(SQLExpression, to: String)
  /// A row value `(a, b)`.
  case row([SQLExpression])
  /// True if empty.
  case and([SQLExpression])
  /// False if empty.
  case or([SQLExpression])
  case not(SQLExpression)
  case isNull(SQLExpression, Bool)
  case exists(SQLSelect)
  case subquery(SQLSelect)
  /// `ROW_NUMBER() OVER (PARTITION BY ... ORDER BY ...)`
  case rowNumber(partition: [SQLExpression], order: [SQLOrderTerm])
  /// Pieces one after the other, for forms that only one dialect has.
  case sequence([SQLExpression])
}

/// One criterion of an order.
package struct SQLOrderTerm: Sendable {
  package var expression: SQLExpression
  package var descending: Bool
  /// nil: wherever the database puts them (the expression is never null, or it does not matter).
  package var nullsFirst: Bool?

  package init(_ expression: SQLExpression, descending: Bool = false, nullsFirst: Bool? = nil) {
    self.expression = expression
    self.descending = descending
    self.nullsFirst = nullsFirst
  }
}
