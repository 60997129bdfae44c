import JSON

/// What a role may read and write, by table.
struct PermissionWriteRole {
  struct Insert {
    let columns: [PermissionColumn]
    let check: PermissionCondition
    let presets: [Preset]
  }

  struct Update {
    let columns: [PermissionColumn]
    let filter: PermissionCondition
    let check: PermissionCondition?
    let presets: [Preset]
  }

  /// A column that the permission sets, whatever the client gives.
  struct Preset {
    let column: PermissionColumn
    let value: Cell
    /// The session variable that carries it.
    let variable: String?
  }

  /// The selects, and the session variables of all permissions.
  var reader: PermissionRole
  var inserts: [Int: Insert] = [:]
  var updates: [Int: Update] = [:]
  var deletes: [Int: PermissionCondition] = [:]

  /// The permissions to write as metadata has them: table, operation, definition.
  func permissions(_ world: PermissionWorld) -> [(table: Int, operation: String, definition: JSON)] {
    inserts.map { table, insert in
      (
        table, "insert",
        [
          "columns": names(insert.columns), "check": insert.check.json(world, as: .permission), "set": values(insert.presets),
        ]
      )
    }
      + updates.map { table, update in
        (
          table, "update",
          [
            "columns": names(update.columns), "filter": update.filter.json(world, as: .permission),
            "check": update.check?.json(world, as: .permission) ?? .null, "set": values(update.presets),
          ]
        )
      } + deletes.map { ($0, "delete", ["filter": $1.json(world, as: .permission)]) }
  }

  private func names(_ columns: [PermissionColumn]) -> JSON { .array(columns.map { .string($0.name) }) }

  private func values(_ presets: [Preset]) -> JSON {
    .object(JSONObject(presets.map { (key: $0.column.name, value: $0.variable.map { .string($0) } ?? $0.value.json) }))
  }
}
