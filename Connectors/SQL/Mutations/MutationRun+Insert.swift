import ConnectorProtocol

extension MutationRun {
  func insert(_ insert: Mutation.Insert, _ request: RowRequest) throws(ConnectorError) -> WrittenRows {
    guard let conflict = insert.conflict, mustEmulate(conflict, insert.table) else {
      return try write(try translation().plans(insert, request))
    }
    var parts: [WrittenRows] = []
    for row in insert.rows {
      var one = insert
      one.rows = [row]
      parts.append(dialect.emulatesConflicts ? try upsertByKey(one, conflict, request) : try upsertTwice(one, conflict, request))
    }
    return WrittenRows(joining: parts)
  }

  private func mustEmulate(_ conflict: Mutation.Conflict, _ table: TableReference) -> Bool {
    dialect.emulatesConflicts || (conflict.check != nil && !dialect.tellsNewRows(of: table))
  }
}
