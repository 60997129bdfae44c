import ConnectorKit
import ConnectorProtocol
import Glibc

/// One run of a query: fetches rows, level by level, one statement per selection.
struct QueryRun {
  let database: any SQLDatabase
  let dialect: any SQLDialect
  let parameters: [Parameter]
  let answer: Answer
  let arguments = SQLArguments()

  /// The children of all rows of a batch.
  func fetchChildren(of plan: RowsPlan, _ batch: RowBatch) throws(ConnectorError) -> [FetchedChild] {
    guard !plan.children.isEmpty else { return [] }
    var children: [FetchedChild] = []
    for child in plan.children {
      let keys = KeyIndex(forms: child.forms, expecting: batch.rowCount)
      let tuples = collect(child, batch, into: keys)
      let content = try keys.count == 0 ? nil : fetch(child.plan, keys)
      children.append(FetchedChild(plan: child.plan, tuples: tuples, content: content))
    }
    return children
  }

  private func collect(_ child: ChildPlan, _ batch: RowBatch, into keys: KeyIndex) -> [Int32] {
    let columns = child.parentColumns
    return [Int32](unsafeUninitializedCapacity: batch.rowCount) { tuples, count in
      for row in 0..<batch.rowCount {
        let tuple = keys.insert { column in
          let cell = batch.cell(row, columns[column])
          return cell.isNull ? nil : cell.buffer
        }
        tuples.initializeElement(at: row, to: Int32(tuple ?? -1))
      }
      count = batch.rowCount
    }
  }

  /// A selection of which all rows are fetched at once.
  func fetch(_ plan: SelectionPlan, _ keys: KeyIndex?) throws(ConnectorError) -> FetchedSelection {
    switch plan {
    case .rows(let plan): .rows(try fetch(plan, keys))
    case .aggregate(let plan): .aggregate(try fetch(plan, keys))
    }
  }

  func fetch(_ plan: RowsPlan, _ keys: KeyIndex?) throws(ConnectorError) -> FetchedRows {
    let batch = try rows(of: plan.statement, keys)
    return FetchedRows(plan: plan, batch: batch, groups: try groups(batch, plan.label, keys), children: try fetchChildren(of: plan, batch))
  }

  private func fetch(_ plan: AggregatePlan, _ keys: KeyIndex?) throws(ConnectorError) -> FetchedAggregate {
    let summary = try plan.summary.map { statement throws(ConnectorError) in try rows(of: statement, keys) }
    var summaryRows = [Int32](repeating: -1, count: keys?.count ?? 1)
    if let summary, let label = plan.label, let keys {
      for row in 0..<summary.rowCount {
        guard let tuple = RowGroups.tuple(of: summary.cell(row, 0), label, keys, dialect.firstOrdinal) else { continue }
        guard summaryRows.indices.contains(tuple) else { throw RowGroups.unknownKey }
        summaryRows[tuple] = Int32(row)
      }
    } else if let summary, summary.rowCount > 0 {
      summaryRows[0] = 0
    }
    var nodes: [FetchedRows] = []
    for node in plan.nodes { nodes.append(try fetch(node, keys)) }
    return FetchedAggregate(plan: plan, summary: summary, rows: summaryRows, nodes: nodes)
  }

  func groups(_ batch: RowBatch, _ label: RowLabel?, _ keys: KeyIndex?) throws(ConnectorError) -> RowGroups? {
    guard let label, let keys else { return nil }
    return try RowGroups(batch, label: label, keys: keys, firstOrdinal: dialect.firstOrdinal)
  }

  private func rows(of statement: SQLStatement, _ keys: KeyIndex?) throws(ConnectorError) -> RowBatch {
    try bind(statement, keys)
    let start = Self.microseconds()
    defer { answer.databaseMicroseconds += Self.microseconds() - start }
    return try database.rows(of: statement, arguments)
  }

  /// Fills ``arguments`` for a statement.
  func bind(_ statement: SQLStatement, _ keys: KeyIndex?) throws(ConnectorError) {
    try arguments.bind(statement.parameters, to: parameters, keys?.tuples, dialect)
  }

  static func microseconds() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1_000_000 + now.tv_nsec / 1000
  }
}
