/// What a role may read of a table.
package struct SelectAccess: Equatable, Sendable {
  /// Database names of the columns; nil means all.
  package var columns: Set<String>?
  /// Names of the computed fields; nil means all.
  package var computedFields: Set<String>?
  /// The row filter; nil means every row. The planner merges it into every use of the table.
  package var filter: RowPredicate?
  /// The most rows that one selection answers.
  package var limit: Int?
  package var allowsAggregations: Bool
  /// The fields of the query root that show the table.
  package var queryRoots: Set<SelectRoot>
  /// The fields of the subscription root that show the table.
  package var subscriptionRoots: Set<SelectRoot>
  /// For an inherited role: the column (by its database name) is null but in rows for which this is true.
  package var cellFilters: [String: RowPredicate] = [:]
  /// The same for computed fields, by name.
  package var computedFilters: [String: RowPredicate] = [:]

  /// Access to all rows and columns unless restricted.
  package init(
    columns: Set<String>? = nil, computedFields: Set<String>? = nil, filter: RowPredicate? = nil, limit: Int? = nil,
    allowsAggregations: Bool = true, queryRoots: Set<SelectRoot> = Set(SelectRoot.allCases),
    subscriptionRoots: Set<SelectRoot> = Set(SelectRoot.allCases)
  ) {
    self.columns = columns
    self.computedFields = computedFields
    self.filter = filter
    self.limit = limit
    self.allowsAggregations = allowsAggregations
    self.queryRoots = queryRoots
    self.subscriptionRoots = subscriptionRoots
  }

  /// Everything: what the administrator may.
  package static let all = SelectAccess()

  /// Whether a column is visible.
  package func includes(_ column: CatalogColumn) -> Bool {
    columns?.contains(column.column.name) ?? true
  }

  /// Whether a scalar computed field is visible.
  func includes(_ field: CatalogComputedField) -> Bool { computedFields?.contains(field.name) ?? true }

  /// Whether a column's values are null in some of the visible rows, whatever is in them.
  func hidesCells(of column: CatalogColumn) -> Bool { cellFilters[column.column.name] != nil }

  /// The same access without what is shown in some of the rows only, for those who cannot hide values.
  package var withoutMasks: SelectAccess {
    var access = self
    access.columns?.subtract(cellFilters.keys)
    access.computedFields?.subtract(computedFilters.keys)
    (access.cellFilters, access.computedFilters) = ([:], [:])
    return access
  }
}

/// A root field that shows a table; the raw values are those of `query_root_fields` and `subscription_root_fields`.
package enum SelectRoot: String, CaseIterable, Sendable {
  case select
  case selectByPrimaryKey = "select_by_pk"
  case selectAggregate = "select_aggregate"
  case selectStream = "select_stream"
}
