/// A query that a role may ask.
enum PermissionQuery {
  case rows(PermissionRows)
  case byKey(Int, Int, [PermissionField])
  case aggregate(PermissionAggregate)
}

/// Rows of a table and what is asked of them. The order is total: it ends with the key.
struct PermissionRows {
  let table: Int
  var condition: PermissionCondition?
  var order: [PermissionOrder] = []
  var distinct: String?
  var limit: Int?
  var offset: Int?
  var fields: [PermissionField]

  fileprivate func arguments(_ world: PermissionWorld) -> String {
    var parts: [String] = []
    if let condition { parts.append("where: \(condition.json(world).graphQL)") }
    parts.append("order_by: [" + order.map { "{\($0.text)}" }.joined(separator: ", ") + "]")
    if let distinct { parts.append("distinct_on: [\(distinct)]") }
    if let limit { parts.append("limit: \(limit)") }
    if let offset { parts.append("offset: \(offset)") }
    return "(" + parts.joined(separator: ", ") + ")"
  }

  fileprivate func text(_ name: String, _ world: PermissionWorld) -> String { name + arguments(world) + " " + fields.text(world) }
}

struct PermissionOrder {
  enum Key {
    case column(String)
    case object(PermissionRelation, String)
    case count(PermissionRelation)
    case extreme(PermissionRelation, String, String)
  }

  let key: Key
  let direction: String

  fileprivate var text: String {
    switch key {
    case .column(let column): "\(column): \(direction)"
    case .object(let relation, let column): "\(relation.name): {\(column): \(direction)}"
    case .count(let relation): "\(relation.name)_aggregate: {count: \(direction)}"
    case .extreme(let relation, let function, let column): "\(relation.name)_aggregate: {\(function): {\(column): \(direction)}}"
    }
  }
}

/// A summary of rows, and the rows themselves as its nodes.
struct PermissionAggregate {
  var rows: PermissionRows
  /// Counted without nulls, distinct or not.
  let counted: String
  let isDistinct: Bool
  let summed: String
  let extreme: String

  fileprivate func text(_ name: String, _ world: PermissionWorld) -> String {
    "\(name)_aggregate\(rows.arguments(world)) { aggregate { count some: count(columns: [\(counted)], distinct: \(isDistinct)) "
      + "sum { \(summed) } min { \(extreme) } max { \(extreme) } } nodes \(rows.fields.text(world)) }"
  }
}

indirect enum PermissionField {
  case column(String)
  case object(PermissionRelation, [PermissionField])
  case array(PermissionRelation, PermissionRows)
  case aggregate(PermissionRelation, PermissionAggregate)
}

extension [PermissionField] {
  fileprivate func text(_ world: PermissionWorld) -> String {
    let texts = map { field in
      switch field {
      case .column(let name): name
      case .object(let relation, let fields): relation.name + " " + fields.text(world)
      case .array(let relation, let rows): rows.text(relation.name, world)
      case .aggregate(let relation, let aggregate): aggregate.text(relation.name, world)
      }
    }
    return "{ " + texts.joined(separator: " ") + " }"
  }
}

extension PermissionQuery {
  func text(_ world: PermissionWorld) -> String {
    switch self {
    case .rows(let rows): "{ \(rows.text(world.tables[rows.table].name, world)) }"
    case .byKey(let table, let key, let fields): "{ \(world.tables[table].name)_by_pk(id: \(key)) \(fields.text(world)) }"
    case .aggregate(let aggregate): "{ \(aggregate.text(world.tables[aggregate.rows.table].name, world)) }"
    }
  }
}
