import ConnectorProtocol

/// The names under which a select of masked rows carries what it does not show under the columns' own.
struct MaskedNames {
  /// By column, of those that are masked.
  private(set) var columns: [String: String] = [:]
  /// Of the whole row.
  let row: String

  init(_ rows: MaskedRows) {
    // Some databases compare names without case.
    let taken = Set(rows.columns.map { $0.name.lowercased() })
    let free = { (name: String) in
      var free = name
      while taken.contains(free) { free += "_" }
      return free
    }
    for (index, mask) in rows.masks.enumerated() { columns[mask.column.name] = free("actual\(index)") }
    row = free("row")
  }
}

extension Translator {
  /// `SELECT a, CASE WHEN shown THEN b END AS b, b AS actual0 FROM ...`: to whoever names them, the columns are what is shown of them.
  /// Databases merge such a select into the query around it.
  func select(_ rows: MaskedRows, outer: SQLExpression?) throws(ConnectorError) -> SQLSelect {
    let names = MaskedNames(rows)
    let masks = Dictionary(rows.masks.map { ($0.column.name, $0) }, uniquingKeysWith: { first, _ in first })
    let alias = makeAlias(unlike: rows.columns)
    let scope = FilterScope(row: alias)
    var select = SQLSelect()
    for column in rows.columns {
      let actual = SQLExpression.column(of: alias, column.name)
      let shown = try masks[column.name].map { mask throws(ConnectorError) in try masked(actual, column.type, mask.shown, scope) }
      select.columns.append(SQLResultColumn(shown ?? actual, as: column.name, type: column.type))
    }
    for mask in rows.masks {
      select.columns.append(
        SQLResultColumn(.column(of: alias, mask.column.name), as: names.columns[mask.column.name], type: mask.column.type))
    }
    if dialect.hasRowFunctions {
      select.columns.append(SQLResultColumn(.column(of: "", alias), as: names.row, type: ColumnType(native: "", canonical: .opaque)))
    }
    select.from = try source(rows.relation, as: alias, outer: outer)
    var conditions: [SQLExpression] = rows.relation.isThere(alias).map { [$0] } ?? []
    if let filter = rows.filter { conditions.append(try condition(filter, scope)) }
    select.filter = conditions.isEmpty ? nil : .and(conditions)
    return select
  }

  /// A row is called by its alias unless a column has that name.
  private func makeAlias(unlike columns: [Column]) -> String {
    var alias = makeAlias()
    while columns.contains(where: { $0.name.lowercased() == alias }) { alias = makeAlias() }
    return alias
  }

  /// A value of the row of `scope`, or null if it is not shown there.
  func masked(
    _ value: SQLExpression, _ type: ColumnType, _ shown: Filter, _ scope: FilterScope
  ) throws(ConnectorError) -> SQLExpression {
    dialect.masked(value, type, where: try condition(shown, scope.unmasked))
  }
}
