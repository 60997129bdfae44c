/// What introspection must show a role: what the administrator sees, without what the grants leave out.
struct PermissionSight {
  let world: PermissionWorld
  let role: PermissionRole
  let admin: PermissionSchema

  /// The types and members that the role sees otherwise than it should.
  func differences(from shown: PermissionSchema) -> [String] {
    world.tables.indices.flatMap { index in
      ["", "_bool_exp", "_order_by", "_select_column"].compactMap { difference(index, $0, shown) }
        + [("_aggregate", mayAggregate(index)), ("_aggregate_fields", mayAggregate(index))].compactMap { part, isShown in
          (shown[world.tables[index].type + part] != nil) == isShown ? nil : "\(world.tables[index].type + part), shown: \(!isShown)"
        }
    } + rootDifferences(shown)
  }

  private func mayAggregate(_ table: Int) -> Bool { role.grants[table]?.aggregates == true }

  private func difference(_ index: Int, _ part: String, _ shown: PermissionSchema) -> String? {
    let type = world.tables[index].type + part
    let seen = Set(shown[type] ?? [])
    let expected = Set((admin[type] ?? []).filter { isGranted($0, index) })
    // A table that nothing leads to has no filters and orders.
    if seen == expected || (seen.isEmpty && !part.isEmpty) { return nil }
    return "\(type): \(seen.symmetricDifference(expected).sorted())"
  }

  private func isGranted(_ member: String, _ index: Int) -> Bool {
    guard let grant = role.grants[index] else { return false }
    if member.hasPrefix("_") { return true }
    if let column = world.tables[index].columns.first(where: { $0.field == member }) { return grant.columns.contains(column) }
    let relations = world.relations.filter { $0.from == index }
    if let relation = relations.first(where: { $0.name == member }) { return role.grants[relation.target] != nil }
    if let relation = relations.first(where: { $0.name + "_aggregate" == member }) { return mayAggregate(relation.target) }
    return false
  }

  private func rootDifferences(_ shown: PermissionSchema) -> [String] {
    var expected: Set<String> = []
    for (index, table) in world.tables.enumerated() {
      guard let grant = role.grants[index] else { continue }
      if grant.shows(.rows) { expected.insert(table.roots.rows) }
      if grant.shows(.byKey), !table.key.isEmpty, Set(table.key).isSubset(of: grant.columns.map(\.name)) {
        expected.insert(table.roots.byKey)
      }
      if grant.shows(.aggregate), grant.aggregates { expected.insert(table.roots.aggregate) }
    }
    if let grant = role.grants[world.functionTable] {
      expected.insert(PermissionWorld.function)
      if grant.aggregates { expected.insert(PermissionWorld.function + "_aggregate") }
    }
    let seen = Set(shown["query_root"] ?? []).subtracting(["no_queries_available"])
    return seen == expected ? [] : ["query_root: \(seen.symmetricDifference(expected).sorted())"]
  }
}
