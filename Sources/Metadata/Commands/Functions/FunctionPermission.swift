import Errors
import JSON

/// `create_function_permission` and `drop_function_permission`.
struct FunctionPermission: MetadataChange {
  private let target: TableTarget
  private let role: String
  private let isDrop: Bool

  init(_ context: CommandContext, isDrop: Bool) throws(EngineError) {
    let arguments = try context.arguments(as: "FunctionPermissionArgument")
    self.isDrop = isDrop
    target = try context.table(arguments, key: "function")
    role = try arguments.name("role")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, function) = try metadata.trackedFunction(target)
    let object = MetadataObjectID.functionPermission(role: role, function: id)
    guard function.roles.contains(role) == isDrop else {
      let state = isDrop ? "does not exist" : "already exists"
      throw EngineError(
        isDrop ? .notExists : .alreadyExists,
        "permission of role \"\(role)\" \(state) for function \"\(id.name)\" in source: \"\(id.source)\"")
    }
    guard !isDrop else {
      metadata = try metadata.dropping([object])
      return Touched()
    }
    try metadata.editFunction(id) { entry throws(EngineError) in entry.append(["role": .string(role)], to: "permissions") }
    return Touched(created: [object], tolerance: .createdMustBeConsistent)
  }
}
