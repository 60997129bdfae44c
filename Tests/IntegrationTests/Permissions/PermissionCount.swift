import JSON

/// What is asked of related rows together: how many there are, or whether a flag is true of all or of any.
struct PermissionCount {
  enum Function: String, CaseIterable {
    case count
    case all = "bool_and"
    case any = "bool_or"
  }

  let function: Function
  /// For `count`: the columns that must not be null, if any; else the flag.
  let columns: [PermissionColumn]
  let isDistinct: Bool
  let filter: PermissionCondition?
  /// An operator and what is compared with.
  let predicate: (name: String, value: Cell)

  func json(_ world: PermissionWorld) -> JSON {
    var object: JSONObject = ["predicate": [predicate.name: predicate.value.json]]
    let names = columns.map { JSON.string($0.field) }
    if function != .count { object["arguments"] = names.first } else if !names.isEmpty { object["arguments"] = .array(names) }
    if isDistinct { object["distinct"] = true }
    if let filter { object["filter"] = filter.json(world, as: .query) }
    return [function.rawValue: .object(object)]
  }
}
