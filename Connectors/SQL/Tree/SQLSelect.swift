package import ConnectorProtocol

/// A `SELECT`, in the order of the grammar.
package struct SQLSelect: Sendable {
  package var isDistinct = false
  package var distinctOn: [SQLExpression] = []
  package var columns: [SQLResultColumn] = []
  package var from: SQLSource?
  package var joins: [SQLJoin] = []
  package var filter: SQLExpression?
  package var grouping: [SQLExpression] = []
  package var order: [SQLOrderTerm] = []
  package var limit: SQLExpression?
  package var offset: SQLExpression?

  package init() {}
}

/// A column of a result.
package struct SQLResultColumn: Sendable {
  package var expression: SQLExpression
  package var name: String?
  package var type: ColumnType

  package init(_ expression: SQLExpression, as name: String? = nil, type: ColumnType) {
    self.expression = expression
    self.name = name
    self.type = type
  }
}

/// Something in a `FROM`, under an alias.
package indirect enum SQLSource: Sendable {
  case table(TableReference, as: String)
  case subquery(SQLSelect, as: String)
  /// The rows of a function's call, which may refer to the relations before it.
  case call(SQLExpression, as: String)
  /// A query that was written by hand.
  case native(SQLExpression, as: String)
  /// The key tuples of a lookup: a relation with the columns `ord`, `k0`, `k1` ...
  case keys([SQLKeyForm], as: String)
  /// The key tuples of a filter, with the same columns.
  case keySet(SQLKeySet, as: String)
}

/// A further relation of a `FROM`.
package struct SQLJoin: Sendable {
  package var source: SQLSource
  package var condition: SQLExpression?
  /// Whether the relation may refer to those before it.
  package var isLateral: Bool

  package init(_ source: SQLSource, on condition: SQLExpression? = nil, isLateral: Bool = false) {
    self.source = source
    self.condition = condition
    self.isLateral = isLateral
  }
}
