import ConnectorProtocol

extension MutationRun {
  /// Updates row by row, because the new documents are made here: of the rows as they are, which nobody changes until the end.
  func updateDocuments(_ update: Mutation.Update, _ request: RowRequest) throws(ConnectorError) -> WrittenRows {
    guard !update.key.isEmpty else {
      throw ConnectorError(
        .unsupported, code: "not-supported",
        message: "documents of table \"\(update.table.name)\" can only be replaced as a whole, because it has no primary key")
    }
    let documents = update.set.filter { DocumentUpdate.operators.contains($0.operator) }
    let columns = update.key + documents.map(\.column)
    let found = try rows(of: update.table, where: update.filter) { _, alias in
      columns.map { SQLResultColumn(.column(of: alias, $0.name), type: $0.type) }
    }
    // Read before anything is written: the rows may be the connection's.
    let values = (0..<found.rowCount).map { row in
      columns.indices.map { found.parameter(row, $0, of: columns[$0].type, dialect) }
    }
    var parts: [WrittenRows] = []
    for row in values {
      let written = try self.update(try one(update, documents, row), request)
      // Something else than the row that was read, of which the documents were made.
      guard written.affected == 1 else { throw Self.unlikeBefore }
      parts.append(written)
    }
    return WrittenRows(joining: parts)
  }

  /// The update of one row, of which the values of the key and of the documents are known.
  private func one(
    _ update: Mutation.Update, _ documents: [Mutation.Assignment], _ row: [Parameter]
  ) throws(ConnectorError) -> Mutation.Update {
    var one = update
    one.filter = .and(zip(update.key, row).map { .comparison(Operand($0), operator: "_eq", .value(slot($1), $0.type)) })
    one.set.removeAll { documents.contains($0) }
    for (assignment, document) in zip(documents, row.dropFirst(update.key.count)) {
      guard let argument = assignment.slot, parameters.indices.contains(argument) else {
        throw ConnectorError(.internal, code: "protocol", message: "the update operator \(assignment.operator) has no argument")
      }
      let new = try DocumentUpdate.apply(assignment.operator, parameters[argument], to: document)
      one.set.append(Mutation.Assignment(column: assignment.column, operator: "_set", slot: slot(new)))
    }
    return one
  }
}
