/// What the databases know and metadata does not: where foreign keys lead, and of which tables functions give rows.
package struct ForeignKeys: Sendable {
  private let lookup: @Sendable (TableID, [String]) -> TableName?
  private let functionTable: @Sendable (TableID) -> TableName?

  /// `lookup` gives the table that the foreign key over exactly these columns of a table refers to, `functionTable` the table whose rows a
  /// function gives.
  package init(
    lookup: @escaping @Sendable (TableID, [String]) -> TableName?, functionTable: @escaping @Sendable (TableID) -> TableName? = { _ in nil }
  ) {
    self.lookup = lookup
    self.functionTable = functionTable
  }

  /// No database was asked: dependencies through foreign keys are not seen.
  package static let unknown = ForeignKeys { _, _ in nil }

  /// The table that a foreign key refers to.
  package func target(of columns: [String], in table: TableID) -> TableName? { lookup(table, columns) }

  /// The table whose rows a function gives; nil if it gives none, or is not known.
  package func table(of function: TableID) -> TableName? { functionTable(function) }
}
