import ConnectorKit
import ConnectorProtocol

/// One mutation at work: its operations one after the other, and what of their rows later ones need.
final class MutationRun {
  let dialect: any SQLDialect
  let database: any SQLDatabase
  let answer = Answer()
  private let mutation: Mutation
  /// What is wanted of each operation's rows.
  private let requests: [RowRequest]
  /// The call's, and behind them the values of references.
  private(set) var parameters: [Parameter]
  /// The rows of operations that others refer to.
  private var written: [Int: WrittenRows] = [:]

  init(_ call: MutationCall, dialect: any SQLDialect, database: any SQLDatabase) throws(ConnectorError) {
    self.dialect = dialect
    self.database = database
    mutation = call.mutation
    parameters = call.parameters
    requests = try Self.requests(of: call.mutation, dialect)
  }

  func translation() -> WriteTranslation { WriteTranslation(Translator(dialect, numbersAsStrings: mutation.numbersAsStrings)) }

  /// Adds a parameter and returns its slot.
  func slot(_ parameter: Parameter) -> Slot {
    parameters.append(parameter)
    return parameters.count - 1
  }

  func perform(_ index: Int) throws(ConnectorError) -> MutationResult {
    let rows: WrittenRows
    switch mutation.operations[index] {
    case .insert(let insert): rows = try self.insert(try resolved(insert), requests[index])
    case .update(let update): rows = try self.update(update, requests[index])
    case .delete(let table, let filter, _): rows = try write([try translation().delete(table, filter, requests[index])])
    case .written(let asked): return try answer(asked, index)
    case .call(let selection): return try call(selection)
    }
    let request = requests[index]
    if !request.kept.isEmpty || request.lists.contains(where: { $0.operation != index }) { written[index] = rows }
    guard request.lists.contains(where: { $0.operation == index }) else { return MutationResult(affectedRows: rows.affected) }
    return MutationResult(affectedRows: rows.affected, returning: try json(of: rows, for: index))
  }
}

// MARK: - What later operations need

extension MutationRun {
  /// Looks ahead: what an operation's statement returns depends on who refers to it.
  private static func requests(of mutation: Mutation, _ dialect: any SQLDialect) throws(ConnectorError) -> [RowRequest] {
    var requests = [RowRequest](repeating: RowRequest(), count: mutation.operations.count)
    for (index, operation) in mutation.operations.enumerated() {
      let fields = operation.returning
      requests[index].isCount = operation.table.map { !dialect.countsWrites(to: $0) } ?? false
      if case .written(let written) = operation {
        for earlier in written.operations {
          guard earlier < index else { throw Self.forwardReference }
          requests[earlier].lists.append(RowRequest.FieldList(operation: index, fields: fields))
        }
      } else if !fields.isEmpty {
        requests[index].lists.append(RowRequest.FieldList(operation: index, fields: fields))
      }
      guard case .insert(let insert) = operation else { continue }
      for reference in insert.references {
        guard reference.operation < index else { throw Self.forwardReference }
        if !requests[reference.operation].kept.contains(reference.source) { requests[reference.operation].kept.append(reference.source) }
      }
    }
    return requests
  }

  private static let forwardReference = ConnectorError(
    .internal, code: "protocol", message: "an operation refers to one that does not precede it")

  /// The insert with its references as columns like others.
  private func resolved(_ insert: Mutation.Insert) throws(ConnectorError) -> Mutation.Insert {
    guard !insert.references.isEmpty else { return insert }
    var resolved = insert
    resolved.references = []
    for reference in insert.references {
      guard let rows = written[reference.operation], rows.batch.rowCount == 1, let columns = rows.columns,
        let position = requests[reference.operation].kept.firstIndex(of: reference.source)
      else {
        throw ConnectorError(
          .unsupported, code: "nothing-to-refer-to",
          message: "cannot proceed to insert into table \"\(insert.table.name)\" since the insert that it refers to affects zero rows")
      }
      let value = slot(rows.value(at: columns.kept[position], of: reference.source.type, dialect))
      resolved.columns.append(reference.column)
      resolved.rows = resolved.rows.map { $0 + [value] }
    }
    return resolved
  }

  /// The rows of earlier operations, with their relationships as they are now.
  private func answer(_ asked: Mutation.Written, _ index: Int) throws(ConnectorError) -> MutationResult {
    var parts: [WrittenRows] = []
    for operation in asked.operations { if let rows = written[operation] { parts.append(rows) } }
    return MutationResult(affectedRows: 0, returning: try json(of: WrittenRows(joining: parts), for: index))
  }

  /// The rows of a function that may write.
  private func call(_ selection: Selection) throws(ConnectorError) -> MutationResult {
    let run = QueryRun(database: database, dialect: dialect, parameters: parameters, answer: answer)
    let rows = try run.fetch(try translation().translator.plan(selection, matching: nil), nil)
    try RowWriter(answer).write(rows, tuple: 0)
    try answer.endRow()
    return MutationResult(affectedRows: 0, returning: answer.takeChunk())
  }

  /// The JSON array of rows, with the fields that an operation answers.
  private func json(of rows: WrittenRows, for operation: Int) throws(ConnectorError) -> RowChunk {
    guard let plan = rows.columns?.plans[operation] else { return RowChunk(json: Array("[]".utf8)) }
    let run = QueryRun(database: database, dialect: dialect, parameters: parameters, answer: answer)
    let fetched = FetchedRows(plan: plan, batch: rows.batch, groups: nil, children: try run.fetchChildren(of: plan, rows.batch))
    let writer = RowWriter(answer)
    answer.json.append(UInt8(ascii: "["))
    for row in 0..<rows.batch.rowCount {
      if row > 0 { answer.json.append(UInt8(ascii: ",")) }
      try writer.writeRow(row, of: fetched)
      try answer.endRow()
    }
    answer.json.append(UInt8(ascii: "]"))
    return answer.takeChunk()
  }
}

// MARK: - Statements

extension MutationRun {
  /// Runs statements, tests the checks of what they wrote, and returns the rows of all of them.
  func write(_ plans: [WritePlan]) throws(ConnectorError) -> WrittenRows {
    var parts: [WrittenRows] = []
    for plan in plans {
      let arguments = SQLArguments()
      try arguments.bind(plan.statement.parameters, to: parameters, nil, dialect)
      let result = try database.write(plan.statement, arguments)
      guard let returned = plan.returned else {
        parts.append(WrittenRows(affected: result.affected))
        continue
      }
      try test(returned.check, of: result.rows)
      parts.append(WrittenRows(affected: result.rows.rowCount, batch: result.rows, columns: returned))
    }
    return parts.count == 1 ? parts[0] : WrittenRows(joining: parts)
  }

  /// Refuses rows whose check is not true.
  func test(_ check: Int?, of batch: RowBatch) throws(ConnectorError) {
    guard let check else { return }
    for row in 0..<batch.rowCount {
      let cell = batch.cell(row, check)
      guard !cell.isNull, CellText.isTrue(cell.buffer) else { throw Self.failedCheck }
    }
  }

  static let failedCheck = ConnectorError(
    .permission, code: "permission-error", message: "check constraint of an insert/update permission has failed")
}

extension Mutation.Operation {
  /// The table that is written.
  fileprivate var table: TableReference? {
    switch self {
    case .insert(let insert): insert.table
    case .update(let update): update.table
    case .delete(let table, _, _): table
    case .written, .call: nil
    }
  }

  /// What is answered of the operation's rows.
  fileprivate var returning: [Field] {
    switch self {
    case .insert(let insert): insert.returning
    case .update(let update): update.returning
    case .delete(_, _, let returning): returning
    case .written(let written): written.returning
    // A call answers its rows itself.
    case .call: []
    }
  }
}
