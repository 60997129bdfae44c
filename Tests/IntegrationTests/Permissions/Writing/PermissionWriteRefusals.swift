/// Makes mutations that name what a role may not write or see.
struct PermissionWriteRefusals {
  let role: PermissionWriteRole
  let world: PermissionWorld
  let constraint: (PermissionTable) -> String

  func refused(_ dice: inout Dice) -> PermissionRefusals.Refused? {
    let made = PermissionWriteRoles.tables(world).flatMap { inserts($0, &dice) + updates($0, &dice) + deletes($0, &dice) }
    return made.isEmpty ? nil : dice.one(of: made)
  }

  private typealias Refused = PermissionRefusals.Refused

  /// A column that is not among those granted, or that a permission sets.
  private func hidden(
    _ table: Int, _ granted: [PermissionColumn], _ presets: [PermissionWriteRole.Preset], _ dice: inout Dice
  ) -> String {
    let preset = Set(presets.map(\.column.name))
    let open = granted.filter { !preset.contains($0.name) }
    return dice.one(of: world.tables[table].columns.filter { !open.contains($0) }.map(\.field) + ["c"])
  }

  private func inserts(_ index: Int, _ dice: inout Dice) -> [Refused] {
    let table = world.tables[index]
    guard let grant = role.inserts[index] else {
      return [Refused(hidden: "insert_\(table.type)") { "mutation { \($0)(objects: []) { affected_rows } }" }]
    }
    let column = hidden(index, grant.columns, grant.presets, &dice)
    var made = [Refused(hidden: column) { "mutation { insert_\(table.type)(objects: [{\($0): null}]) { affected_rows } }" }]
    if let update = role.updates[index] {
      let column = hidden(index, update.columns, update.presets, &dice)
      let conflict = "constraint: \(constraint(table)), update_columns: "
      made.append(
        Refused(hidden: column) {
          "mutation { insert_\(table.type)(objects: [], on_conflict: {\(conflict)[\($0)]}) { affected_rows } }"
        })
    } else {
      made.append(
        Refused(hidden: "on_conflict") { "mutation { insert_\(table.type)(objects: [], \($0): {}) { affected_rows } }" })
    }
    return made + shown(index, "insert_\(table.type)(objects: [])", &dice)
  }

  private func updates(_ index: Int, _ dice: inout Dice) -> [Refused] {
    let table = world.tables[index]
    guard let grant = role.updates[index] else {
      return [Refused(hidden: "update_\(table.type)") { "mutation { \($0)(where: {}, _set: {}) { affected_rows } }" }]
    }
    let column = hidden(index, grant.columns, grant.presets, &dice)
    let made = [Refused(hidden: column) { "mutation { update_\(table.type)(where: {}, _set: {\($0): null}) { affected_rows } }" }]
    return made + shown(index, "update_\(table.type)(where: {}, _set: {})", &dice)
      + asked(index, "update_\(table.type)", ", _set: {}", &dice)
  }

  private func deletes(_ index: Int, _ dice: inout Dice) -> [Refused] {
    let table = world.tables[index]
    guard role.deletes[index] != nil else {
      return [Refused(hidden: "delete_\(table.type)") { "mutation { \($0)(where: {}) { affected_rows } }" }]
    }
    let never = "{_or: []}"
    return shown(index, "delete_\(table.type)(where: \(never))", &dice) + asked(index, "delete_\(table.type)", "", &dice)
  }

  private func unseen(_ index: Int, _ dice: inout Dice) -> String? {
    role.reader.grants[index].map { hidden(index, $0.columns, [], &dice) }
  }

  /// A hidden column of written rows.
  private func shown(_ index: Int, _ field: String, _ dice: inout Dice) -> [Refused] {
    guard let column = unseen(index, &dice) else {
      return [Refused(hidden: "returning") { "mutation { \(field) { \($0) { __typename } } }" }]
    }
    return [Refused(hidden: column) { "mutation { \(field) { returning { \($0) } } }" }]
  }

  /// A condition on a hidden column, which would tell it by the number of rows.
  private func asked(_ index: Int, _ field: String, _ rest: String, _ dice: inout Dice) -> [Refused] {
    guard let column = unseen(index, &dice) else { return [] }
    return [Refused(hidden: column) { "mutation { \(field)(where: {\($0): {_is_null: false}}\(rest)) { affected_rows } }" }]
  }
}
