/// One criterion of an order.
struct PermissionOrder {
  indirect enum Key {
    case column(PermissionColumn)
    case object(PermissionRelation, Key)
    case count(PermissionRelation)
    case function(PermissionRelation, String, PermissionColumn)
  }

  let key: Key
  let direction: String

  static let directions = ["asc", "desc", "asc_nulls_first", "asc_nulls_last", "desc_nulls_first", "desc_nulls_last"]

  var text: String { text(key) }

  /// Those that it leads to.
  var tables: [Int] { key.tables }

  private func text(_ key: Key) -> String {
    switch key {
    case .column(let column): "\(column.field): \(direction)"
    case .object(let relation, let key): "\(relation.name): {\(text(key))}"
    case .count(let relation): "\(relation.name)_aggregate: {count: \(direction)}"
    case .function(let relation, let function, let column):
      "\(relation.name)_aggregate: {\(function): {\(column.field): \(direction)}}"
    }
  }
}

extension PermissionOrder.Key {
  fileprivate var tables: [Int] {
    switch self {
    case .column: []
    case .object(let relation, let key): [relation.target] + key.tables
    case .count(let relation), .function(let relation, _, _): [relation.target]
    }
  }
}
