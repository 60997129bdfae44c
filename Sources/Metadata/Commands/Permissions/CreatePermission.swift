import Errors
import JSON

/// `create_select_permission` and its three siblings.
struct CreatePermission: MetadataChange {
  private let target: TableTarget
  private let operation: Permission.Operation
  private let role: String
  private let entry: JSONObject

  init(_ context: CommandContext, operation: Permission.Operation) throws(EngineError) {
    let arguments = try context.arguments(as: "CreatePerm")
    self.operation = operation
    target = try context.table(arguments)
    role = try arguments.name("role")
    entry = arguments.object.picking("role", "permission", "comment")
    _ = try Permission(entry, operation: operation)
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, table) = try metadata.trackedTable(target)
    guard role != "admin", table.permission(operation, role: role) == nil else {
      throw EngineError(
        .alreadyExists, "\(operation.rawValue) permission already defined on table \"\(id.name)\" with role \"\(role)\"")
    }
    try metadata.editTable(id) { json throws(EngineError) in json.append(.object(entry), to: operation.listKey) }
    return Touched(created: [.permission(operation, role: role, id)], tolerance: .createdMustBeConsistent)
  }
}
