import JSON

/// What a mutation must do: the rows afterwards, and the answer; `defect` is a rule that it forgets.
struct PermissionWriteOracle {
  /// Codes of errors.
  enum Failure: String, Error {
    case check = "permission-error"
    case constraint = "constraint-violation"
  }

  enum Outcome: Equatable {
    case answer(JSON)
    /// Any of these: which one a database finds first is its own affair.
    case failure([Failure])
  }

  var world: PermissionWorld
  let role: PermissionWriteRole
  var defect: PermissionWriteDefect?

  /// Rows as they were left, and how many rows were written in all.
  private struct Written {
    var rows: [CellRow] = []
    var count = 0
  }

  /// Changes the world.
  mutating func run(_ write: PermissionWrite) -> Outcome {
    let before = world.tables
    do {
      let value = try answer(write)
      return .answer(["r": value])
    } catch {
      if defect != .noRollback { world.tables = before }
      return .failure(failures(error, write, before))
    }
  }

  /// A statement may break several rules at once.
  private func failures(_ found: Failure, _ write: PermissionWrite, _ before: [PermissionTable]) -> [Failure] {
    guard case .insert(let objects, _, _) = write.action, objects.count > 1 || !objects[0].articles.isEmpty else { return [found] }
    return [.check, .constraint]
  }

  private mutating func answer(_ write: PermissionWrite) throws(Failure) -> JSON {
    switch write.action {
    case .insert(let objects, let conflict, _):
      var written = Written()
      let isPlain = objects.allSatisfy { $0.articles.isEmpty }
      for object in objects {
        let row = try insert(object.cells, write.table, conflict, isChecked: !isPlain)
        written.count += row == nil ? 0 : 1
        if let row { written.rows.append(row) }
        guard let row, !object.articles.isEmpty else { continue }
        for article in object.articles { try insert(article, of: row, write.table) }
        written.count += object.articles.count
      }
      if isPlain, conflict == nil { try check(written.rows, write.table) }
      return response(written, write)
    case .update(let change):
      let written = try update(write.table, change, .updateFilter)
      return response(written, write)
    case .updateByKey(let key, let change):
      let written = try update(write.table, change, .updateByKeyFilter, key: key)
      return response(written, write)
    case .updateMany(let changes):
      // Each update is answered as it left the tables.
      var responses: [JSON] = []
      for change in changes {
        let written = try update(write.table, change, .updateManyFilter)
        responses.append(response(written, write))
      }
      return .array(responses)
    case .delete(let condition):
      let reader = self.reader
      let written = delete(write.table) { reader.holds(condition, $0, root: $0, .query) == true }
      return response(written, write)
    case .deleteByKey(let key):
      let written = delete(write.table, key: key) { _ in true }
      return response(written, write)
    }
  }

  private var reader: PermissionOracle {
    let place: PermissionDefect? =
      switch defect {
      case .returnedObject: .filter(.object)
      case .returnedArray: .filter(.array)
      case .returnedSummary: .filter(.relatedSummary)
      default: nil
      }
    return PermissionOracle(world: world, role: role.reader, defect: place)
  }

  private func response(_ written: Written, _ write: PermissionWrite) -> JSON {
    let rows = written.rows.map { reader.show(write.fields, $0) }
    if write.isSingle { return rows.first ?? nil }
    var object: JSONObject = ["affected_rows": .number(JSONNumber(written.count))]
    if !write.fields.isEmpty { object["returning"] = .array(rows) }
    return .object(object)
  }

  private func index(_ table: Int, of key: [Cell]) -> Int? {
    let whole = world.tables[table]
    return whole.rows.firstIndex { row in
      zip(whole.key, key).allSatisfy { whole[$0].type.compare(row[$0] ?? .null, $1, on: whole.kind) == 0 }
    }
  }

  private func completed(_ row: CellRow, _ table: Int) -> CellRow {
    var row = row
    for column in world.tables[table].columns {
      row[column.name] = column.isComputed ? PermissionTable.twice(row["n"]) : row[column.name] ?? .null
    }
    return row
  }

  /// The row as it is afterwards; nil if there was one already, which stays as it is.
  private mutating func insert(
    _ cells: CellRow, _ table: Int, _ conflict: PermissionWrite.Conflict?, isChecked: Bool
  ) throws(Failure) -> CellRow? {
    guard let grant = role.inserts[table] else { throw .check }
    var row = cells
    if defect != .insertPreset { for preset in grant.presets { row[preset.column.name] = preset.value } }
    row = completed(row, table)
    let key = world.tables[table].key.map { row[$0] ?? .null }
    if key.contains(.null) { throw .constraint }
    if let index = index(table, of: key) {
      guard let conflict else { throw .constraint }
      return try upsert(index, row, table, conflict)
    }
    world.tables[table].rows.append(row)
    if isChecked || conflict != nil { try check([row], table) }
    return row
  }

  private mutating func insert(_ article: CellRow, of person: CellRow, _ table: Int) throws(Failure) {
    let target = table + 1
    guard let grant = role.inserts[target] else { throw .check }
    var row = article
    for preset in grant.presets { row[preset.column.name] = preset.value }
    row["ref"] = person["id"]
    row = completed(row, target)
    if index(target, of: [row["id"] ?? .null]) != nil { throw .constraint }
    world.tables[target].rows.append(row)
    if defect != .nestedCheck, !reader.passes(grant.check, row) { throw .check }
  }

  private mutating func upsert(
    _ index: Int, _ row: CellRow, _ table: Int, _ conflict: PermissionWrite.Conflict
  ) throws(Failure) -> CellRow? {
    guard let grant = role.updates[table], !conflict.columns.isEmpty else { return nil }
    var changed = world.tables[table].rows[index]
    if defect != .upsertFilter, !reader.passes(grant.filter, changed) { return nil }
    if defect != .upsertCondition, let condition = conflict.condition,
      reader.holds(condition, changed, root: changed, .query) != true
    {
      return nil
    }
    for column in conflict.columns { changed[column.name] = row[column.name] }
    if defect != .upsertPreset { for preset in grant.presets { changed[preset.column.name] = preset.value } }
    changed = completed(changed, table)
    world.tables[table].rows[index] = changed
    // The check of updates holds for what was updated, that of inserts where there is none or where it is always true.
    var own = grant.check
    if case .and(let parts) = own, parts.isEmpty { own = nil }
    let check = own ?? role.inserts[table]?.check
    if defect != .upsertCheck, let check, !reader.passes(check, changed) { throw .check }
    return changed
  }

  /// Rows of one statement are checked when all are written.
  private func check(_ rows: [CellRow], _ table: Int) throws(Failure) {
    guard defect != .insertCheck, let grant = role.inserts[table] else { return }
    if !rows.allSatisfy({ reader.passes(grant.check, $0) }) { throw .check }
  }

  private mutating func update(
    _ table: Int, _ change: PermissionWrite.Change, _ place: PermissionWriteDefect, key: [Cell]? = nil
  ) throws(Failure) -> Written {
    guard let grant = role.updates[table] else { return Written() }
    var written = Written()
    let reader = self.reader
    let found = world.tables[table].rows.indices.filter { index in
      let row = world.tables[table].rows[index]
      if let key, self.index(table, of: key) != index { return false }
      if let condition = change.condition, reader.holds(condition, row, root: row, .query) != true { return false }
      return defect == place || reader.passes(grant.filter, row)
    }
    for index in found {
      var row = world.tables[table].rows[index].merging(change.set) { $1 }
      for (name, step) in change.increments {
        if case .int(let value) = row[name] ?? .null { row[name] = .int(value + step) }
      }
      if defect != .updatePreset { for preset in grant.presets { row[preset.column.name] = preset.value } }
      row = completed(row, table)
      world.tables[table].rows[index] = row
      written.rows.append(row)
    }
    written.count = written.rows.count
    if defect != .updateCheck, let check = grant.check, !written.rows.allSatisfy({ self.reader.passes(check, $0) }) { throw .check }
    return written
  }

  private mutating func delete(_ table: Int, key: [Cell]? = nil, _ isAsked: (CellRow) -> Bool) -> Written {
    guard let filter = role.deletes[table] else { return Written() }
    let reader = self.reader
    let kept = defect == (key == nil ? .deleteFilter : .deleteByKeyFilter)
    let wanted = key.flatMap { index(table, of: $0) }
    var written = Written()
    var rest: [CellRow] = []
    for (index, row) in world.tables[table].rows.enumerated() {
      let isMeant = (key == nil || index == wanted) && isAsked(row) && (kept || reader.passes(filter, row))
      if isMeant { written.rows.append(row) } else { rest.append(row) }
    }
    world.tables[table].rows = rest
    written.count = written.rows.count
    return written
  }
}
