import JSON

extension PermissionOracle {
  /// Whether a function's value depends on more than the set of rows: on digits that engines round differently.
  static func isStatistical(_ function: String) -> Bool { function.hasPrefix("stddev") || function.hasPrefix("var") }

  func sorted(_ rows: [CellRow], _ asked: PermissionRows) -> [CellRow] {
    let kind = world.tables[asked.table].kind
    let keyed = rows.map { row in (row: row, keys: asked.order.map { key($0.key, seen(row, by: .order)) }) }
    return keyed.sorted { left, right in
      for (index, term) in asked.order.enumerated() {
        let difference = difference(left.keys[index], right.keys[index], type(term.key), term.direction, kind)
        if difference != 0 { return difference < 0 }
      }
      return false
    }.map(\.row)
  }

  /// Nulls are larger than everything unless the direction says otherwise.
  private func difference(_ left: Cell, _ right: Cell, _ type: PermissionType, _ direction: String, _ kind: Kind) -> Int {
    let isDescending = direction.hasPrefix("desc")
    if left == .null || right == .null {
      let nullsFirst = direction.hasSuffix("first") || (isDescending && !direction.hasSuffix("last"))
      return left == right ? 0 : (left == .null) == nullsFirst ? -1 : 1
    }
    return (type.compare(left, right, on: kind) ?? 0) * (isDescending ? -1 : 1)
  }

  private func type(_ key: PermissionOrder.Key) -> PermissionType {
    switch key {
    case .column(let column), .function(_, _, let column): column.type
    case .object(_, let key): type(key)
    case .count: .int
    }
  }

  private func key(_ key: PermissionOrder.Key, _ row: CellRow) -> Cell {
    switch key {
    case .column(let column): return row[column.name] ?? .null
    case .object(let relation, let inner):
      return visible(related(relation, row), of: relation.target, .orderByObject).first.map { self.key(inner, $0) } ?? .null
    case .count(let relation): return .int(visible(related(relation, row), of: relation.target, .orderByAggregate).count)
    case .function(let relation, let function, let column):
      let rows = visible(related(relation, row), of: relation.target, .orderByAggregate)
      return PermissionSummary(rows: rows, kind: world.tables[relation.target].kind).value(function, column)
    }
  }
}
