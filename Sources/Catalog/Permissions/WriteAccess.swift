package import ConnectorProtocol

/// What a role may insert into, update in or delete from a table.
package struct WriteAccess: Equatable, Sendable {
  /// Database names of the columns that a client may give; nil means all.
  package var columns: Set<String>?
  /// The rows that may be updated or deleted; nil means every row.
  package var filter: RowPredicate?
  /// What rows must satisfy after they were written; nil means nothing.
  package var check: RowPredicate?
  /// Columns that the permission itself sets.
  package var presets: [ColumnPreset]
  /// Whether only requests with the admin secret and `x-hasura-use-backend-only-permissions` may write.
  package var backendOnly: Bool

  /// Everything unless restricted.
  package init(
    columns: Set<String>? = nil, filter: RowPredicate? = nil, check: RowPredicate? = nil, presets: [ColumnPreset] = [],
    backendOnly: Bool = false
  ) {
    self.columns = columns
    self.filter = filter
    self.check = check
    self.presets = presets
    self.backendOnly = backendOnly
  }

  /// Everything: what the administrator may.
  package static let all = WriteAccess()
}

/// A column that a permission sets, whatever the client gives.
package struct ColumnPreset: Equatable, Sendable {
  package let column: Column
  /// What `value` is written as.
  package let scalar: ConnectorProtocol.ScalarType
  package let value: PredicateValue
}
