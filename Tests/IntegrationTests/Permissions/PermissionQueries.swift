/// Makes queries of what one role sees, and queries that name what it does not see.
struct PermissionQueries {
  let world: PermissionWorld
  let role: PermissionRole

  private func columns(_ table: Int, _ among: [String] = PermissionTable.columns) -> [String] {
    role.grants[table].map { grant in among.filter(grant.columns.contains) } ?? []
  }

  private func relations(_ table: Int, where wanted: (PermissionRelation) -> Bool = { _ in true }) -> [PermissionRelation] {
    world.relations.filter { $0.from == table && role.grants[$0.target] != nil && wanted($0) }
  }

  private func mayAggregate(_ table: Int) -> Bool { role.grants[table]?.aggregates == true }

  func query(_ dice: inout Dice) -> PermissionQuery? {
    let tables = world.tables.indices.filter { role.grants[$0] != nil }
    guard !tables.isEmpty else { return nil }
    let table = dice.one(of: tables)
    if dice.happens(20) { return .byKey(table, dice.number(1...32), fields(table, 2, &dice)) }
    if mayAggregate(table), dice.happens(40) { return .aggregate(aggregate(table, 2, &dice)) }
    return .rows(rows(table, 2, &dice))
  }

  private func fields(_ table: Int, _ depth: Int, _ dice: inout Dice) -> [PermissionField] {
    var fields = columns(table).filter { _ in dice.happens(50) }.map { PermissionField.column($0) }
    if fields.isEmpty { fields.append(.column("id")) }
    guard depth > 0 else { return fields }
    for relation in relations(table) where dice.happens(25) {
      if !relation.isArray {
        fields.append(.object(relation, self.fields(relation.target, depth - 1, &dice)))
      } else if mayAggregate(relation.target), dice.happens(50) {
        fields.append(.aggregate(relation, aggregate(relation.target, depth - 1, &dice)))
      } else {
        fields.append(.array(relation, rows(relation.target, depth - 1, &dice)))
      }
    }
    return fields
  }

  private func rows(_ table: Int, _ depth: Int, _ dice: inout Dice) -> PermissionRows {
    var rows = PermissionRows(table: table, fields: fields(table, depth, &dice))
    if dice.happens(50) { rows.condition = condition(table, 2, &dice) }
    let distinct = columns(table).filter { $0 != "id" }
    if !distinct.isEmpty, dice.happens(15) {
      let column = dice.one(of: distinct)
      rows.distinct = column
      rows.order.append(PermissionOrder(key: .column(column), direction: direction(&dice)))
    }
    if dice.happens(45) { rows.order.append(order(table, &dice)) }
    rows.order.append(PermissionOrder(key: .column("id"), direction: dice.one(of: ["asc", "desc"])))
    if dice.happens(25) { rows.limit = dice.number(0...8) }
    if dice.happens(15) { rows.offset = dice.number(0...4) }
    return rows
  }

  private func direction(_ dice: inout Dice) -> String {
    dice.one(of: ["asc", "desc", "asc_nulls_first", "asc_nulls_last", "desc_nulls_first", "desc_nulls_last"])
  }

  private func order(_ table: Int, _ dice: inout Dice) -> PermissionOrder {
    let related = relations(table) { !$0.isRemote && (!$0.isArray || mayAggregate($0.target)) }
    let direction = direction(&dice)
    guard !related.isEmpty, dice.happens(60) else {
      return PermissionOrder(key: .column(dice.one(of: columns(table))), direction: direction)
    }
    let relation = dice.one(of: related)
    if !relation.isArray {
      return PermissionOrder(key: .object(relation, dice.one(of: columns(relation.target))), direction: direction)
    }
    if dice.happens(40) { return PermissionOrder(key: .count(relation), direction: direction) }
    let column = dice.one(of: columns(relation.target, PermissionTable.integers))
    return PermissionOrder(key: .extreme(relation, dice.one(of: ["min", "max", "sum"]), column), direction: direction)
  }

  private func aggregate(_ table: Int, _ depth: Int, _ dice: inout Dice) -> PermissionAggregate {
    PermissionAggregate(
      rows: rows(table, depth, &dice), counted: dice.one(of: columns(table)), isDistinct: dice.happens(50),
      summed: dice.one(of: columns(table, PermissionTable.integers)),
      extreme: dice.one(of: columns(table, PermissionTable.integers + ["t"])))
  }

  private func condition(_ table: Int, _ depth: Int, _ dice: inout Dice) -> PermissionCondition {
    let related = relations(table) { !$0.isRemote }
    let counted = related.filter { $0.isArray && mayAggregate($0.target) }
    switch depth == 0 ? 99 : dice.number(0...99) {
    case ..<15: return .and((0..<dice.number(0...2)).map { _ in condition(table, depth - 1, &dice) })
    case ..<30: return .or((0..<dice.number(0...3)).map { _ in condition(table, depth - 1, &dice) })
    case ..<40: return .not(condition(table, depth - 1, &dice))
    case ..<60 where !related.isEmpty:
      let relation = dice.one(of: related)
      return .related(relation, condition(relation.target, depth - 1, &dice))
    case ..<75 where !counted.isEmpty:
      let relation = dice.one(of: counted)
      return .counted(
        relation, dice.one(of: ["_eq", "_gt", "_lt"]), dice.number(0...2),
        dice.happens(50) ? .and([]) : condition(relation.target, 0, &dice))
    default: return .leaf(columns(table), inPermission: false, &dice)
    }
  }

  /// A document that names a hidden column or a hidden table.
  func refused(_ dice: inout Dice) -> String? {
    let visible = world.tables.indices.filter { role.grants[$0] != nil }
    guard !visible.isEmpty else { return nil }
    let table = dice.one(of: visible)
    var documents = hiddenColumn(table, &dice) + hiddenTable(&dice)
    if !mayAggregate(table) { documents.append("{ \(world.tables[table].name)_aggregate { aggregate { count } } }") }
    for relation in world.relations where relation.from == table {
      documents += refused(relation, of: world.tables[table].name, &dice)
    }
    return dice.one(of: documents)
  }

  private func hidden(_ table: Int, _ dice: inout Dice) -> String {
    dice.one(of: PermissionTable.columns.filter { !columns(table).contains($0) } + ["c"])
  }

  private func hiddenColumn(_ table: Int, _ dice: inout Dice) -> [String] {
    let name = world.tables[table].name
    let column = hidden(table, &dice)
    let documents = [
      "{ \(name) { id \(column) } }", "{ \(name)(where: {\(column): {_is_null: false}}) { id } }",
      "{ \(name)(where: {_or: [{id: {_gt: 1}}, {_not: {\(column): {_is_null: true}}}]}) { id } }",
      "{ \(name)(order_by: [{\(column): desc}]) { id } }", "{ \(name)(distinct_on: [\(column)]) { id } }",
      "{ \(name)_by_pk(id: 1) { \(column) } }", "query($w: \(name)_bool_exp = {\(column): {}}) { \(name)(where: $w) { id } }",
    ]
    let aggregates = [
      "{ \(name)_aggregate { aggregate { max { \(column) } } } }", "{ \(name)_aggregate { aggregate { count(columns: [\(column)]) } } }",
      "{ \(name)_aggregate(where: {\(column): {_is_null: false}}) { aggregate { count } } }",
      "{ \(name)_aggregate { nodes { \(column) } } }",
    ]
    return documents + (mayAggregate(table) ? aggregates : [])
  }

  private func hiddenTable(_ dice: inout Dice) -> [String] {
    world.tables.indices.filter { role.grants[$0] == nil }.flatMap { table in
      let name = world.tables[table].name
      return ["{ \(name) { id } }", "{ \(name)_by_pk(id: 1) { id } }", "{ \(name)_aggregate { aggregate { count } } }"]
    }
  }

  /// A relationship to a hidden table, or a hidden column at its end.
  private func refused(_ relation: PermissionRelation, of name: String, _ dice: inout Dice) -> [String] {
    let column = role.grants[relation.target] == nil ? "id" : hidden(relation.target, &dice)
    var documents = ["{ \(name) { \(relation.name) { \(column) } } }", "{ \(name)(where: {\(relation.name): {\(column): {}}}) { id } }"]
    if relation.isArray {
      documents += [
        "{ \(name)(order_by: [{\(relation.name)_aggregate: {max: {\(column): asc}}}]) { id } }",
        "{ \(name) { \(relation.name)(order_by: [{\(column): asc}]) { id } } }",
        "{ \(name) { \(relation.name)_aggregate { aggregate { min { \(column) } } } } }",
        "{ \(name)(where: {\(relation.name)_aggregate: {count: {predicate: {_gt: 0}, filter: {\(column): {}}}}}) { id } }",
      ]
    } else {
      documents.append("{ \(name)(order_by: [{\(relation.name): {\(column): asc}}]) { id } }")
    }
    return documents
  }
}
