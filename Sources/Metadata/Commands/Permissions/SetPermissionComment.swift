import Errors
import JSON

/// `set_permission_comment`.
struct SetPermissionComment: MetadataChange {
  private let target: TableTarget
  private let operation: Permission.Operation
  private let role: String
  private let comment: String?

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "SetPermComment")
    target = try context.table(arguments)
    role = try arguments.name("role")
    comment = try arguments.optionalString("comment")
    operation = try arguments.read("type") { json throws(EngineError) in
      guard let operation = Permission.Operation(rawValue: try Expect.string(json)) else {
        throw EngineError(.parseFailed, "perm_type should be one of 'insert', 'select', 'update', 'delete'")
      }
      return operation
    }
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let id = try metadata.permission(operation, role: role, target)
    try metadata.editTable(id) { json throws(EngineError) in
      try json.editEntries(of: operation.listKey) { entry throws(EngineError) in
        var entry = entry
        if entry.has(role, at: "role") { entry["comment"] = comment.map(JSON.string) }
        return entry
      }
    }
    return Touched()
  }
}
