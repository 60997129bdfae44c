import Catalog
import ConnectorProtocol
import Errors
import JSON
import Metadata
import Planner

extension DataTranslation {
  /// How the role may write to a table. Throws `permission-denied` in Hasura's words if not at all.
  func writeAccess(to table: CatalogTable, for operation: Permission.Operation) throws(EngineError) -> WriteAccess {
    if let access = role.access(to: table.id, for: operation) { return access }
    if role.role == Session.admin { return .all }
    throw EngineError(
      .permissionDenied, "\(operation.rawValue) on \"\(table.id.name)\" for role \"\(role.role)\" is not allowed. ")
  }

  /// The members of the rows that an insert returns, for which the role must be able to see the table.
  func returnedByInsert(_ names: [String]?, of table: CatalogTable) throws(EngineError) -> [Field] {
    guard let names else { return [] }
    try requireSelect(on: table, "\"returning\" can only be used if the role has \"select\" permission on the table")
    return try returned(names, of: table)
  }

  /// The members of the rows that an update or a delete returns; conditions speak of columns that the role sees.
  func returned(
    _ names: [String]?, of table: CatalogTable, by operation: Permission.Operation
  ) throws(EngineError) -> [Field] {
    let reason =
      "\"\(operation.rawValue)\" is only allowed if the role has \"select\" permission as \"where\" can't be used"
      + " without \"select\" permission on the table"
    try requireSelect(on: table, reason)
    return try returned(names, of: table)
  }

  private func requireSelect(on table: CatalogTable, _ reason: String) throws(EngineError) {
    do throws(EngineError) {
      _ = try access(to: table)
    } catch {
      throw EngineError(error.code, error.message + "; " + reason)
    }
  }

  /// The rows that pass a condition and that the role may write: the permission to write says which these are, not that to select.
  mutating func writeFilter(
    _ condition: JSONObject, _ access: WriteAccess, on table: CatalogTable
  ) throws(EngineError) -> Filter {
    let asked = condition.isEmpty ? nil : try at(.key("where")) { () throws(EngineError) in try filter(condition, on: table) }
    let parts = [try permission(access.filter), asked].compactMap { $0 }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  /// A filter or a check of a permission; nil if there is none.
  mutating func permission(_ predicate: RowPredicate?) throws(EngineError) -> Filter? {
    try predicate.map { predicate throws(EngineError) in try self.filter(of: predicate) }
  }

  /// The values that a permission sets itself.
  mutating func presets(_ access: WriteAccess) throws(EngineError) -> [Mutation.Assignment] {
    var assignments: [Mutation.Assignment] = []
    for preset in access.presets {
      let value = try bindings.parameter(try preset.value.source(as: .scalar(preset.scalar)))
      assignments.append(Mutation.Assignment(column: preset.column, operator: "_set", slot: slot(value)))
    }
    return assignments
  }

  /// A column that the role may give a new row.
  func insertable(_ name: String, of table: CatalogTable, _ access: WriteAccess) throws(EngineError) -> CatalogColumn {
    if access.sets(name) {
      throw EngineError(.notSupported, "column \"\(name)\" is not insertable for role \"\(role.role)\"")
    }
    return try written(name, of: table, access, .insert)
  }

  /// A column that the role may change.
  func updatable(_ name: String, of table: CatalogTable, _ access: WriteAccess) throws(EngineError) -> CatalogColumn {
    if access.sets(name) {
      throw EngineError(
        .notSupported,
        "column \"\(name)\" is not updatable for role \"\(role.role)\"; its value is predefined in permission")
    }
    return try written(name, of: table, access, .update)
  }

  private func written(
    _ name: String, of table: CatalogTable, _ access: WriteAccess, _ operation: Permission.Operation
  ) throws(EngineError) -> CatalogColumn {
    let column = try table.requiredColumn(name)
    guard access.columns?.contains(name) ?? true else {
      throw EngineError(
        .permissionDenied, "role \"\(role.role)\" does not have permission to \(operation.rawValue) column \"\(name)\"")
    }
    return column
  }

  /// What happens to rows whose key is taken, where these are updated: they must be rows that the role may update.
  mutating func updating(
    _ conflict: Mutation.Conflict, given: [Column], _ table: CatalogTable
  ) throws(EngineError) -> Mutation.Conflict {
    let access = try writeAccess(to: table, for: .update)
    for column in given where access.sets(column.name) || !(access.columns?.contains(column.name) ?? true) {
      throw EngineError(.validationFailed, "column \"\(column.name)\" is not updatable")
    }
    var conflict = conflict
    conflict.update = given
    conflict.presets = try presets(access)
    conflict.filter = try permission(access.filter)
    conflict.check = try permission(access.check)
    return conflict
  }

  /// An upsert needs the permission to update, also if it leaves taken rows alone.
  func requireUpsert(on table: CatalogTable) throws(EngineError) {
    guard role.role != Session.admin, role.access(to: table.id, for: .update) == nil else { return }
    throw EngineError(
      .permissionDenied, "upsert is not allowed for role \"\(role.role)\" since update permissions are not defined")
  }
}

extension WriteAccess {
  /// Whether the permission itself sets a column.
  fileprivate func sets(_ column: String) -> Bool { presets.contains { $0.column.name == column } }
}
