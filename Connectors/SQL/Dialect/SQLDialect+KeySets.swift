package import ConnectorProtocol

extension SQLDialect {
  package func keySetForm(_ key: LookupKey) throws(ConnectorError) -> SQLKeyForm {
    try keyForm(sent: key.sent, column: key.column, usesTargetCollation: key.usesTargetCollation)
  }

  /// `columns IN (SELECT ...)`: the keys are made into a table once per statement, and their values are looked up in the columns' index or
  /// the rows' in them, wherever the condition stands. Measured: `EXISTS` reads all keys for each row on some engines, and so does
  /// `= ANY` of an array that is not known when the statement is planned.
  ///
  /// Every part is compared as in a lookup; a null is nowhere, and no key has one.
  package func isAmong(_ columns: [SQLExpression], _ set: SQLKeySet, as alias: String) -> SQLExpression {
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
