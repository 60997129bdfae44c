import ConnectorProtocol

extension MutationRun {
  func update(_ update: Mutation.Update, _ request: RowRequest) throws(ConnectorError) -> WrittenRows {
    if !dialect.hasDocumentUpdates, update.set.contains(where: { DocumentUpdate.operators.contains($0.operator) }) {
      return try updateDocuments(update, request)
    }
    let wantsRows = !request.isEmpty || update.check != nil
    if wantsRows, !dialect.hasUpdateReturning, !update.key.isEmpty { return try updateByKey(update, request) }
    return try write([try translation().plan(update, request)])
  }

  /// For databases whose updates return nothing: notes the keys of the rows first, and reads them after the update.
  private func updateByKey(_ update: Mutation.Update, _ request: RowRequest) throws(ConnectorError) -> WrittenRows {
    let before = try keys(of: update)
    guard !before.isEmpty else { return WrittenRows(affected: 0) }
    var plain = update
    plain.check = nil
    plain.returning = []
    let written = try write([try translation().plan(plain, RowRequest())])
    let rows = try read(before, of: update, request)
    // A row that came between the two statements, or whose key a trigger has changed, would escape the check.
    guard written.affected == before.rowCount, rows.affected == before.rowCount else { throw Self.unlikeBefore }
    return WrittenRows(affected: before.rowCount, batch: rows.batch, columns: rows.columns)
  }

  static let unlikeBefore = ConnectorError(
    .conflict, code: "serialization-failure", message: "other rows were updated than were found before", isRetryable: true)

  /// The keys that the rows will have, which the update may change.
  private func keys(of update: Mutation.Update) throws(ConnectorError) -> RowBatch {
    try rows(of: update.table, where: update.filter) { translation, alias throws(ConnectorError) in
      var columns: [SQLResultColumn] = []
      for column in update.key {
        let assignment = update.set.last { $0.column.name == column.name }
        let value = try assignment.map { assignment throws(ConnectorError) in
          dialect.kept(try translation.value(of: assignment, alias), as: column.type)
        }
        columns.append(SQLResultColumn(value ?? .column(of: alias, column.name), type: column.type))
      }
      return columns
    }
  }

  /// The rows of keys, in their order.
  private func read(_ keys: RowBatch, of update: Mutation.Update, _ request: RowRequest) throws(ConnectorError) -> WrittenRows {
    let translator = translation().translator
    var forms: [SQLKeyForm] = []
    for column in update.key { forms.append(try dialect.localKeyForm(parent: column, child: column)) }
    let index = KeyIndex(forms: forms, expecting: keys.rowCount)
    for row in 0..<keys.rowCount {
      _ = index.insert { column in
        let cell = keys.cell(row, column)
        return cell.isNull ? nil : cell.buffer
      }
    }
    let alias = translator.makeAlias()
    let scope = FilterScope(row: alias)
    let check = try update.check.map { check throws(ConnectorError) in try translator.condition(check, scope) }
    let returned = try ReturnedColumns(request, alias: alias, check: check, translator)
    let match = KeyMatch(columns: update.key, forms: forms)
    let selection = Selection(from: .table(update.table), shape: .rows([]))
    let select = try translator.rows(selection, as: alias, returned.columns.columns, matching: match)
    let label = RowLabel(forms: forms, isByBytes: match.isByBytes(dialect))
    let batch = try ordered(SQLRenderer.statement(select, dialect), index, label)
    try test(returned.check, of: batch)
    return WrittenRows(affected: batch.rowCount, batch: batch, columns: returned)
  }

  /// The rows of a keyed statement in the order of the keys, without their labels.
  private func ordered(_ statement: SQLStatement, _ keys: KeyIndex, _ label: RowLabel) throws(ConnectorError) -> RowBatch {
    let run = QueryRun(database: database, dialect: dialect, parameters: parameters, answer: answer)
    try run.bind(statement, keys)
    let found = try database.rows(of: statement, run.arguments)
    let groups = try RowGroups(found, label: label, keys: keys, firstOrdinal: dialect.firstOrdinal)
    let batch = RowBatch(rowCount: 0, columnCount: found.columnCount - 1, owner: found)
    for tuple in 0..<keys.count {
      for row in groups.rows(of: tuple) {
        let cells = batch.appendRow()
        for column in 0..<batch.columnCount { cells[column] = found.cell(Int(row), column + 1) }
      }
    }
    return batch
  }
}
