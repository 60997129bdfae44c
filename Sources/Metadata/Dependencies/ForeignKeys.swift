/// What the databases know and metadata does not: where foreign keys lead.
package struct ForeignKeys: Sendable {
  private let lookup: @Sendable (TableID, [String]) -> TableName?

  /// `lookup` gives the table that the foreign key over exactly these columns of a table refers to.
  package init(lookup: @escaping @Sendable (TableID, [String]) -> TableName?) { self.lookup = lookup }

  /// No database was asked: dependencies through foreign keys are not seen.
  package static let unknown = ForeignKeys { _, _ in nil }

  /// The table that a foreign key refers to.
  package func target(of columns: [String], in table: TableID) -> TableName? { lookup(table, columns) }
}
