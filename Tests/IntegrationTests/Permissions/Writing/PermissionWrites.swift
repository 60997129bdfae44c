import JSON

/// Makes mutations of what one role may write.
struct PermissionWrites {
  let role: PermissionWriteRole
  /// As the tables are now.
  let world: PermissionWorld
  let queries: PermissionQueries
  /// The name of a table's primary key as GraphQL has it.
  let constraint: (PermissionTable) -> String

  /// A mutation of a table; nil if the role may not write it.
  func write(_ dice: inout Dice) -> PermissionWrite? {
    let tables = PermissionWriteRoles.tables(world)
    let table = dice.one(of: tables)
    let isSeen = role.reader.grants[table] != nil
    let more = queries.fields(table, 1, &dice).filter { !$0.isRemote && !$0.isColumn(world.tables[table].unique) }
    let fields = isSeen && dice.happens(80) ? key(table) + more : []
    let actions = [insert, insert, upsert, upsert, update, updateByKey, updateMany, delete, deleteByKey]
    let action = dice.one(of: actions)(table, isSeen, &dice)
    return action.map { PermissionWrite(table: table, action: $0, fields: needsFields($0) && fields.isEmpty ? key(table) : fields) }
  }

  private func needsFields(_ action: PermissionWrite.Action) -> Bool { PermissionWrite(table: 0, action: action, fields: []).isSingle }

  private func key(_ table: Int) -> [PermissionField] { [.column(world.tables[table][world.tables[table].unique])] }

  private func condition(_ table: Int, _ dice: inout Dice) -> PermissionCondition {
    role.reader.grants[table] == nil || dice.happens(10) ? .and([]) : queries.condition(table, 1, &dice)
  }

  /// A new row that the role may give. `isTaken` gives it the key of another.
  private func object(_ table: Int, isTaken: Bool, _ dice: inout Dice) -> CellRow? {
    guard let grant = role.inserts[table] else { return nil }
    let whole = world.tables[table]
    let preset = Set(grant.presets.map(\.column.name))
    var cells: CellRow = [:]
    for column in grant.columns where !preset.contains(column.name) && dice.happens(70) {
      cells[column.name] = dice.happens(15) ? .null : column.type.value(&dice)
    }
    let other = whole.rows.isEmpty ? nil : dice.one(of: whole.rows)
    for name in whole.key {
      cells[name] =
        isTaken ? other?[name] ?? whole[name].type.value(&dice) : name == "side" ? whole["side"].type.value(&dice) : fresh(&dice)
    }
    if !whole.key.contains(whole.unique) { cells[whole.unique] = fresh(&dice) }
    if cells["ref"] != nil { cells["ref"] = .int(dice.number(1...12)) }
    return cells
  }

  private func fresh(_ dice: inout Dice) -> Cell { .int(dice.number(1000...2_000_000)) }

  private func insert(_ table: Int, _ isSeen: Bool, _ dice: inout Dice) -> PermissionWrite.Action? {
    let isOne = isSeen && dice.happens(35)
    var objects: [PermissionWrite.Object] = []
    for _ in 0..<(isOne ? 1 : dice.number(1...3)) {
      guard let cells = object(table, isTaken: dice.happens(8), &dice) else { return nil }
      objects.append(PermissionWrite.Object(cells: cells))
    }
    let isPerson = table % PermissionTable.names.count == 0
    if isPerson, role.inserts[table + 1] != nil, dice.happens(70) {
      objects[0].articles = (0..<dice.number(1...2)).compactMap { _ in
        var cells = object(table + 1, isTaken: dice.happens(8), &dice)
        cells?["ref"] = nil
        return cells
      }
    }
    return .insert(objects, nil, isOne: isOne)
  }

  private func upsert(_ table: Int, _ isSeen: Bool, _ dice: inout Dice) -> PermissionWrite.Action? {
    guard let update = role.updates[table], let cells = object(table, isTaken: dice.happens(85), &dice) else { return nil }
    let preset = Set(update.presets.map(\.column.name))
    // Only columns that are given: what another one's default is, the table says.
    let columns = update.columns.filter { !preset.contains($0.name) && cells[$0.name] != nil && dice.happens(70) }
    let condition = dice.happens(50) ? condition(table, &dice) : nil
    let conflict = PermissionWrite.Conflict(constraint: constraint(world.tables[table]), columns: columns, condition: condition)
    return .insert([PermissionWrite.Object(cells: cells)], conflict, isOne: isSeen && dice.happens(30))
  }

  private func change(_ table: Int, _ condition: PermissionCondition?, _ dice: inout Dice) -> PermissionWrite.Change? {
    guard let grant = role.updates[table] else { return nil }
    let preset = Set(grant.presets.map(\.column.name))
    let columns = grant.columns.filter { !preset.contains($0.name) && $0.name != world.tables[table].unique }
    var set: CellRow = [:]
    var increments: [String: Int] = [:]
    for column in columns where dice.happens(30) {
      if column.type == .int, dice.happens(40) {
        increments[column.name] = dice.number(1...3)
      } else {
        set[column.name] = dice.happens(15) ? .null : column.type.value(&dice)
      }
    }
    if set.isEmpty, increments.isEmpty { set["n"] = .int(dice.number(0...9)) }
    return PermissionWrite.Change(set: set, increments: increments, condition: condition)
  }

  private func update(_ table: Int, _ isSeen: Bool, _ dice: inout Dice) -> PermissionWrite.Action? {
    change(table, condition(table, &dice), &dice).map { .update($0) }
  }

  private func updateMany(_ table: Int, _ isSeen: Bool, _ dice: inout Dice) -> PermissionWrite.Action? {
    let changes = (0..<dice.number(1...2)).compactMap { _ in change(table, condition(table, &dice), &dice) }
    return changes.isEmpty ? nil : .updateMany(changes)
  }

  private func anyKey(_ table: Int, _ dice: inout Dice) -> [Cell]? {
    let whole = world.tables[table]
    guard queries.hasKey(table), !whole.rows.isEmpty else { return nil }
    let row = dice.one(of: whole.rows)
    return whole.key.map { row[$0] ?? .null }
  }

  private func updateByKey(_ table: Int, _ isSeen: Bool, _ dice: inout Dice) -> PermissionWrite.Action? {
    guard let key = anyKey(table, &dice), let change = change(table, nil, &dice) else { return nil }
    return .updateByKey(key, change)
  }

  private func delete(_ table: Int, _ isSeen: Bool, _ dice: inout Dice) -> PermissionWrite.Action? {
    role.deletes[table] == nil ? nil : .delete(condition(table, &dice))
  }

  private func deleteByKey(_ table: Int, _ isSeen: Bool, _ dice: inout Dice) -> PermissionWrite.Action? {
    guard role.deletes[table] != nil, let key = anyKey(table, &dice) else { return nil }
    return .deleteByKey(key)
  }
}

extension PermissionField {
  fileprivate var isRemote: Bool {
    switch self {
    case .object(let relation, _), .array(let relation, _), .aggregate(let relation, _): relation.isRemote
    case .column, .member: false
    }
  }

  fileprivate func isColumn(_ name: String) -> Bool { if case .column(let column) = self { column.name == name } else { false } }
}
