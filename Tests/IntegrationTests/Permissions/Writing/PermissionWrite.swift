import JSON

/// A root field of a mutation.
struct PermissionWrite {
  struct Object {
    let cells: CellRow
    /// Articles of a person, inserted with it.
    var articles: [CellRow] = []
  }

  /// `on_conflict` with the primary key.
  struct Conflict {
    let constraint: String
    let columns: [PermissionColumn]
    let condition: PermissionCondition?
  }

  struct Change {
    let set: CellRow
    /// Added to columns of integers.
    let increments: [String: Int]
    /// Nil for a key.
    let condition: PermissionCondition?
  }

  enum Action {
    case insert([Object], Conflict?, isOne: Bool)
    case update(Change)
    case updateByKey([Cell], Change)
    case updateMany([Change])
    case delete(PermissionCondition)
    case deleteByKey([Cell])
  }

  let table: Int
  let action: Action
  /// What is shown of each written row; nothing means that only their number is.
  let fields: [PermissionField]

  /// Whether the answer is the row itself.
  var isSingle: Bool {
    switch action {
    case .insert(_, _, let isOne): isOne
    case .updateByKey, .deleteByKey: true
    case .update, .updateMany, .delete: false
    }
  }

  /// The whole document, the field under the name `r`.
  func text(_ world: PermissionWorld) -> String {
    let table = world.tables[table]
    let response = fields.isEmpty ? "{ affected_rows }" : "{ affected_rows returning \(fields.text(world)) }"
    return "mutation { r: \(name(table))(\(arguments(table, world))) \(isSingle ? fields.text(world) : response) }"
  }

  private func name(_ table: PermissionTable) -> String {
    switch action {
    case .insert(_, _, let isOne): "insert_\(table.type)\(isOne ? "_one" : "")"
    case .update: "update_\(table.type)"
    case .updateByKey: "update_\(table.type)_by_pk"
    case .updateMany: "update_\(table.type)_many"
    case .delete: "delete_\(table.type)"
    case .deleteByKey: "delete_\(table.type)_by_pk"
    }
  }

  private func arguments(_ table: PermissionTable, _ world: PermissionWorld) -> String {
    func key(_ cells: [Cell]) -> String { zip(table.key, cells).map { "\(table[$0].field): \($1.json.graphQL)" }.joined(separator: ", ") }
    switch action {
    case .insert(let objects, let conflict, let isOne):
      let rows = objects.map { object(table, $0, world) }
      let given = isOne ? "object: \(rows[0])" : "objects: [\(rows.joined(separator: ", "))]"
      return given + (conflict.map { ", on_conflict: \(text($0, world))" } ?? "")
    case .update(let change): return text(change, table, world)
    case .updateByKey(let cells, let change): return "pk_columns: {\(key(cells))}, \(text(change, table, world))"
    case .updateMany(let changes): return "updates: [\(changes.map { "{\(text($0, table, world))}" }.joined(separator: ", "))]"
    case .delete(let condition): return "where: \(condition.json(world, as: .query).graphQL)"
    case .deleteByKey(let cells): return key(cells)
    }
  }

  private func object(_ table: PermissionTable, _ object: Object, _ world: PermissionWorld) -> String {
    let articles = world.tables[self.table / PermissionTable.names.count * PermissionTable.names.count + 1]
    var members = values(table, object.cells)
    if !object.articles.isEmpty {
      let rows = object.articles.map { "{\(values(articles, $0).joined(separator: ", "))}" }
      members.append("articles: {data: [\(rows.joined(separator: ", "))]}")
    }
    return "{\(members.joined(separator: ", "))}"
  }

  private func values(_ table: PermissionTable, _ row: CellRow) -> [String] {
    row.sorted { $0.key < $1.key }.map { "\(table[$0.key].field): \($0.value.json.graphQL)" }
  }

  private func text(_ change: Change, _ table: PermissionTable, _ world: PermissionWorld) -> String {
    var parts: [String] = []
    if let condition = change.condition { parts.append("where: \(condition.json(world, as: .query).graphQL)") }
    if !change.set.isEmpty { parts.append("_set: {\(values(table, change.set).joined(separator: ", "))}") }
    let increments = change.increments.sorted { $0.key < $1.key }.map { "\(table[$0.key].field): \($0.value)" }
    if !increments.isEmpty { parts.append("_inc: {\(increments.joined(separator: ", "))}") }
    return parts.joined(separator: ", ")
  }

  private func text(_ conflict: Conflict, _ world: PermissionWorld) -> String {
    let columns = conflict.columns.map(\.field).joined(separator: ", ")
    let condition = conflict.condition.map { ", where: \($0.json(world, as: .query).graphQL)" } ?? ""
    return "{constraint: \(conflict.constraint), update_columns: [\(columns)]\(condition)}"
  }
}
