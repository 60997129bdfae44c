import Errors

/// `drop_select_permission` and its three siblings.
struct DropPermission: MetadataChange {
  private let target: TableTarget
  private let operation: Permission.Operation
  private let role: String

  init(_ context: CommandContext, operation: Permission.Operation) throws(EngineError) {
    let arguments = try context.arguments(as: "DropPerm")
    self.operation = operation
    target = try context.table(arguments)
    role = try arguments.name("role")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let id = try metadata.permission(operation, role: role, target)
    metadata = try metadata.dropping([.permission(operation, role: role, id)])
    return Touched()
  }
}

extension Metadata {
  /// The table that has this permission; `permission-denied` (as in Hasura) when it has not.
  func permission(_ operation: Permission.Operation, role: String, _ target: TableTarget) throws(EngineError) -> TableID {
    let (id, table) = try trackedTable(target)
    guard table.permission(operation, role: role) != nil else {
      throw EngineError(
        .permissionDenied, "'\(operation.rawValue)' permission on \"\(id.name)\" for role \"\(role)\" does not exist")
    }
    return id
  }
}
