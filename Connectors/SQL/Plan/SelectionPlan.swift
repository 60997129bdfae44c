import ConnectorProtocol

/// A selection ready to run: its statements, the JSON of its rows, and the selections inside of it.
enum SelectionPlan {
  case rows(RowsPlan)
  case aggregate(AggregatePlan)
}

/// A selection of rows.
final class RowsPlan {
  let statement: SQLStatement
  let layout: RowLayout
  let children: [ChildPlan]
  let isFirstRow: Bool
  /// How rows tell their key tuple; nil for a plain query.
  let label: RowLabel?
  /// The slot of the limit, if there is one.
  let limit: Slot?

  init(statement: SQLStatement, layout: RowLayout, children: [ChildPlan], isFirstRow: Bool, label: RowLabel?, limit: Slot?) {
    self.statement = statement
    self.layout = layout
    self.children = children
    self.isFirstRow = isFirstRow
    self.label = label
    self.limit = limit
  }
}

/// How a row of a keyed statement tells which key tuple it belongs to. It is always the result's first column.
struct RowLabel {
  let forms: [SQLKeyForm]
  /// Whether the column holds the key itself, else its ordinal.
  let isByBytes: Bool
}

/// A selection inside of another one's rows, matched by key.
final class ChildPlan {
  /// The columns of the parent's result that make the key, in the order of the child's key columns.
  let parentColumns: [Int]
  let forms: [SQLKeyForm]
  let plan: SelectionPlan

  init(parentColumns: [Int], forms: [SQLKeyForm], plan: SelectionPlan) {
    self.parentColumns = parentColumns
    self.forms = forms
    self.plan = plan
  }
}

/// An aggregate over a selection's rows, and perhaps the rows themselves.
final class AggregatePlan {
  /// The statement of the summary: one row, or one per key tuple that has rows. Nil if only rows are asked for.
  let summary: SQLStatement?
  let layout: RowLayout
  /// The selections of `nodes`; children of the layout.
  let nodes: [RowsPlan]
  let label: RowLabel?
  /// The result's columns that are 0 instead of null when there are no rows.
  let counts: [Int]
  let columnCount: Int

  init(summary: SQLStatement?, layout: RowLayout, nodes: [RowsPlan], label: RowLabel?, counts: [Int], columnCount: Int) {
    self.summary = summary
    self.layout = layout
    self.nodes = nodes
    self.label = label
    self.counts = counts
    self.columnCount = columnCount
  }
}
