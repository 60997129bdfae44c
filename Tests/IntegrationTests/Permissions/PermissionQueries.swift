/// Makes queries of what one role sees.
struct PermissionQueries {
  let world: PermissionWorld
  let schema: PermissionSchema
  let role: PermissionRole
  let coverage: PermissionCoverage
  /// The kind with the most operators that were not used yet.
  let needy: Kind
  /// The defects that no query would have caught yet.
  let wanted: [PermissionDefect]
  /// How often of a hundred times a relationship is asked for.
  var related = 25

  func columns(_ table: Int) -> [PermissionColumn] { role.grants[table]?.columns ?? [] }

  func relations(_ table: Int) -> [PermissionRelation] {
    world.relations.filter { $0.from == table && role.grants[$0.target] != nil }
  }

  /// Whether the role sees a primary key.
  func hasKey(_ table: Int) -> Bool {
    let key = world.tables[table].key
    return !key.isEmpty && Set(key).isSubset(of: columns(table).map(\.name))
  }

  func mayAggregate(_ table: Int) -> Bool { role.grants[table]?.aggregates == true }

  /// A query of one of the root fields that the role has; nil if it has none.
  func query(_ dice: inout Dice) -> PermissionQuery? {
    let tables = world.tables.indices.filter { role.grants[$0] != nil && role.grants[$0]?.roots?.isEmpty != true }
    let things = tables.filter { world.tables[$0].isWide }
    guard !tables.isEmpty else { return nil }
    let isCalled = tables.contains(world.functionTable) && dice.happens(wanted.contains(where: \.isOfFunctions) ? 35 : 12)
    let needed = things.filter { world.tables[$0].kind == needy && dice.happens(70) }
    let table =
      isCalled ? world.functionTable : dice.one(of: things.isEmpty || dice.happens(55) ? tables : needed.isEmpty ? things : needed)
    guard let grant = role.grants[table] else { return nil }
    if hasKey(table), grant.shows(.byKey), dice.happens(20) { return byKey(table, &dice) }
    if mayAggregate(table), grant.shows(.aggregate) || table == world.functionTable, dice.happens(40) {
      var asked = aggregate(table, 2, &dice)
      asked.rows = root(asked.rows, isOpen: grant.shows(.aggregate), &dice)
      return .aggregate(asked)
    }
    guard grant.shows(.rows) || table == world.functionTable else { return nil }
    return .rows(root(rows(table, 2, &dice), isOpen: grant.shows(.rows), &dice))
  }

  private func byKey(_ table: Int, _ dice: inout Dice) -> PermissionQuery {
    let whole = world.tables[table]
    var row = dice.one(of: whole.rows)
    if dice.happens(10) { row = row.merging([whole.key[0]: .int(77)]) { $1 } }
    return .byKey(table, whole.key.map { row[$0] ?? .null }, fields(table, 2, &dice))
  }

  /// Asked at the root: perhaps of the function, perhaps with a variable.
  private func root(_ rows: PermissionRows, isOpen: Bool, _ dice: inout Dice) -> PermissionRows {
    var rows = rows
    if rows.table == world.functionTable, !isOpen || dice.happens(50) { rows.from = dice.number(0...9) }
    rows.conditionIsVariable = rows.condition != nil && dice.happens(30)
    return rows
  }

  func fields(_ table: Int, _ depth: Int, _ dice: inout Dice) -> [PermissionField] {
    var fields = columns(table).filter { _ in dice.happens(40) }.map { column in
      column.type == .document && dice.happens(50) ? PermissionField.member(column, dice.one(of: ["a", "b"])) : .column(column)
    }
    if fields.isEmpty { fields.append(.column(world.tables[table][world.tables[table].unique])) }
    guard depth > 0 else { return fields }
    for relation in relations(table) where dice.happens(relation.form == .computed ? 50 : related) {
      if !relation.isArray {
        fields.append(.object(relation, self.fields(relation.target, depth - 1, &dice)))
      } else if relation.hasAggregate, mayAggregate(relation.target), dice.happens(50) {
        fields.append(.aggregate(relation, aggregate(relation.target, depth - 1, &dice)))
      } else {
        fields.append(.array(relation, rows(relation.target, depth - 1, &dice)))
      }
    }
    return fields
  }

  private func rows(_ table: Int, _ depth: Int, _ dice: inout Dice) -> PermissionRows {
    let whole = world.tables[table]
    var rows = PermissionRows(table: table, fields: fields(table, depth, &dice))
    let isEager = whole.kind == .postgres && wanted.contains(where: \.isOfFunctions)
    let isPlain = isEager && dice.happens(50)
    if !isPlain, dice.happens(60) { rows.condition = condition(table, 2, &dice) }
    let orderable = columns(table).filter { !$0.isComputed && $0.name != whole.unique && schema.isOrderable($0, in: whole) }
    if !orderable.isEmpty, dice.happens(15) {
      rows.distinct = Array(Set((0..<dice.number(1...2)).map { _ in dice.one(of: orderable) })).sorted { $0.name < $1.name }
      rows.order = rows.distinct.map { PermissionOrder(key: .column($0), direction: dice.one(of: PermissionOrder.directions)) }
    }
    if dice.happens(45) {
      rows.order.append(PermissionOrder(key: order(table, &dice), direction: dice.one(of: PermissionOrder.directions)))
    }
    rows.order.append(PermissionOrder(key: .column(whole[whole.unique]), direction: dice.one(of: ["asc", "desc"])))
    if !isPlain, dice.happens(25) { rows.limit = dice.number(0...8) }
    if !isPlain, dice.happens(15) { rows.offset = dice.number(0...4) }
    return rows
  }

  private func order(_ table: Int, depth: Int = 1, _ dice: inout Dice) -> PermissionOrder.Key {
    let related = relations(table).filter { $0.form == .local && (!$0.isArray || mayAggregate($0.target)) }
    guard !related.isEmpty, depth >= 0, dice.happens(60) else {
      let orderable = columns(table).filter { schema.isOrderable($0, in: world.tables[table]) }
      let computed = orderable.filter(\.isComputed)
      return .column(dice.one(of: computed.isEmpty || dice.happens(60) ? orderable : computed))
    }
    let objects = related.filter { !$0.isArray }
    if let relation = objects.randomElement(using: &dice), dice.happens(35) {
      return .object(relation, order(relation.target, depth: depth - 1, &dice))
    }
    let keys = related.filter(\.isArray).flatMap(aggregateOrders)
    guard !keys.isEmpty else { return .column(world.tables[table][world.tables[table].unique]) }
    return coverage.least(of: keys, world.tables[table].kind, .query, &dice) { key in
      if case .function(_, let function, _) = key { "order_by aggregate \(function)" } else { "order_by aggregate count" }
    }
  }

  /// The count of related rows, and what functions make of their columns.
  private func aggregateOrders(_ relation: PermissionRelation) -> [PermissionOrder.Key] {
    let target = world.tables[relation.target]
    let functions = schema.functions(of: target, in: "order_by").flatMap { function in
      let known = columns(schema.columns(of: function, in: "order_by", of: target), of: relation.target)
      // Spreads of small numbers are equal too often, and then the last digit decides.
      let isDelicate = PermissionOracle.isStatistical(function)
      let fit = known.filter { isDelicate ? $0.type == .float : function != "avg" || ($0.type != .big && $0.type != .real) }
      return fit.map { PermissionOrder.Key.function(relation, function, $0) }
    }
    return [.count(relation)] + functions
  }

  /// Those that the role sees.
  private func columns(_ known: [PermissionColumn], of table: Int) -> [PermissionColumn] {
    let granted = columns(table)
    return known.filter { granted.contains($0) }
  }

  private func aggregate(_ table: Int, _ depth: Int, _ dice: inout Dice) -> PermissionAggregate {
    let whole = world.tables[table]
    let countable = columns(table).filter { !$0.isComputed && schema.isOrderable($0, in: whole) }
    let functions = schema.functions(of: whole, in: "fields")
    var parts: [PermissionAggregate.Part] = [.count([], isDistinct: nil)]
    let counted = Set((0..<dice.number(1...2)).map { _ in dice.one(of: countable) }).sorted { $0.name < $1.name }
    parts.append(.count(counted, isDistinct: dice.one(of: [nil, true, false])))
    for function in functions where dice.happens(25) {
      // Of large integers, only PostgreSQL keeps the digits that differ.
      let isExact = whole.kind == .postgres || !PermissionOracle.isStatistical(function)
      let fit = columns(schema.columns(of: function, in: "fields", of: whole), of: table).filter {
        dice.happens(50) && (isExact || $0.type != .big)
      }
      if !fit.isEmpty { parts.append(.function(function, fit)) }
    }
    return PermissionAggregate(rows: rows(table, depth, &dice), parts: parts, hasNodes: dice.happens(70))
  }

  private func leaf(_ table: Int, _ dice: inout Dice) -> PermissionCondition {
    PermissionLeaf(table: world.tables[table], schema: schema, speaker: .query).make(columns(table), coverage, &dice)
  }

  /// So many conditions on columns, put together anyhow.
  private func wide(_ table: Int, _ count: Int, _ dice: inout Dice) -> PermissionCondition {
    guard count > 1 else { return leaf(table, &dice) }
    let parts = [count / 2, count - count / 2].map { wide(table, $0, &dice) }
    return dice.happens(60) ? .or(parts) : .and(parts)
  }

  func condition(_ table: Int, _ depth: Int, _ dice: inout Dice) -> PermissionCondition {
    if world.tables[table].isWide, depth > 0, dice.happens(70) { return wide(table, dice.number(2...10), &dice) }
    let related = relations(table).filter { !$0.isRemote }
    let counted = related.filter { $0.hasAggregate && mayAggregate($0.target) }
    switch depth == 0 ? 99 : dice.number(0...99) {
    case ..<15: return .and((0..<dice.number(0...2)).map { _ in condition(table, depth - 1, &dice) })
    case ..<35: return .or((0..<dice.number(0...3)).map { _ in condition(table, depth - 1, &dice) })
    case ..<42: return .not(condition(table, depth - 1, &dice))
    case ..<57 where !related.isEmpty:
      let computed = related.filter { $0.form == .computed }
      let relation = dice.one(of: computed.isEmpty || dice.happens(40) ? related : computed)
      return .related(relation, condition(relation.target, depth - 1, &dice))
    case ..<68 where !counted.isEmpty:
      let relation = dice.one(of: counted)
      return .counted(relation, count(relation.target, &dice))
    default: return leaf(table, &dice)
    }
  }

  private func count(_ table: Int, _ dice: inout Dice) -> PermissionCount {
    let whole = world.tables[table]
    let flags = columns(table).filter { $0.type == .flag }
    let filter = dice.happens(50) ? nil : condition(table, 0, &dice)
    let function = coverage.least(of: flags.isEmpty ? [.count] : PermissionCount.Function.allCases, whole.kind, .query, &dice) {
      "_aggregate.\($0.rawValue)"
    }
    if function != .count {
      return PermissionCount(
        function: function, columns: [dice.one(of: flags)], isDistinct: dice.happens(20), filter: filter,
        predicate: (dice.one(of: ["_eq", "_neq"]), .bool(dice.happens(50))))
    }
    let countable = columns(table).filter { !$0.isComputed && schema.isOrderable($0, in: whole) }
    let columns = dice.happens(40) ? [dice.one(of: countable)] : []
    return PermissionCount(
      function: .count, columns: columns, isDistinct: !columns.isEmpty && dice.happens(50), filter: filter,
      predicate: (dice.one(of: ["_eq", "_gt", "_lt", "_neq", "_gte", "_lte"]), .int(dice.number(0...2))))
  }
}
