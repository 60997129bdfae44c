import JSON

/// What a role must get, computed over rows in memory by Hasura's rules; `defect` is a rule that it forgets.
struct PermissionOracle {
  let world: PermissionWorld
  let role: PermissionRole
  var defect: PermissionDefect?

  func answer(_ query: PermissionQuery) -> JSON {
    switch query {
    case .rows(let rows):
      return [world.tables[rows.table].name: .array(list(rows, world.tables[rows.table].rows, .root))]
    case .byKey(let table, let key, let fields):
      let row = visible(world.tables[table].rows, of: table, .byKey).first { $0["id"] == .int(key) }
      return [world.tables[table].name + "_by_pk": row.map { show(fields, $0) } ?? nil]
    case .aggregate(let aggregate):
      let table = aggregate.rows.table
      return [
        world.tables[table].name + "_aggregate": summary(aggregate, world.tables[table].rows, summary: .summary, nodes: .nodes)
      ]
    }
  }

  private func visible(_ rows: [CellRow], of table: Int, _ place: PermissionDefect.Place) -> [CellRow] {
    guard let grant = role.grants[table] else { return [] }
    if defect == .filter(place) { return rows }
    return rows.filter { holds(grant.filter, $0, asked: false) ?? (defect == .unknown) }
  }

  /// The rows in their order, without those that the arguments leave out. `limit` is the permission's.
  private func selected(_ asked: PermissionRows, _ rows: [CellRow], _ place: PermissionDefect.Place, limit: Int?) -> [CellRow] {
    var rows = rows
    if let distinct = asked.distinct, defect == .distinctBeforeFilter { rows = firsts(sorted(rows, asked.order), distinct) }
    rows = visible(rows, of: asked.table, place)
    if let condition = asked.condition { rows = rows.filter { holds(condition, $0, asked: true) == true } }
    rows = sorted(rows, asked.order)
    if let distinct = asked.distinct { rows = firsts(rows, distinct) }
    rows = Array(rows.dropFirst(asked.offset ?? 0))
    return [asked.limit, limit].compactMap { $0 }.min().map { Array(rows.prefix($0)) } ?? rows
  }

  private func firsts(_ rows: [CellRow], _ column: String) -> [CellRow] {
    var seen: Set<Cell> = []
    return rows.filter { seen.insert($0[column] ?? .null).inserted }
  }

  private func list(_ asked: PermissionRows, _ rows: [CellRow], _ place: PermissionDefect.Place) -> [JSON] {
    let limit = defect == .limit(place) ? nil : role.grants[asked.table]?.limit
    return selected(asked, rows, place, limit: limit).map { show(asked.fields, $0) }
  }

  private func summary(
    _ asked: PermissionAggregate, _ rows: [CellRow], summary: PermissionDefect.Place, nodes: PermissionDefect.Place
  ) -> JSON {
    let limit = defect == .limitedSummary ? role.grants[asked.rows.table]?.limit : nil
    let summed = selected(asked.rows, rows, summary, limit: limit)
    let counted = summed.compactMap { $0[asked.counted] }.filter { $0 != .null }
    let numbers = summed.compactMap { $0[asked.summed]?.int }
    return [
      "aggregate": [
        "count": .number(JSONNumber(summed.count)),
        "some": .number(JSONNumber(asked.isDistinct ? Set(counted).count : counted.count)),
        "sum": [asked.summed: numbers.isEmpty ? nil : .number(JSONNumber(numbers.reduce(0, +)))],
        "min": [asked.extreme: extreme("min", asked.extreme, summed).json],
        "max": [asked.extreme: extreme("max", asked.extreme, summed).json],
      ],
      "nodes": .array(list(asked.rows, rows, nodes)),
    ]
  }

  /// `min`, `max` or `sum` of a column; null without values.
  private func extreme(_ function: String, _ column: String, _ rows: [CellRow]) -> Cell {
    let values = rows.compactMap { $0[column] }.filter { $0 != .null }
    switch function {
    case "min": return values.min { ($0.compared(to: $1) ?? 0) < 0 } ?? .null
    case "max": return values.max { ($0.compared(to: $1) ?? 0) < 0 } ?? .null
    default: return values.isEmpty ? .null : .int(values.compactMap(\.int).reduce(0, +))
    }
  }

  private func show(_ fields: [PermissionField], _ row: CellRow) -> JSON {
    var object: JSONObject = [:]
    for field in fields {
      switch field {
      case .column(let name): object[name] = (row[name] ?? .null).json
      case .object(let relation, let fields):
        let found = visible(related(relation, row), of: relation.target, relation.isRemote ? .remoteObject : .object)
        object[relation.name] = found.first.map { show(fields, $0) } ?? .null
      case .array(let relation, let asked):
        let rows = list(asked, related(relation, row), relation.isRemote ? .remoteArray : .array)
        object[relation.name] = hasNoKey(relation, row) ? .null : .array(rows)
      case .aggregate(let relation, let asked):
        let value =
          relation.isRemote
          ? summary(asked, related(relation, row), summary: .remoteSummary, nodes: .remoteNodes)
          : summary(asked, related(relation, row), summary: .relatedSummary, nodes: .relatedNodes)
        object[relation.name + "_aggregate"] = hasNoKey(relation, row) ? .null : value
      }
    }
    return .object(object)
  }

  /// Whether a remote relationship has nothing to look up by: its field is null then.
  private func hasNoKey(_ relation: PermissionRelation, _ row: CellRow) -> Bool { relation.isRemote && row[relation.column] == .null }

  private func related(_ relation: PermissionRelation, _ row: CellRow) -> [CellRow] {
    let key = row[relation.column] ?? .null
    return key == .null ? [] : world.tables[relation.target].rows.filter { $0[relation.targetColumn] == key }
  }

  /// Whether a row satisfies a condition; nil is unknown. What is `asked` sees related rows as the role does, a permission sees all.
  private func holds(_ condition: PermissionCondition, _ row: CellRow, asked: Bool) -> Bool? {
    switch condition {
    case .and(let parts): return all(parts.map { holds($0, row, asked: asked) })
    case .or(let parts):
      if defect == .or, !asked, let last = parts.last { return holds(last, row, asked: asked) }
      return all(parts.map { part in holds(part, row, asked: asked).map { !$0 } }).map { !$0 }
    case .not(let part): return defect == .not && !asked ? true : holds(part, row, asked: asked).map { !$0 }
    case .isNull(let column, let isNull): return (row[column] == .null) == isNull
    case .columns(let column, let name, let other):
      return compare(row[column] ?? .null, "_" + name.dropFirst(2), row[other] ?? .null)
    case .compare(let column, let name, let value): return compare(row[column] ?? .null, name, value)
    case .exists(let table, let part):
      return defect == .exists || world.tables[table].rows.contains { holds(part, $0, asked: false) == true }
    case .related(let relation, let part):
      if defect == .related, !asked { return true }
      var rows = related(relation, row)
      if asked { rows = visible(rows, of: relation.target, .conditionOfRelated) }
      return rows.contains { holds(part, $0, asked: asked) == true }
    case .counted(let relation, let name, let count, let part):
      let rows = visible(related(relation, row), of: relation.target, .conditionOfCount)
      return compare(.int(rows.filter { holds(part, $0, asked: true) == true }.count), name, .int(count))
    }
  }

  private func all(_ values: [Bool?]) -> Bool? {
    values.contains(false) ? false : values.contains(nil) ? nil : true
  }

  private func compare(_ cell: Cell, _ name: String, _ value: PermissionCondition.Value) -> Bool? {
    switch value {
    case .cell(let other): return compare(cell, name, other)
    case .list(let cells): return isMember(cell, name, cells)
    case .session(let variable):
      if defect == .session { return true }
      let values = role.values(of: variable)
      return variable == "X-Hasura-Users" ? isMember(cell, name, values) : compare(cell, name, values[0])
    }
  }

  private func isMember(_ cell: Cell, _ name: String, _ cells: [Cell]) -> Bool? {
    if cells.isEmpty { return name == "_nin" }
    return cell == .null ? nil : cells.contains(cell) == (name == "_in")
  }

  private func compare(_ left: Cell, _ name: String, _ right: Cell) -> Bool? {
    if name.hasSuffix("like") { return like(left, right).map { $0 == (name == "_like") } }
    guard let order = left.compared(to: right) else { return nil }
    switch name {
    case "_eq": return order == 0
    case "_neq", "_ne": return order != 0
    case "_gt": return order > 0
    case "_lt": return order < 0
    case "_gte": return order >= 0
    default: return order <= 0
    }
  }

  /// The three patterns that the suite asks for: contains e, second letter is s, begins with c.
  private func like(_ cell: Cell, _ pattern: Cell) -> Bool? {
    guard case .text(let text) = cell, case .text(let pattern) = pattern else { return nil }
    switch pattern {
    case "%e%": return text.contains("e")
    case "_s%": return text.dropFirst().first == "s"
    default: return text.first == "c"
    }
  }

  private func sorted(_ rows: [CellRow], _ order: [PermissionOrder]) -> [CellRow] {
    let keyed = rows.map { row in (row: row, keys: order.map { key($0.key, row) }) }
    return keyed.sorted { left, right in
      for (index, term) in order.enumerated() {
        let difference = difference(left.keys[index], right.keys[index], term.direction)
        if difference != 0 { return difference < 0 }
      }
      return false
    }.map(\.row)
  }

  /// Nulls are larger than everything unless the direction says otherwise.
  private func difference(_ left: Cell, _ right: Cell, _ direction: String) -> Int {
    let isDescending = direction.hasPrefix("desc")
    if left == .null || right == .null {
      let nullsFirst = direction.hasSuffix("first") || (isDescending && !direction.hasSuffix("last"))
      return left == right ? 0 : (left == .null) == nullsFirst ? -1 : 1
    }
    return (left.compared(to: right) ?? 0) * (isDescending ? -1 : 1)
  }

  private func key(_ key: PermissionOrder.Key, _ row: CellRow) -> Cell {
    switch key {
    case .column(let column): return row[column] ?? .null
    case .object(let relation, let column):
      return visible(related(relation, row), of: relation.target, .orderByObject).first?[column] ?? .null
    case .count(let relation): return .int(visible(related(relation, row), of: relation.target, .orderByAggregate).count)
    case .extreme(let relation, let function, let column):
      return extreme(function, column, visible(related(relation, row), of: relation.target, .orderByAggregate))
    }
  }
}
