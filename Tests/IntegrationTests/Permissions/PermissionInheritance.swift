import JSON

/// What an inherited role has of its parents by Hasura's rules, besides the grants that they make together.
struct PermissionInheritance {
  let parents: [String]
  /// By table, and there by column: where a column is shown that not all parents have. Each condition is that of one parent.
  let shown: [[String: [PermissionCondition]]]
  /// By table.
  let smallestLimits: [Int?]

  /// The role that inherits from others.
  static func role(_ name: String, of parents: [PermissionRole], in world: PermissionWorld) -> PermissionRole {
    let grants = world.tables.indices.map { table in grant(parents.compactMap { $0.grants[table] }, world.tables[table]) }
    let shown = world.tables.indices.map { table in self.shown(parents.filter { $0.grants[table] != nil }, table, world) }
    let limits = world.tables.indices.map { table in parents.compactMap { $0.grants[table]?.limit }.min() }
    return PermissionRole(
      name: name, grants: grants, variables: parents.flatMap(\.variables),
      inheritance: PermissionInheritance(parents: parents.map(\.name), shown: shown, smallestLimits: limits))
  }

  private static func grant(_ grants: [PermissionGrant], _ table: PermissionTable) -> PermissionGrant? {
    guard !grants.isEmpty else { return nil }
    let limits = grants.map(\.limit)
    let roots =
      grants.contains { $0.roots == nil } ? nil : PermissionGrant.Root.allCases.filter { root in grants.contains { $0.shows(root) } }
    return PermissionGrant(
      columns: table.columns.filter { column in grants.contains { $0.columns.contains(column) } }, filter: .or(grants.map(\.filter)),
      limit: limits.contains(nil) ? nil : limits.compactMap { $0 }.max(), aggregates: grants.contains(where: \.aggregates), roots: roots)
  }

  private static func shown(_ parents: [PermissionRole], _ table: Int, _ world: PermissionWorld) -> [String: [PermissionCondition]] {
    world.tables[table].columns.reduce(into: [:]) { shown, column in
      let having = parents.filter { $0.grants[table]?.columns.contains(column) ?? false }
      let isMasked = having.count < parents.count || having.contains { $0.inheritance?.shown[table][column.name] != nil }
      guard isMasked, !having.isEmpty else { return }
      shown[column.name] = having.map { parent in
        let mask = parent.inheritance?.shown[table][column.name].map { [PermissionCondition.or($0)] } ?? []
        return .and([parent.grants[table]?.filter ?? .or([])] + mask)
      }
    }
  }

  func command(_ role: String) -> (type: String, args: JSON) {
    ("add_inherited_role", ["role_name": .string(role), "role_set": .array(parents.map { .string($0) })])
  }
}

extension PermissionOracle {
  /// A row of a table with null in what no parent shows there. What is there stays under a name that no column has.
  func masked(_ row: CellRow, of table: Int) -> CellRow {
    guard let shown = role.inheritance?.shown[table] else { return row }
    var masked = row
    for (name, conditions) in shown {
      let conditions = defect == .lastParent ? conditions.suffix(1) : conditions[...]
      if conditions.contains(where: { passes($0, row) }) { continue }
      masked[name] = .null
      masked[Self.hidden + name] = row[name]
    }
    return masked
  }

  private static let hidden = "hidden "

  /// The permission's limit.
  func limit(of table: Int) -> Int? {
    if defect == .smallestLimit, let limit = role.inheritance?.smallestLimits[table] { return limit }
    return role.grants[table]?.limit
  }

  /// What is in a column, shown or not: relationships join by it.
  func actual(_ column: String, of row: CellRow) -> Cell {
    (defect == .maskedKey ? nil : row[Self.hidden + column]) ?? row[column] ?? .null
  }

  /// The row as a clause sees it.
  func seen(_ row: CellRow, by use: PermissionDefect.Use) -> CellRow {
    guard defect == .unmasked(use) else { return row }
    return row.reduce(into: row) { seen, cell in
      if cell.key.hasPrefix(Self.hidden) { seen[String(cell.key.dropFirst(Self.hidden.count))] = cell.value }
    }
  }
}
