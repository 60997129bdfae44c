import JSON

/// Makes roles that may write some tables.
struct PermissionWriteRoles {
  let roles: PermissionRoles

  /// The tables that are written: persons, articles and things of each kind.
  static func tables(_ world: PermissionWorld) -> [Int] {
    world.tables.indices.filter { [0, 1, 3].contains($0 % PermissionTable.names.count) }
  }

  func role(_ name: String, _ dice: inout Dice) -> PermissionWriteRole {
    var variables: [PermissionRole.Variable] = []
    let grants = roles.world.tables.indices.map { dice.happens(85) ? roles.grant($0, &variables, &dice) : nil }
    var role = PermissionWriteRole(reader: PermissionRole(name: name, grants: grants, variables: []))
    for table in Self.tables(roles.world) {
      if dice.happens(80) { role.inserts[table] = insert(table, &variables, &dice) }
      if dice.happens(80) { role.updates[table] = update(table, &variables, &dice) }
      if dice.happens(70) { role.deletes[table] = condition(table, &variables, &dice) }
    }
    role.reader.variables = variables
    return role
  }

  private func condition(_ table: Int, _ variables: inout [PermissionRole.Variable], _ dice: inout Dice) -> PermissionCondition {
    dice.happens(15) ? .and([]) : roles.condition(table, &variables, &dice)
  }

  private func insert(
    _ table: Int, _ variables: inout [PermissionRole.Variable], _ dice: inout Dice
  ) -> PermissionWriteRole.Insert {
    let whole = roles.world.tables[table]
    let presets = presets(whole, table, &variables, &dice)
    let columns = whole.columns.filter { column in
      !column.isComputed && (whole.key.contains(column.name) || column.name == whole.unique || dice.happens(75))
    }
    return PermissionWriteRole.Insert(columns: columns, check: condition(table, &variables, &dice), presets: presets)
  }

  private func update(
    _ table: Int, _ variables: inout [PermissionRole.Variable], _ dice: inout Dice
  ) -> PermissionWriteRole.Update {
    let whole = roles.world.tables[table]
    let columns = whole.columns.filter { !$0.isComputed && !whole.key.contains($0.name) && ($0.name == "n" || dice.happens(60)) }
    let check = dice.happens(60) ? condition(table, &variables, &dice) : nil
    return PermissionWriteRole.Update(
      columns: columns, filter: condition(table, &variables, &dice), check: check, presets: presets(whole, table, &variables, &dice))
  }

  private func presets(
    _ whole: PermissionTable, _ table: Int, _ variables: inout [PermissionRole.Variable], _ dice: inout Dice
  ) -> [PermissionWriteRole.Preset] {
    let free = whole.columns.filter { column in
      !column.isComputed && !whole.key.contains(column.name) && column.name != whole.unique && !["n", "ref"].contains(column.name)
        && ![.ints, .texts, .plainDocument].contains(column.type)
    }
    guard dice.happens(60) else { return [] }
    let column = dice.one(of: free)
    let value = column.type.value(&dice)
    guard dice.happens(50) else { return [PermissionWriteRole.Preset(column: column, value: value, variable: nil)] }
    let name = "X-Hasura-V\(variables.count)"
    variables.append(PermissionRole.Variable(name: name, type: column.type, value: .cell(value), text: value.text, table: table))
    return [PermissionWriteRole.Preset(column: column, value: value, variable: name)]
  }
}
