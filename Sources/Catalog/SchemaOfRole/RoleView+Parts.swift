extension RoleView {
  /// The types that show a table to the role.
  func parts(of table: CatalogTable) -> [TablePart] {
    let written = writes.parts(of: table, in: self)
    // What the role may write to but not see can be filtered by nothing.
    guard access[table.id] != nil else { return written + [.filter] }
    return shownParts(of: table) + written
  }

  private func shownParts(of table: CatalogTable) -> [TablePart] {
    if let native = table.native {
      let arguments: [TablePart] = native.arguments.isEmpty ? [] : [.nativeQueryArguments]
      let columns: [TablePart] = hasColumnEnumeration(table) && has(.distinctOn, table) ? [.column] : []
      return (showsRows(of: table) ? [.row, .filter, .order] : [.filter, .order]) + columns + arguments
    }
    var parts: [TablePart] = showsRows(of: table) ? [.row, .filter, .order] : [.filter, .order]
    if roots(of: table, isSubscription: true).contains(.selectStream) { parts += [.streamCursor, .streamCursorValue] }
    let hasAggregates = allowsAggregates(of: table)
    if hasColumnEnumeration(table), hasAggregates || has(.distinctOn, table) { parts.append(.column) }
    return hasAggregates ? parts + aggregateParts(of: table) : parts
  }

  private func aggregateParts(of table: CatalogTable) -> [TablePart] {
    let functions = functions(of: table)
    var parts: [TablePart] = [.aggregate, .aggregateFields] + functions.map { .function($0.name) }
    guard aggregated.contains(table.id) else { return parts }
    parts += [.aggregateOrder] + functions.filter { !$0.columns.isEmpty }.map { .functionOrder($0.name) }
    guard let filters = AggregateFilters(of: table, in: self) else { return parts }
    parts += [.aggregateFilter] + filters.functions.map { .aggregateFilterFunction($0.name) }
    return parts + filters.functions.filter { !$0.columns.isEmpty }.map { .aggregateFilterColumn($0.name) }
  }

  /// Whether rows of other tables can be filtered by functions of the rows of this one.
  func isFilteredByAggregates(_ table: CatalogTable) -> Bool {
    aggregated.contains(table.id) && has(.aggregatePredicates, table) && allowsAggregates(of: table)
  }
}
