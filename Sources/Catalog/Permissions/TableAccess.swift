import Metadata

/// What one role may do with one table, as its permissions say.
struct TableAccess: Sendable {
  var select: SelectAccess?
  var writes: [Permission.Operation: WriteAccess] = [:]
}

/// What every role may do with every table; the administrator, who may do everything, is not in it.
struct RoleAccess: Sendable {
  private(set) var byRole: [String: [TableID: TableAccess]] = [:]

  /// The roles that may do something.
  var roles: Set<String> { Set(byRole.keys) }

  subscript(role: String, table: TableID) -> TableAccess {
    get { byRole[role]?[table] ?? TableAccess() }
    set { byRole[role, default: [:]][table] = newValue }
  }
}
