/// Rows that came from the database, with everything inside of them.
final class FetchedRows {
  let plan: RowsPlan
  let batch: RowBatch
  /// The rows by key tuple; nil for a plain query, whose rows are all of the batch.
  let groups: RowGroups?
  let children: [FetchedChild]

  init(plan: RowsPlan, batch: RowBatch, groups: RowGroups?, children: [FetchedChild]) {
    self.plan = plan
    self.batch = batch
    self.groups = groups
    self.children = children
  }
}

/// What a child selection gave for all rows of its parent's batch.
final class FetchedChild {
  let plan: SelectionPlan
  /// For each row of the parent the index of its key tuple; -1 if it has none (a null, or nothing that the child's column can hold).
  let tuples: [Int32]
  /// Nil if no row has a key.
  let content: FetchedSelection?

  init(plan: SelectionPlan, tuples: [Int32], content: FetchedSelection?) {
    self.plan = plan
    self.tuples = tuples
    self.content = content
  }
}

enum FetchedSelection {
  case rows(FetchedRows)
  case aggregate(FetchedAggregate)
}

/// Aggregates that came from the database.
final class FetchedAggregate {
  let plan: AggregatePlan
  let summary: RowBatch?
  /// For each key tuple the row of the summary; -1 for an aggregate over no rows.
  let rows: [Int32]
  let nodes: [FetchedRows]

  init(plan: AggregatePlan, summary: RowBatch?, rows: [Int32], nodes: [FetchedRows]) {
    self.plan = plan
    self.summary = summary
    self.rows = rows
    self.nodes = nodes
  }
}
