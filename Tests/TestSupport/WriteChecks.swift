package import ConnectorProtocol

/// Writes that every SQL kind does in the same way, on the tables of ``QueryChecks``.
package struct WriteChecks {
  private let source: SourceUnderTest

  package init(_ source: SourceUnderTest) throws(ConnectorError) {
    self.source = source
    for statement in QueryChecks.schema { try source.sql(statement) }
  }

  private func author(_ names: [String]) throws(ConnectorError) -> [Column] { try source.columns("author", names) }

  private let table = TableReference(["author"])

  /// Runs operations and says what each did: the number of rows and the returned JSON.
  package func run(_ operations: [Mutation.Operation], _ parameters: [Parameter]) throws(ConnectorError) -> [String] {
    try source.session.mutate(
      MutationCall(mutation: Mutation(operations: operations), parameters: parameters), context: CallContext()
    ).map { "\($0.affectedRows) \(String(decoding: $0.returning.json, as: UTF8.self))" }
  }

  package func insert(
    _ rows: [[Slot?]], conflict: Mutation.Conflict? = nil, returning: Bool = true
  ) throws(ConnectorError) -> Mutation.Operation {
    .insert(
      Mutation.Insert(
        table: table, columns: try author(["id", "name", "age"]), rows: rows, conflict: conflict,
        returning: returning ? try fields() : []))
  }

  package func update(_ set: [Mutation.Assignment], id slot: Slot, returning: Bool = false) throws(ConnectorError) -> Mutation.Operation {
    .update(table: table, set: set, filter: try source.comparison("author", "id", "_eq", slot), returning: returning ? try fields() : [])
  }

  package func delete(id slot: Slot, returning: Bool = true) throws(ConnectorError) -> Mutation.Operation {
    .delete(table: table, filter: try source.comparison("author", "id", "_eq", slot), returning: returning ? try fields() : [])
  }

  package func assignment(_ name: String, _ operator: String, _ slot: Slot?) throws(ConnectorError) -> Mutation.Assignment {
    Mutation.Assignment(column: try source.column("author", name), operator: `operator`, slot: slot)
  }

  /// A conflict of the primary key that updates these columns.
  package func conflict(update: [String], filter: Filter? = nil) throws(ConnectorError) -> Mutation.Conflict {
    Mutation.Conflict(constraint: nil, columns: ["id"], update: try author(update), filter: filter)
  }

  private func fields() throws(ConnectorError) -> [Field] { try source.fields("author", ["id", "name", "age"]) }

  /// The table's rows.
  package func state() throws(ConnectorError) -> String { try source.rows("author", ["id", "name", "age"], orderedBy: "id") }
}
