import JSON

/// Rows of a table and what is asked of them. The order is total: it ends with a unique column.
struct PermissionRows {
  let table: Int
  var condition: PermissionCondition?
  /// Whether the condition is given as a variable; only at the root.
  var conditionIsVariable = false
  var order: [PermissionOrder] = []
  var distinct: [PermissionColumn] = []
  var limit: Int?
  var offset: Int?
  /// Asked of the function, with this argument.
  var from: Int?
  var fields: [PermissionField]

  var tables: Set<Int> { fields.tables.union([table]).union(condition?.tables ?? []).union(order.flatMap(\.tables)) }

  private func arguments(_ world: PermissionWorld) -> String {
    var parts: [String] = []
    if let from { parts.append("args: {low: \(from)}") }
    if let condition { parts.append("where: \(conditionIsVariable ? "$where" : condition.json(world, as: .query).graphQL)") }
    parts.append("order_by: [" + order.map { "{\($0.text)}" }.joined(separator: ", ") + "]")
    if !distinct.isEmpty { parts.append("distinct_on: [\(distinct.map(\.field).joined(separator: ", "))]") }
    if let limit { parts.append("limit: \(limit)") }
    if let offset { parts.append("offset: \(offset)") }
    return "(" + parts.joined(separator: ", ") + ")"
  }

  /// A field of this name with the arguments.
  func head(_ name: String, _ world: PermissionWorld) -> String { name + arguments(world) }

  func text(_ name: String, _ world: PermissionWorld) -> String { head(name, world) + " " + fields.text(world) }

  func request(_ text: String, _ world: PermissionWorld) -> JSON {
    guard conditionIsVariable, let condition else { return ["query": .string("{ \(text) }")] }
    let type = world.tables[table].type
    return [
      "query": .string("query($where: \(type)_bool_exp) { \(text) }"), "variables": ["where": condition.json(world, as: .query)],
    ]
  }
}
