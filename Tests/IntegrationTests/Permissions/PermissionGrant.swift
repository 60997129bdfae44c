import JSON

/// What a role may select of one table.
struct PermissionGrant {
  let columns: [PermissionColumn]
  let filter: PermissionCondition
  let limit: Int?
  let aggregates: Bool
  /// `query_root_fields`; nil means all.
  let roots: [Root]?

  enum Root: String, CaseIterable {
    case rows = "select"
    case byKey = "select_by_pk"
    case aggregate = "select_aggregate"
  }

  func shows(_ root: Root) -> Bool { roots?.contains(root) ?? true }

  func json(_ world: PermissionWorld) -> JSON {
    func names(_ columns: [PermissionColumn]) -> JSON { .array(columns.map { .string($0.name) }) }
    var permission: JSONObject = [
      "columns": names(columns.filter { !$0.isComputed }), "computed_fields": names(columns.filter(\.isComputed)),
      "filter": filter.json(world, as: .permission), "allow_aggregations": .bool(aggregates),
    ]
    if let limit { permission["limit"] = .number(JSONNumber(limit)) }
    if let roots { permission["query_root_fields"] = .array(roots.map { .string($0.rawValue) }) }
    return .object(permission)
  }
}
