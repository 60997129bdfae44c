import ConnectorProtocol
import JSON
import Metadata

extension Resolver {
  /// The access with that of inherited roles, which have what their parents have unless a permission of their own says otherwise.
  mutating func inheriting(_ declared: RoleAccess) -> RoleAccess {
    let parents = inheritedRoles
    var inheritance = RoleInheritance(declared, parents: parents)
    for role in parents.keys.sorted() { inheritance.resolve(role) }
    for conflict in inheritance.conflicts.sorted() {
      let (word, table) = (conflict.operation.rawValue, conflict.table)
      // Hasura leaves out the schema that everybody means.
      let spelling = table.name.shown.count == 1 ? JSON.string(table.name.text) : metadata.spelling(of: table)
      reportInheritance(
        of: conflict.role,
        entity: ["permission_type": .string(word), "source": .string(table.source), "table": spelling],
        "\(word) permission, table: \(table.name.text), source: '\(table.source)'")
    }
    return inheritance.access
  }

  /// These roles and all that inherit from one of them.
  func rolesInheriting(from roles: [String]) -> [String] {
    var found = Set(roles)
    var isComplete = found.isEmpty
    while !isComplete {
      let more = inheritedRoles.filter { !found.contains($0.key) && !found.isDisjoint(with: $0.value) }.map(\.key)
      found.formUnion(more)
      isComplete = more.isEmpty
    }
    return found.sorted()
  }

  var inheritedRoles: [String: [String]] {
    var roles: [String: [String]] = [:]
    for entry in metadata.entries("inherited_roles") {
      guard let name = entry["role_name"]?.stringValue else { continue }
      roles[name] = entry["role_set"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }
    return roles
  }
}

/// Derives the access of roles from that of their parents.
struct RoleInheritance {
  private(set) var access: RoleAccess
  /// What roles do not inherit because their parents disagree.
  private(set) var conflicts: [Conflict] = []
  private let parents: [String: [String]]
  private var done: Set<String> = []

  init(_ declared: RoleAccess, parents: [String: [String]]) {
    access = declared
    self.parents = parents
  }

  /// A permission to write that the parents of a role have in different forms.
  struct Conflict: Comparable {
    let role: String
    let table: TableID
    let operation: Permission.Operation

    static func < (left: Self, right: Self) -> Bool { left.order.lexicographicallyPrecedes(right.order) }

    private var order: [String] { [role, table.source, table.name.text, operation.rawValue] }
  }

  /// A role that inherits from itself, over any number of roles, has nothing of it.
  mutating func resolve(_ role: String) {
    guard let parents = parents[role], done.insert(role).inserted else { return }
    for parent in parents { resolve(parent) }
    var tables: Set<TableID> = []
    for parent in parents { tables.formUnion(access.byRole[parent].map { Array($0.keys) } ?? []) }
    for table in tables { access[role, table] = joined(role, table, parents.map { access[$0, table] }) }
  }

  private mutating func joined(_ role: String, _ table: TableID, _ parents: [TableAccess]) -> TableAccess {
    let own = access[role, table]
    var joined = own
    joined.select = own.select ?? SelectAccess(unionOf: parents.compactMap(\.select))
    for operation in Permission.Operation.allCases where operation != .select && own.writes[operation] == nil {
      let inherited = parents.compactMap { $0.writes[operation] }
      guard let first = inherited.first else { continue }
      // Writes cannot be united: parents that disagree leave the role without the operation, as in Hasura.
      if inherited.allSatisfy({ $0 == first }) {
        joined.writes[operation] = first
      } else {
        conflicts.append(Conflict(role: role, table: table, operation: operation))
      }
    }
    return joined
  }
}

extension SelectAccess {
  /// What several roles may read together (Hasura's `CombinedSelPermInfo`); nil without any.
  ///
  /// Rows are those that any of them sees. A column that not all of them have is null in the rows that none of those with the
  /// column sees. The limit is the largest, and there is none if one of them has none.
  init?(unionOf parents: [SelectAccess]) {
    guard let first = parents.first else { return nil }
    guard parents.count > 1 else {
      self = first
      return
    }
    let limits = parents.map(\.limit)
    self.init(
      columns: Self.union(parents.map(\.columns)), computedFields: Self.union(parents.map(\.computedFields)),
      filter: Self.any(parents.map(\.filter)), limit: limits.contains(nil) ? nil : limits.compactMap { $0 }.max(),
      allowsAggregations: parents.contains(where: \.allowsAggregations),
      queryRoots: parents.reduce(into: []) { $0.formUnion($1.queryRoots) },
      subscriptionRoots: parents.reduce(into: []) { $0.formUnion($1.subscriptionRoots) })
    cellFilters = Self.masks(of: parents, \.columns, \.cellFilters)
    computedFilters = Self.masks(of: parents, \.computedFields, \.computedFilters)
  }

  /// Nil stands for everything.
  private static func union(_ sets: [Set<String>?]) -> Set<String>? {
    sets.contains(nil) ? nil : sets.reduce(into: []) { $0.formUnion($1 ?? []) }
  }

  /// Nil, which is true, if one of them is.
  private static func any(_ filters: [RowPredicate?]) -> RowPredicate? {
    let distinct = filters.compactMap { $0 }.reduce(into: [RowPredicate]()) { if !$0.contains($1) { $0.append($1) } }
    guard !filters.contains(nil) else { return nil }
    return distinct.count == 1 ? distinct[0] : .or(distinct)
  }

  /// When values are shown that not all parents show in all of their rows: in the rows where one of them would show them.
  private static func masks(
    of parents: [SelectAccess], _ names: (SelectAccess) -> Set<String>?, _ masks: (SelectAccess) -> [String: RowPredicate]
  ) -> [String: RowPredicate] {
    var known: Set<String> = []
    for parent in parents { known.formUnion(names(parent) ?? []) }
    return known.reduce(into: [:]) { shown, name in
      let having = parents.filter { names($0)?.contains(name) ?? true }
      let isShownByAll = having.count == parents.count && having.allSatisfy { masks($0)[name] == nil }
      guard !isShownByAll else { return }
      shown[name] = any(having.map { parent in all(of: [parent.filter, masks(parent)[name]]) })
    }
  }

  /// Nil, which is true, if all of them are.
  private static func all(of filters: [RowPredicate?]) -> RowPredicate? {
    let parts = filters.compactMap { $0 }
    return parts.count > 1 ? .and(parts) : parts.first
  }
}
