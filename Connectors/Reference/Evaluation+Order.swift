import ConnectorProtocol

extension Evaluation {
  /// Rows in the asked order; rows that are equal in it stay as they were.
  func sort(_ rows: [Row], by terms: [OrderTerm]) throws(ConnectorError) -> [Row] {
    if terms.isEmpty { return rows }
    var keyed: [(keys: [Cell], position: Int)] = []
    for (position, row) in rows.enumerated() {
      var keys: [Cell] = []
      for term in terms { keys.append(try value(term.by, row)) }
      keyed.append((keys, position))
    }
    keyed.sort { left, right in
      for (index, term) in terms.enumerated() {
        let order = Self.compare(left.keys[index], right.keys[index], term)
        if order != 0 { return order < 0 }
      }
      return left.position < right.position
    }
    return keyed.map { rows[$0.position] }
  }

  private static func compare(_ left: Cell, _ right: Cell, _ term: OrderTerm) -> Int {
    switch (left.isNull, right.isNull) {
    case (true, true): 0
    case (true, false): term.nullsFirst ? -1 : 1
    case (false, true): term.nullsFirst ? 1 : -1
    case (false, false): term.descending ? -left.compare(right) : left.compare(right)
    }
  }

  private func value(_ expression: OrderExpression, _ row: Row) throws(ConnectorError) -> Cell {
    switch expression {
    case .column(let column): return try row.value(column.name)
    case .computed: throw .noFunctions
    case .aggregate(let aggregate): return try self.aggregate(aggregate, row)
    case .related(let relation, let pairs, let filter, let inner):
      let related = try self.filter(try rows(of: relation, relatedTo: row, by: pairs), by: filter)
      guard let one = related.first else { return .null }
      return try value(inner, one)
    }
  }

  /// The rows that a selection keeps of those that came in question: filtered, ordered, distinct, cut.
  func select(_ candidates: [Row], _ selection: Selection) throws(ConnectorError) -> [Row] {
    var rows = try sort(try filter(candidates, by: selection.filter), by: selection.order)
    if !selection.distinctOn.isEmpty {
      let columns = try Aggregation.indices(selection.distinctOn, rows)
      var seen: [[Cell]] = []
      rows = rows.filter { row in
        let tuple = columns.map { row.cells[$0] }
        if seen.contains(tuple) { return false }
        seen.append(tuple)
        return true
      }
    }
    if let offset = try count(selection.offset) { rows = Array(rows.dropFirst(offset)) }
    if let limit = try count(selection.limit) { rows = Array(rows.prefix(limit)) }
    return rows
  }
}
