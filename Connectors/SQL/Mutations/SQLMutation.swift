import ConnectorKit
package import ConnectorProtocol

/// The writes of one call on one connection.
package struct SQLMutation {
  private let dialect: any SQLDialect
  private let database: any SQLDatabase

  package init(dialect: any SQLDialect, database: any SQLDatabase) {
    self.dialect = dialect
    self.database = database
  }

  /// Runs the operations in order, in one transaction or in the one that is open: all or nothing.
  package func run(_ call: MutationCall, context: CallContext) throws(ConnectorError) -> [MutationResult] {
    database.setDeadline(milliseconds: context.deadline)
    if database.isInTransaction { return try results(call) }
    try database.begin(.write)
    do throws(ConnectorError) {
      let results = try results(call)
      try database.commit()
      return results
    } catch {
      database.rollback()
      throw error
    }
  }

  private func results(_ call: MutationCall) throws(ConnectorError) -> [MutationResult] {
    var results: [MutationResult] = []
    for operation in call.mutation.operations {
      let translator = Translator(dialect, numbersAsStrings: call.mutation.numbersAsStrings)
      results.append(try result(of: try translator.plans(operation), call.parameters))
    }
    return results
  }

  private func result(of plans: [WritePlan], _ parameters: [Parameter]) throws(ConnectorError) -> MutationResult {
    let answer = Answer()
    let run = QueryRun(database: database, dialect: dialect, parameters: parameters, answer: answer)
    let writer = RowWriter(answer)
    var affected = 0
    var written = 0
    let isReturning = plans.contains { $0.returning != nil }
    if isReturning { answer.json.append(UInt8(ascii: "[")) }
    for plan in plans {
      try run.bind(plan.statement, nil)
      let result = try database.write(plan.statement, run.arguments)
      affected += result.affected
      guard let returning = plan.returning else { continue }
      let children = try run.fetchChildren(of: returning, result.rows)
      let rows = FetchedRows(plan: returning, batch: result.rows, groups: nil, children: children)
      for row in 0..<result.rows.rowCount {
        if written > 0 { answer.json.append(UInt8(ascii: ",")) }
        try writer.writeRow(row, of: rows)
        try answer.endRow()
        written += 1
      }
    }
    if isReturning { answer.json.append(UInt8(ascii: "]")) }
    return MutationResult(affectedRows: affected, returning: answer.takeChunk())
  }
}
