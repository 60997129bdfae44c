import ConnectorProtocol

/// Where a filter's columns come from.
struct FilterScope {
  /// The alias of the row that is tested.
  var row: String
  /// The aliases of the rows around it, the nearest first, for comparisons with their columns.
  var outer: [String] = []
  /// Whether the filter is a permission's own, which sees rows as they are where others see what is shown.
  private(set) var isUnmasked = false
  /// What is shown of a written row, by column.
  private(set) var masks: [String: Mask] = [:]

  /// The scope of a condition under which a value of the row is shown.
  var unmasked: FilterScope {
    var scope = FilterScope(row: row, outer: outer)
    scope.isUnmasked = true
    return scope
  }

  /// The scope of a condition that sees the row through masks.
  func masked(by masks: [Mask]) -> FilterScope {
    var scope = self
    for mask in masks { scope.masks[mask.column.name] = mask }
    return scope
  }

  /// The scope of rows that are related to this one.
  func inside(_ alias: String) -> FilterScope { FilterScope(row: alias, outer: [row] + outer) }
}

extension Translator {
  /// The operator, of mutations alone, that compares a column with what it would store of the argument.
  static let equalsStored = "_eq_stored"

  func condition(_ filter: Filter, _ scope: FilterScope) throws(ConnectorError) -> SQLExpression {
    switch filter {
    case .and(let parts): return .and(try conditions(parts, scope))
    case .or(let parts): return .or(try conditions(parts, scope))
    case .not(let part): return .not(try condition(part, scope))
    case .comparison(let operand, Self.equalsStored, let value):
      let argument = dialect.kept(try argument(value, "_eq", operand.type, scope), as: operand.type)
      return try dialect.comparison("_eq", try self.operand(operand, scope), operand.type, argument)
    case .comparison(let operand, let name, let value):
      let left = try self.operand(operand, scope)
      return try dialect.comparison(name, left, operand.type, try argument(value, name, operand.type, scope))
    case .isNull(let operand, let isNull): return .isNull(try self.operand(operand, scope), isNull)
    case .exists(let relation, let pairs, let inner):
      return .exists(try related(relation, pairs, inner, scope) { _ in [SQLResultColumn(.verbatim("1"), type: Self.count)] })
    case .masked(let masks, let inner): return try condition(inner, scope.masked(by: masks))
    case .aggregate(let aggregate, let name, let value):
      let type = aggregate.function == "count" ? Self.count : aggregate.columns.first?.type ?? Self.count
      return try dialect.comparison(name, self.aggregate(aggregate, scope), type, try argument(value, name, type, scope))
    case .keys(let lists): return try isAmong(lists, scope)
    }
  }

  private func isAmong(_ lists: [KeyList], _ scope: FilterScope) throws(ConnectorError) -> SQLExpression {
    if lists.isEmpty { return .or([]) }
    var forms: [SQLKeyForm] = []
    for list in lists { forms.append(try dialect.keySetForm(list.key)) }
    let columns = lists.map { actual($0.key.column, of: scope.row) }
    return dialect.isAmong(columns, SQLKeySet(forms: forms, slots: lists.map(\.slot)), as: makeAlias())
  }

  private func conditions(_ filters: [Filter], _ scope: FilterScope) throws(ConnectorError) -> [SQLExpression] {
    var conditions: [SQLExpression] = []
    for filter in filters { conditions.append(try condition(filter, scope)) }
    return conditions
  }

  private func operand(_ operand: Operand, _ scope: FilterScope) throws(ConnectorError) -> SQLExpression {
    let value = try value(operand.value, scope)
    return operand.cast.map { dialect.cast(value, to: $0) } ?? value
  }

  private func value(_ value: RowValue, _ scope: FilterScope) throws(ConnectorError) -> SQLExpression {
    guard case .column(let column) = value else { return try self.value(value, of: scope.row) }
    if scope.isUnmasked { return actual(column, of: scope.row) }
    let plain = returned(.column(of: scope.row, column.name), column, of: scope.row)
    return try scope.masks[column.name].map { mask throws(ConnectorError) in try masked(plain, column.type, mask.shown, scope) } ?? plain
  }

  private func argument(_ argument: Argument, _ operator: String, _ operand: ColumnType, _ scope: FilterScope) throws(ConnectorError)
    -> SQLExpression
  {
    switch argument {
    case .value(let slot, let type): return .parameter(SQLParameter(.value(slot), type: type))
    case .list(let slot, let type): return .parameter(SQLParameter(.list(slot), type: type))
    case .column(let column, let levels):
      let rows = [scope.row] + scope.outer
      guard rows.indices.contains(levels) else {
        throw ConnectorError(.internal, message: "a filter refers to a row \(levels) levels further out, where there is none")
      }
      return dialect.argument(actual(column, of: rows[levels]), column.type, comparedWith: operand, by: `operator`)
    }
  }

  /// A select over the rows of `relation` that belong to the row of `scope` and pass `filter`.
  func related(
    _ relation: Relation, _ pairs: [ColumnPair], _ filter: Filter?, _ scope: FilterScope,
    _ columns: (_ alias: String) throws(ConnectorError) -> [SQLResultColumn]
  ) throws(ConnectorError) -> SQLSelect {
    let alias = makeAlias(for: relation)
    var select = SQLSelect()
    select.columns = try columns(alias)
    select.from = try source(relation, as: alias, outer: actualRow(of: scope.row))
    var conditions: [SQLExpression] = pairs.map {
      dialect.equals($0.child, actual($0.child, of: alias), $0.parent, actual($0.parent, of: scope.row))
    }
    if let isThere = relation.isThere(alias) { conditions.append(isThere) }
    if let filter { conditions.append(try condition(filter, scope.inside(alias))) }
    select.filter = conditions.isEmpty ? nil : .and(conditions)
    return select
  }

  /// An aggregate of related rows as a value.
  func aggregate(_ aggregate: RelatedAggregate, _ scope: FilterScope) throws(ConnectorError) -> SQLExpression {
    .subquery(
      try related(aggregate.relation, aggregate.pairs, aggregate.filter, scope) { alias throws(ConnectorError) in
        let columns = aggregate.columns.map { (value: SQLExpression.column(of: alias, $0.name), type: $0.type) }
        if aggregate.function == "count" { return [SQLResultColumn(count(columns, distinct: aggregate.distinct), type: Self.count)] }
        guard let column = columns.first else {
          throw ConnectorError(.internal, message: "the aggregate \(aggregate.function) has no column")
        }
        return [SQLResultColumn(try dialect.aggregate(aggregate.function, column.value, column.type), type: column.type)]
      })
  }
}
