package import ConnectorKit
package import ConnectorProtocol

/// A query translated to statements of one dialect, ready to run on one database connection.
package final class SQLQuery: CompiledQuery {
  let database: any SQLDatabase
  let dialect: any SQLDialect
  let plan: SelectionPlan
  let forms: [SQLKeyForm]
  private let isSingleStatement: Bool
  /// Whether the run at hand wrote rows, which cannot be taken back.
  var hasWritten = false

  /// Up to so many rows are fetched at once; more come in batches.
  static let bufferedRows = 1000
  /// Rows per batch of an answer without selections inside.
  static let streamBatch = 256

  /// The code of an error by which a driver says that a prepared statement was lost or outlived its table: the read is made again once.
  package static let staleStatement = "stale-statement"

  /// Translates `query`. Throws family `unsupported` or `user` for what the dialect cannot say.
  package init(_ query: Query, dialect: any SQLDialect, database: any SQLDatabase) throws(ConnectorError) {
    self.database = database
    self.dialect = dialect
    plan = try Translator(dialect, numbersAsStrings: query.numbersAsStrings).plan(query)
    forms = plan.label?.forms ?? []
    isSingleStatement = plan.statements.count <= 1
  }

  /// The texts of the statements that a query becomes, the selection's own first, those of nested selections after it.
  package static func statements(of query: Query, dialect: any SQLDialect) throws(ConnectorError) -> [String] {
    try Translator(dialect, numbersAsStrings: query.numbersAsStrings).plan(query).statements.map(\.text)
  }

  package func run(
    parameters: [Parameter], keys: KeyColumns, context: CallContext, into answer: Answer
  ) throws(ConnectorError) {
    database.setDeadline(milliseconds: context.deadline)
    hasWritten = false
    let run = QueryRun(database: database, dialect: dialect, parameters: parameters, answer: answer)
    if isSingleStatement || database.isInTransaction { return try self.run(run, keys) }
    do throws(ConnectorError) {
      try runInSnapshot(run, keys)
    } catch  where error.code == Self.staleStatement && !hasWritten {
      answer.json.removeAll()
      try runInSnapshot(run, keys)
    }
  }

  private func runInSnapshot(_ run: QueryRun, _ keys: KeyColumns) throws(ConnectorError) {
    try database.begin(.snapshot)
    do throws(ConnectorError) {
      try self.run(run, keys)
      try database.commit()
    } catch {
      database.rollback()
      throw error
    }
  }

  private func run(_ run: QueryRun, _ keys: KeyColumns) throws(ConnectorError) {
    if plan.label != nil { return try runLookup(run, keys) }
    guard case .rows(let rows) = plan, !rows.isFirstRow, !isSmall(rows, run.parameters) else { return try runAtOnce(run) }
    try runStreaming(rows, run)
  }

  private func runAtOnce(_ run: QueryRun) throws(ConnectorError) {
    let fetched = try run.fetch(plan, nil)
    hasWritten = true
    let writer = RowWriter(run.answer)
    guard case .rows(let rows) = fetched, !rows.plan.isFirstRow else {
      try writer.write(fetched, tuple: 0)
      return try run.answer.endRow()
    }
    run.answer.json.append(UInt8(ascii: "["))
    _ = try write(rows, writer, rowsBefore: 0)
    run.answer.json.append(UInt8(ascii: "]"))
  }

  /// Whether a limit says that there are not many rows.
  private func isSmall(_ rows: RowsPlan, _ parameters: [Parameter]) -> Bool {
    guard let slot = rows.limit, parameters.indices.contains(slot), case .text(let text) = parameters[slot] else { return false }
    return (Int(text) ?? .max) <= Self.bufferedRows
  }

  private func runStreaming(_ plan: RowsPlan, _ run: QueryRun) throws(ConnectorError) {
    let writer = RowWriter(run.answer)
    var rowCount = 0
    run.answer.json.append(UInt8(ascii: "["))
    try run.bind(plan.statement, nil)
    // Children may have no statement of their own (`{ __typename }` of an aggregate).
    let isInterleaved = !isSingleStatement
    var waiting = QueryRun.microseconds()
    try database.stream(
      plan.statement, run.arguments, size: isInterleaved ? Self.bufferedRows : Self.streamBatch, interleaved: isInterleaved
    ) { batch throws(ConnectorError) in
      run.answer.databaseMicroseconds += QueryRun.microseconds() - waiting
      defer { waiting = QueryRun.microseconds() }
      let rows = FetchedRows(plan: plan, batch: batch, groups: nil, children: try run.fetchChildren(of: plan, batch))
      rowCount += try write(rows, writer, rowsBefore: rowCount)
    }
    run.answer.json.append(UInt8(ascii: "]"))
  }

  private func write(_ rows: FetchedRows, _ writer: RowWriter, rowsBefore: Int) throws(ConnectorError) -> Int {
    hasWritten = true
    for row in 0..<rows.batch.rowCount {
      if rowsBefore + row > 0 { writer.answer.json.append(UInt8(ascii: ",")) }
      try writer.writeRow(row, of: rows)
      try writer.answer.endRow()
    }
    return rows.batch.rowCount
  }
}

extension SelectionPlan {
  /// How rows of the selection are labelled.
  var label: RowLabel? {
    switch self {
    case .rows(let plan): plan.label
    case .aggregate(let plan): plan.label
    }
  }

  /// All statements, the selection's own first.
  var statements: [SQLStatement] {
    switch self {
    case .rows(let plan): plan.statements
    case .aggregate(let plan): (plan.summary.map { [$0] } ?? []) + plan.nodes.flatMap(\.statements)
    }
  }
}

extension RowsPlan {
  var statements: [SQLStatement] { [statement] + children.flatMap(\.plan.statements) }
}
