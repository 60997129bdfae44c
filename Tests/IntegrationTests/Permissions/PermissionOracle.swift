import JSON

/// What a role must get, computed over rows in memory by Hasura's rules; `defect` is a rule that it forgets.
struct PermissionOracle {
  let world: PermissionWorld
  let role: PermissionRole
  var defect: PermissionDefect?

  func answer(_ query: PermissionQuery) -> JSON {
    let table = query.table
    let all = world.tables[table].rows
    let value: JSON
    switch query {
    case .rows(let rows): value = .array(list(rows, given(all, rows.from), rows.from == nil ? .root : .function))
    case .byKey(_, let cells, let fields):
      let key = zip(world.tables[table].key, cells)
      let row = visible(all, of: table, .byKey).first { row in key.allSatisfy { row[$0] == $1 } }
      value = row.map { show(fields, $0) } ?? nil
    case .aggregate(let asked):
      let rows = given(all, asked.rows.from)
      value =
        asked.rows.from == nil
        ? summary(asked, rows, summary: .summary, nodes: .nodes)
        : summary(asked, rows, summary: .functionSummary, nodes: .functionNodes)
    }
    return .object(JSONObject([(key: query.name(world), value: value)]))
  }

  /// Those that the function gives; all without an argument.
  private func given(_ rows: [CellRow], _ low: Int?) -> [CellRow] {
    guard let low else { return rows }
    return rows.filter { if case .int(let n) = $0["n"] { n >= low } else { false } }
  }

  func visible(_ rows: [CellRow], of table: Int, _ place: PermissionDefect.Place) -> [CellRow] {
    guard let grant = role.grants[table] else { return [] }
    if defect == .filter(place) { return rows }
    let rows = rows.filter { passes(grant.filter, $0) }
    return defect == .mask(place) ? rows : rows.map { masked($0, of: table) }
  }

  /// Whether a row satisfies the filter of a permission.
  func passes(_ filter: PermissionCondition, _ row: CellRow) -> Bool {
    holds(filter, row, root: row, .permission) ?? (defect == .unknown)
  }

  /// The rows in their order, without those that the arguments leave out. `limit` is the permission's.
  private func selected(_ asked: PermissionRows, _ rows: [CellRow], _ place: PermissionDefect.Place, limit: Int?) -> [CellRow] {
    var rows = rows
    if defect == .distinctBeforeFilter, !asked.distinct.isEmpty { rows = firsts(sorted(rows, asked), asked.distinct) }
    if defect == .limitBeforeFilter { rows = window(sorted(rows, asked), asked, limit: nil) }
    rows = visible(rows, of: asked.table, place)
    if let condition = asked.condition { rows = rows.filter { holds(condition, seen($0, by: .condition), root: $0, .query) == true } }
    rows = firsts(sorted(rows, asked), asked.distinct)
    return window(rows, asked, limit: limit)
  }

  private func window(_ rows: [CellRow], _ asked: PermissionRows, limit: Int?) -> [CellRow] {
    let rows = rows.dropFirst(asked.offset ?? 0)
    return Array([asked.limit, limit].compactMap { $0 }.min().map { rows.prefix($0) } ?? rows)
  }

  private func firsts(_ rows: [CellRow], _ columns: [PermissionColumn]) -> [CellRow] {
    guard !columns.isEmpty else { return rows }
    var seen: Set<[Cell]> = []
    return rows.filter { row in
      let row = self.seen(row, by: .distinct)
      return seen.insert(columns.map { row[$0.name] ?? .null }).inserted
    }
  }

  private func list(_ asked: PermissionRows, _ rows: [CellRow], _ place: PermissionDefect.Place) -> [JSON] {
    let limit = defect == .limit(place) ? nil : limit(of: asked.table)
    return selected(asked, rows, place, limit: limit).map { show(asked.fields, $0) }
  }

  private func summary(
    _ asked: PermissionAggregate, _ rows: [CellRow], summary: PermissionDefect.Place, nodes: PermissionDefect.Place
  ) -> JSON {
    var object: JSONObject = [:]
    let limit = defect == .limitedSummary ? role.grants[asked.rows.table]?.limit : nil
    let summed = selected(asked.rows, rows, summary, limit: limit).map { seen($0, by: .summary) }
    let parts = asked.parts.enumerated().map { index, part in
      (key: "p\(index)", value: PermissionSummary(rows: summed, kind: world.tables[asked.rows.table].kind).json(part))
    }
    object["aggregate"] = .object(JSONObject(parts))
    if asked.hasNodes { object["nodes"] = .array(list(asked.rows, rows, nodes)) }
    return .object(object)
  }

  func show(_ fields: [PermissionField], _ row: CellRow) -> JSON {
    var object: JSONObject = [:]
    for field in fields {
      switch field {
      case .column(let column): object[column.field] = column.json(seen(row, by: .output))
      case .member(let column, let name): object[column.field] = column.json(seen(row, by: .output))[name] ?? .null
      case .object(let relation, let fields):
        let found = visible(related(relation, row), of: relation.target, relation.isRemote ? .remoteObject : .object)
        object[relation.name] = found.first.map { show(fields, $0) } ?? .null
      case .array(let relation, let asked):
        let place: PermissionDefect.Place = relation.isRemote ? .remoteArray : relation.form == .computed ? .computedArray : .array
        let rows = list(asked, related(relation, row), place)
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
  private func hasNoKey(_ relation: PermissionRelation, _ row: CellRow) -> Bool {
    relation.isRemote && actual(relation.column, of: row) == .null
  }

  func related(_ relation: PermissionRelation, _ row: CellRow) -> [CellRow] {
    let key = actual(relation.column, of: row)
    return key == .null ? [] : world.tables[relation.target].rows.filter { $0[relation.targetColumn] == key }
  }
}
