import Errors
import JSON

extension PredicateWalk {
  /// The JSON of a table whose permissions' filters and checks have the names that the visitor gives.
  func rewritePermissions(of json: inout JSONObject, on table: TableID, _ visitor: Visitor) throws(EngineError) {
    for operation in Permission.Operation.allCases {
      try json.editEntries(of: operation.listKey) { entry throws(EngineError) in
        guard var permission = entry["permission"]?.objectValue else { return entry }
        for key in ["filter", "check"] { permission[key] = permission[key].map { rewrite($0, on: table, visitor) } }
        var entry = entry
        entry["permission"] = .object(permission)
        return entry
      }
    }
  }

  /// Whether a permission's filter or check makes the visitor's question true.
  func looksAt(_ permission: Permission, on table: TableID, _ visitor: (@escaping () -> Void) -> Visitor) -> Bool {
    let found = Flag()
    let visitor = visitor { found.isSet = true }
    for key in ["filter", "check"] {
      guard let filter = permission.json["permission"]?[key] else { continue }
      _ = rewrite(filter, on: table, visitor)
    }
    return found.isSet
  }

  private final class Flag {
    var isSet = false
  }
}
