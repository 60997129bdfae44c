package import JSON

/// What a role may read of a table.
package struct SelectAccess: Equatable, Sendable {
  /// Database names of the columns; nil means all.
  package var columns: Set<String>?
  /// The row filter of a permission, in metadata's own form; nil means every row. The planner merges it into every use of the table.
  package var filter: JSON?
  /// The most rows that one selection answers.
  package var limit: Int?
  package var allowsAggregations: Bool

  /// Access to all rows and columns unless restricted.
  package init(columns: Set<String>? = nil, filter: JSON? = nil, limit: Int? = nil, allowsAggregations: Bool = true) {
    self.columns = columns
    self.filter = filter
    self.limit = limit
    self.allowsAggregations = allowsAggregations
  }

  /// Everything: what the administrator may.
  package static let all = SelectAccess()

  /// Whether a column is visible.
  func includes(_ column: CatalogColumn) -> Bool { columns?.contains(column.column.name) ?? true }
}
