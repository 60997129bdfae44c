import ConnectorProtocol
import SQLConnector

extension SQLiteDialect {
  /// `column IN (SELECT ...)` and not `EXISTS`: the list is made once per statement and its values are looked up in the column's index, or
  /// the other way round. Every part is compared as in a lookup; a null is nowhere.
  func isAmong(_ columns: [SQLExpression], _ set: SQLKeySet, as alias: String) -> SQLExpression {
    let keys = set.forms.indices.map { SQLExpression.column(of: alias, "k\($0)") }
    func ofAll(_ values: [SQLExpression]) -> SQLExpression {
      var select = SQLSelect()
      select.columns = values.map { SQLResultColumn($0, type: ColumnType(native: "", canonical: .opaque)) }
      select.from = .keySet(set, as: alias)
      return .subquery(select)
    }
    var conditions = columns.map { SQLExpression.isNull($0, false) }
    var (left, right): ([SQLExpression], [SQLExpression]) = ([], [])
    for (index, form) in set.forms.enumerated() {
      if let narrowing = form.narrowing { conditions.append(narrowing(columns[index], keys[index]) { ofAll([$0]) }) }
      left += form.equalities.map { $0.column(columns[index]) }
      right += form.equalities.map { $0.key(keys[index]) }
    }
    return .and(conditions + [.infix(left.count == 1 ? left[0] : .row(left), "IN", ofAll(right))])
  }
}
