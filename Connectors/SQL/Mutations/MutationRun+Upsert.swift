import ConnectorProtocol

// MARK: - Databases with a conflict clause

extension MutationRun {
  /// Upserts one row where new and updated rows have different checks, and the database does not tell which of them a row is.
  ///
  /// The database's own clause decides twice what a conflict is: it first updates no row, but locks the one whose key is taken, so that this
  /// is certain to be there when it is updated.
  func upsertTwice(_ insert: Mutation.Insert, _ conflict: Mutation.Conflict, _ request: RowRequest) throws(ConnectorError) -> WrittenRows {
    var new = insert
    new.conflict?.filter = .or([])
    new.conflict?.check = nil
    let inserted = try write(try translation().plans(new, request))
    guard inserted.affected == 0, conflict.updates else { return inserted }
    var taken = insert
    taken.check = conflict.check ?? insert.check
    taken.conflict?.check = nil
    return try write(try translation().plans(taken, request))
  }
}

// MARK: - Databases without one that means the same

extension MutationRun {
  /// Inserts one row, or updates the one that has its key.
  ///
  /// A look that locks comes only after one that does not, or after the insert has failed: what locks a row that is not there locks the gap
  /// where it would be, and of two writers that do, neither can insert. The insert does not come first either, because its failure leaves
  /// a shared lock on the other row, and of two writers with such locks neither can update: that is for keys that were taken just now.
  func upsertByKey(_ insert: Mutation.Insert, _ conflict: Mutation.Conflict, _ request: RowRequest) throws(ConnectorError) -> WrittenRows {
    guard !conflict.columns.isEmpty || !conflict.updates else {
      throw ConnectorError(.unsupported, code: "not-supported", message: "on_conflict needs the columns of a constraint in this database")
    }
    let key = key(of: insert, conflict)
    if let key, try isTaken(key, in: insert.table, isLocking: false), try isTaken(key, in: insert.table, isLocking: true) {
      return try updateTaken(key, by: insert, conflict, request)
    }
    var plain = insert
    plain.conflict = nil
    do throws(ConnectorError) {
      return try write(try translation().plans(plain, request))
    } catch {
      guard error.isUniqueViolation else { throw error }
      if conflict.columns.isEmpty { return WrittenRows(affected: 0) }
      // The row may have come since the look. Or it has the key as its columns convert it: every value fits them now, or it would not have
      // come to this.
      guard let stored = key?.stored, try isTaken(stored, in: insert.table, isLocking: true) else { throw error }
      return try updateTaken(stored, by: insert, conflict, request)
    }
  }

  /// The row's values of the constraint's columns; nil if one of them is null or not given.
  private func key(of insert: Mutation.Insert, _ conflict: Mutation.Conflict) -> TakenKey? {
    guard let row = insert.rows.first, !conflict.columns.isEmpty else { return nil }
    var key = TakenKey()
    for name in conflict.columns {
      guard let position = insert.columns.firstIndex(where: { $0.name == name }), let slot = row[position],
        parameters.indices.contains(slot), parameters[slot] != .null
      else { return nil }
      key.values.append((insert.columns[position], slot))
    }
    return key
  }

  private func isTaken(_ key: TakenKey, in table: TableReference, isLocking: Bool) throws(ConnectorError) -> Bool {
    try !rows(of: table, where: key.filter, isLocking: isLocking) { _, _ in
      [SQLResultColumn(.verbatim("1"), type: Translator.count)]
    }.isEmpty
  }

  private func updateTaken(
    _ key: TakenKey, by insert: Mutation.Insert, _ conflict: Mutation.Conflict, _ request: RowRequest
  ) throws(ConnectorError) -> WrittenRows {
    guard conflict.updates, let row = insert.rows.first else { return WrittenRows(affected: 0) }
    var set: [Mutation.Assignment] = []
    for column in conflict.update {
      let slot = insert.columns.firstIndex { $0.name == column.name }.flatMap { row[$0] }
      set.append(Mutation.Assignment(column: column, operator: slot == nil ? "_default" : "_set", slot: slot))
    }
    let update = Mutation.Update(
      table: insert.table, set: set + conflict.presets, filter: .and([key.filter] + (conflict.filter.map { [$0] } ?? [])),
      check: conflict.check ?? insert.check, key: key.values.map(\.column))
    return try self.update(update, request)
  }

  /// What is to be known of a table's rows that pass a filter; no other transaction changes them until this one's end, unless
  /// `isLocking` is false. `columns` gives what is selected of the row that goes by an alias.
  func rows(
    of table: TableReference, where filter: Filter, isLocking: Bool = true,
    _ columns: (WriteTranslation, _ alias: String) throws(ConnectorError) -> [SQLResultColumn]
  ) throws(ConnectorError) -> RowBatch {
    let translation = translation()
    let alias = translation.translator.makeAlias()
    var select = SQLSelect()
    select.columns = try columns(translation, alias)
    select.from = .table(table, as: alias)
    select.filter = try translation.translator.condition(filter, FilterScope(row: alias))
    var renderer = SQLRenderer(dialect)
    renderer.write(select)
    if isLocking, !dialect.rowLock.isEmpty { renderer.clause(dialect.rowLock) }
    let statement = SQLStatement(
      text: renderer.text, parameters: renderer.parameters, columns: select.columns.map(\.type), isOneOff: true)
    let arguments = SQLArguments()
    try arguments.bind(statement.parameters, to: parameters, nil, dialect)
    return try database.rows(of: statement, arguments)
  }
}

/// The values of a unique key that another row may have.
private struct TakenKey {
  var values: [(column: Column, slot: Slot)] = []
  /// `_eq`, or what finds the values as the columns store them.
  private var equality = "_eq"

  /// The row whose columns hold what they make of the values when these are stored in them.
  var stored: TakenKey {
    var stored = self
    stored.equality = Translator.equalsStored
    return stored
  }

  var filter: Filter {
    .and(values.map { .comparison(Operand($0.column), operator: equality, .value($0.slot, $0.column.type)) })
  }
}

extension Mutation.Conflict {
  /// Whether a row whose key is taken is changed, and not left out.
  fileprivate var updates: Bool { !update.isEmpty || !presets.isEmpty }
}

extension ConnectorError {
  fileprivate var isUniqueViolation: Bool { family == .constraint && code == "unique-violation" }
}

extension RowBatch {
  var isEmpty: Bool { rowCount == 0 }
}
