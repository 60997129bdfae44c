import ConnectorProtocol

extension MutationRun {
  func insert(_ insert: Mutation.Insert, _ request: RowRequest) throws(ConnectorError) -> WrittenRows {
    guard let conflict = insert.conflict, mustEmulate(conflict) else {
      return try write(try translation().plans(insert, request))
    }
    var parts: [WrittenRows] = []
    for row in insert.rows { parts.append(try upsert(row, of: insert, conflict, request)) }
    return WrittenRows(joining: parts)
  }

  private func mustEmulate(_ conflict: Mutation.Conflict) -> Bool {
    dialect.emulatesConflicts || (conflict.check != nil && dialect.isNewRow("") == nil)
  }

  /// Looks whether the row's key is taken, and updates, leaves or inserts the row: what `ON CONFLICT` of one constraint means.
  private func upsert(
    _ row: [Slot?], of insert: Mutation.Insert, _ conflict: Mutation.Conflict, _ request: RowRequest
  ) throws(ConnectorError) -> WrittenRows {
    guard !conflict.columns.isEmpty else {
      throw ConnectorError(.unsupported, code: "not-supported", message: "on_conflict needs the columns of a constraint in this database")
    }
    if let key = key(of: row, insert, conflict), try exists(key, in: insert.table) {
      guard !conflict.update.isEmpty || !conflict.presets.isEmpty else { return WrittenRows(affected: 0) }
      return try self.update(update(key, to: row, of: insert, conflict), request)
    }
    var plain = insert
    plain.conflict = nil
    plain.rows = [row]
    return try write(try translation().plans(plain, request))
  }

  /// The row's values of the constraint's columns; nil if one of them is null or the column's default, which no other row equals.
  private func key(of row: [Slot?], _ insert: Mutation.Insert, _ conflict: Mutation.Conflict) -> [KeyValue]? {
    var key: [KeyValue] = []
    for name in conflict.columns {
      guard let position = insert.columns.firstIndex(where: { $0.name == name }), let slot = row[position],
        parameters.indices.contains(slot), parameters[slot] != .null
      else { return nil }
      key.append(KeyValue(column: insert.columns[position], slot: slot))
    }
    return key
  }

  private func exists(_ key: [KeyValue], in table: TableReference) throws(ConnectorError) -> Bool {
    let translator = translation().translator
    let alias = translator.makeAlias()
    var select = SQLSelect()
    select.columns = [SQLResultColumn(.verbatim("1"), type: Translator.count)]
    select.from = .table(table, as: alias)
    select.filter = try translator.condition(Self.filter(key), FilterScope(row: alias))
    return try !rows(of: select).isEmpty
  }

  private func update(
    _ key: [KeyValue], to row: [Slot?], of insert: Mutation.Insert, _ conflict: Mutation.Conflict
  ) -> Mutation.Update {
    var set: [Mutation.Assignment] = []
    for column in conflict.update {
      let slot = insert.columns.firstIndex { $0.name == column.name }.flatMap { row[$0] }
      set.append(Mutation.Assignment(column: column, operator: slot == nil ? "_default" : "_set", slot: slot))
    }
    return Mutation.Update(
      table: insert.table, set: set + conflict.presets, filter: .and([Self.filter(key)] + (conflict.filter.map { [$0] } ?? [])),
      check: conflict.check ?? insert.check, key: key.map(\.column))
  }

  private static func filter(_ key: [KeyValue]) -> Filter {
    .and(key.map { .comparison(Operand($0.column), operator: "_eq", .value($0.slot, $0.column.type)) })
  }

  /// The rows of a select, which no other transaction changes until this one's end.
  func rows(of select: SQLSelect) throws(ConnectorError) -> RowBatch {
    var renderer = SQLRenderer(dialect)
    renderer.write(select)
    if !dialect.rowLock.isEmpty { renderer.clause(dialect.rowLock) }
    let statement = SQLStatement(
      text: renderer.text, parameters: renderer.parameters, columns: select.columns.map(\.type), isOneOff: true)
    let arguments = SQLArguments()
    try arguments.bind(statement.parameters, to: parameters, nil, dialect)
    return try database.rows(of: statement, arguments)
  }
}

/// A column of a unique key and the slot of its value.
private struct KeyValue {
  let column: Column
  let slot: Slot
}

extension RowBatch {
  var isEmpty: Bool { rowCount == 0 }
}
