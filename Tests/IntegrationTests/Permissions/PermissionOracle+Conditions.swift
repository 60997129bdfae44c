import JSON

extension PermissionOracle {
  /// Whether a row satisfies a condition; nil is unknown. A query sees related rows as the role does, a permission sees all. `root` is the
  /// row that the permission is asked for.
  func holds(_ condition: PermissionCondition, _ row: CellRow, root: CellRow, _ speaker: PermissionCondition.Speaker) -> Bool? {
    let isPermission = speaker == .permission
    func holds(_ part: PermissionCondition) -> Bool? { self.holds(part, row, root: root, speaker) }
    switch condition {
    case .and(let parts): return all(parts.map(holds))
    case .or(let parts):
      if defect == .or, isPermission, let last = parts.last { return holds(last) }
      return all(parts.map { part in holds(part).map { !$0 } }).map { !$0 }
    case .not(let part): return defect == .not && isPermission ? true : holds(part).map { !$0 }
    case .isNull(let column, let isNull): return (row[column.name] == .null) == isNull
    case .columns(let column, let word, let other, let ofRoot):
      guard defect != .columns, let name = PermissionCondition.columnWords[word] else { return true }
      let other = (ofRoot && defect != .ownRow ? root : row)[other.name] ?? .null
      return compare(row[column.name] ?? .null, name, .cell(other), column.type, .sqlite)
    case .compare, .cast: return compared(condition, row, speaker)
    case .exists(let table, let part):
      return defect == .exists || world.tables[table].rows.contains { self.holds(part, $0, root: root, speaker) == true }
    case .related(let relation, let part):
      if defect == .related, isPermission { return true }
      var rows = related(relation, row)
      let place: PermissionDefect.Place = relation.form == .computed ? .conditionOfComputed : .conditionOfRelated
      if !isPermission { rows = visible(rows, of: relation.target, place) }
      return rows.contains { self.holds(part, $0, root: root, speaker) == true }
    case .counted(let relation, let count): return counted(relation, count, row)
    }
  }

  private func compared(_ condition: PermissionCondition, _ row: CellRow, _ speaker: PermissionCondition.Speaker) -> Bool? {
    let isPermission = speaker == .permission
    switch condition {
    case .cast(let column, let name, let value):
      if defect == .cast, isPermission { return true }
      let cell = row[column.name] ?? .null
      return compare(cell == .null ? .null : .text(cell.text), name, argument(value), .name, .postgres)
    case .compare(let column, let word, let value):
      if defect == .session, isPermission, case .session = value { return true }
      let name = PermissionCondition.spellings[word] ?? word
      if defect == .list, isPermission, name == "_in" { return true }
      return compare(row[column.name] ?? .null, foldedIfDefect(name, isPermission), argument(value), column.type, column.kind)
    default: return nil
    }
  }

  /// ``PermissionDefect/foldedPatterns``.
  private func foldedIfDefect(_ name: String, _ isPermission: Bool) -> String {
    guard defect == .foldedPatterns, isPermission else { return name }
    return ["_like": "_ilike", "_nlike": "_nilike", "_regex": "_iregex", "_nregex": "_niregex"][name] ?? name
  }

  private func compare(
    _ cell: Cell, _ name: String, _ argument: PermissionComparison.Argument, _ type: PermissionType, _ kind: Kind
  ) -> Bool? {
    PermissionComparison(type: type, kind: kind).holds(cell, name, argument)
  }

  private func argument(_ value: PermissionCondition.Value) -> PermissionComparison.Argument {
    switch value {
    case .given(let argument): argument
    case .session(let name): role[variable: name]?.value ?? .cell(.null)
    }
  }

  private func counted(_ relation: PermissionRelation, _ count: PermissionCount, _ row: CellRow) -> Bool? {
    var rows = visible(related(relation, row), of: relation.target, .conditionOfCount)
    if let filter = count.filter { rows = rows.filter { holds(filter, $0, root: $0, .query) == true } }
    let values = rows.map { row in count.columns.map { row[$0.name] ?? .null } }
    let known = values.filter { !$0.contains(.null) }
    let result: Cell
    switch count.function {
    case .count where count.columns.isEmpty: result = .int(rows.count)
    case .count: result = .int(count.isDistinct ? Set(known).count : known.count)
    case .all: result = known.isEmpty ? .null : .bool(known.allSatisfy { $0 == [.bool(true)] })
    case .any: result = known.isEmpty ? .null : .bool(known.contains([.bool(true)]))
    }
    return compare(result, count.predicate.name, .cell(count.predicate.value), count.function == .count ? .int : .flag, .sqlite)
  }

  private func all(_ values: [Bool?]) -> Bool? {
    values.contains(false) ? false : values.contains(nil) ? nil : true
  }
}
