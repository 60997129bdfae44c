import ConnectorProtocol

extension Translator {
  func order(_ terms: [OrderTerm], of relation: Relation, _ scope: FilterScope) throws(ConnectorError) -> [SQLOrderTerm] {
    var order: [SQLOrderTerm] = []
    for term in terms {
      order.append(
        SQLOrderTerm(try expression(term.by, scope), descending: term.descending, nullsFirst: nullsFirst(of: term, relation)))
    }
    return order
  }

  /// The place of nulls, unless there can be none.
  private func nullsFirst(of term: OrderTerm, _ relation: Relation) -> Bool? {
    if case .column(let column) = term.by, let table = relation.table(showing: column), dialect.isNeverNull(column.name, of: table) {
      return nil
    }
    if case .aggregate(let aggregate) = term.by, aggregate.function == "count" { return nil }
    return term.nullsFirst
  }

  /// Orders by related rows are scalar subqueries: at most one row counts, whatever the metadata promised.
  private func expression(_ order: OrderExpression, _ scope: FilterScope) throws(ConnectorError) -> SQLExpression {
    switch order {
    case .column(let column): return .column(of: scope.row, column.name)
    case .aggregate(let aggregate): return try self.aggregate(aggregate, scope)
    case .computed(let call): return try value(RowValue.computed(call), of: scope.row)
    case .related(let relation, let pairs, let filter, let inner):
      var select = try related(relation, pairs, filter, scope) { alias throws(ConnectorError) in
        let value = try expression(inner, scope.inside(alias))
        return [SQLResultColumn(value, type: Self.count)]
      }
      select.limit = .verbatim("1")
      return .subquery(select)
    }
  }
}

extension Relation {
  /// The table that has a column, which every row shows.
  fileprivate func table(showing column: Column) -> TableReference? {
    switch self {
    case .table(let table): table
    case .masked(let rows): rows.masks.contains { $0.column.name == column.name } ? nil : rows.relation.table(showing: column)
    case .function, .nativeQuery: nil
    }
  }
}
