/// Makes documents that name what a role does not see.
struct PermissionRefusals {
  /// A document and the hidden name in it, for which a name that nothing has can stand.
  struct Refused {
    let hidden: String
    let document: (String) -> String

    static let absent = "zz_absent"
    var text: String { document(hidden) }
    /// The same of something that does not exist: the answer must be the same too.
    var twin: String { document(Self.absent) }
  }

  let world: PermissionWorld
  let role: PermissionRole
  let queries: PermissionQueries

  func refused(_ dice: inout Dice) -> Refused? {
    let visible = world.tables.indices.filter { role.grants[$0] != nil }
    let open = visible.filter { role.grants[$0]?.shows(.rows) == true }
    guard !open.isEmpty else { return nil }
    let table = dice.one(of: open)
    var made = hiddenColumn(table, &dice) + hiddenRoots()
    for relation in world.relations where relation.from == table { made += through(relation, of: world.tables[table], &dice) }
    return dice.one(of: made)
  }

  private func hidden(_ table: Int, _ dice: inout Dice) -> String {
    let shown = queries.columns(table)
    return dice.one(of: world.tables[table].columns.filter { !shown.contains($0) }.map(\.field) + ["c"])
  }

  private func hiddenColumn(_ index: Int, _ dice: inout Dice) -> [Refused] {
    let table = world.tables[index]
    let (name, key) = (table.roots.rows, table[table.unique].field)
    let column = hidden(index, &dice)
    func make(_ document: @escaping (String) -> String) -> Refused { Refused(hidden: column, document: document) }
    var made = [
      make { "{ \(name) { \(key) \($0) } }" }, make { "{ \(name)(where: {\($0): {_is_null: false}}) { \(key) } }" },
      make { "{ \(name)(where: {_or: [{\(key): {_gt: 1}}, {_not: {\($0): {_is_null: true}}}]}) { \(key) } }" },
      make { "{ \(name)(order_by: [{\($0): desc}]) { \(key) } }" }, make { "{ \(name)(distinct_on: [\($0)]) { \(key) } }" },
      make { "query($w: \(table.type)_bool_exp = {\($0): {}}) { \(name)(where: $w) { \(key) } }" },
    ]
    if role.grants[index]?.shows(.aggregate) == true, queries.mayAggregate(index) {
      let sum = table.roots.aggregate
      made += [
        make { "{ \(sum) { aggregate { max { \($0) } } } }" }, make { "{ \(sum) { aggregate { count(columns: [\($0)]) } } }" },
        make { "{ \(sum)(where: {\($0): {_is_null: false}}) { aggregate { count } } }" }, make { "{ \(sum) { nodes { \($0) } } }" },
        make { "{ \(sum)(order_by: [{\($0): asc}], limit: 1) { aggregate { count } } }" },
      ]
    }
    return made
  }

  /// Root fields of hidden tables, those that the permission leaves out, summaries where they are not allowed.
  private func hiddenRoots() -> [Refused] {
    world.tables.indices.flatMap { index -> [Refused] in
      let table = world.tables[index]
      let key = table[table.unique].field
      let grant = role.grants[index]
      var made: [Refused] = []
      if grant?.shows(.rows) != true { made.append(Refused(hidden: table.roots.rows) { "{ \($0) { \(key) } }" }) }
      if !table.key.isEmpty, grant?.shows(.byKey) != true || !queries.hasKey(index) {
        let arguments = table.key.map { "\(table[$0].field): 1" }.joined(separator: ", ")
        made.append(Refused(hidden: table.roots.byKey) { "{ \($0)(\(arguments)) { \(key) } }" })
      }
      if grant?.shows(.aggregate) != true || !queries.mayAggregate(index) {
        made.append(Refused(hidden: table.roots.aggregate) { "{ \($0) { aggregate { count } } }" })
      }
      return made
    }
  }

  /// A relationship to a hidden table, or a hidden column at its end.
  private func through(_ relation: PermissionRelation, of table: PermissionTable, _ dice: inout Dice) -> [Refused] {
    let (name, key) = (table.roots.rows, table[table.unique].field)
    guard let grant = role.grants[relation.target] else {
      let far = world.tables[relation.target]
      let id = far[far.unique].field
      return [
        Refused(hidden: relation.name) { "{ \(name) { \($0) { \(id) } } }" },
        Refused(hidden: relation.name) { "{ \(name)(where: {\($0): {\(id): {}}}) { \(key) } }" },
        Refused(hidden: relation.name) { "{ \(name)(order_by: [{\($0): {\(id): asc}}]) { \(key) } }" },
      ]
    }
    let step = relation.name
    let column = hidden(relation.target, &dice)
    func make(_ document: @escaping (String) -> String) -> Refused { Refused(hidden: column, document: document) }
    var made = [make { "{ \(name) { \(step) { \($0) } } }" }]
    if !relation.isRemote { made.append(make { "{ \(name)(where: {\(step): {\($0): {}}}) { \(key) } }" }) }
    if relation.isArray { made.append(make { "{ \(name) { \(step)(order_by: [{\($0): asc}]) { __typename } } }" }) }
    if relation.hasAggregate, grant.aggregates {
      made.append(make { "{ \(name) { \(step)_aggregate { aggregate { min { \($0) } } } } }" })
      guard !relation.isRemote else { return made }
      made += [
        make { "{ \(name)(order_by: [{\(step)_aggregate: {max: {\($0): asc}}}]) { \(key) } }" },
        make { "{ \(name)(where: {\(step)_aggregate: {count: {predicate: {_gt: 0}, filter: {\($0): {}}}}}) { \(key) } }" },
      ]
    } else if relation.hasAggregate {
      made.append(Refused(hidden: "\(step)_aggregate") { "{ \(name) { \($0) { aggregate { count } } } }" })
    } else if relation.form == .local {
      made.append(make { "{ \(name)(order_by: [{\(step): {\($0): asc}}]) { \(key) } }" })
    }
    return made
  }
}
