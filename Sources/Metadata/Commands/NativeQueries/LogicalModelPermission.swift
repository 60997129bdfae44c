import Errors
import JSON

/// `<kind>_create_logical_model_select_permission` and `<kind>_drop_logical_model_select_permission`.
struct LogicalModelPermission: MetadataChange {
  private let target: SourceTarget
  private let model: String
  private let role: String
  /// nil takes the permission away.
  private let entry: JSONObject?

  init(_ context: CommandContext, isDrop: Bool) throws(EngineError) {
    let arguments = try context.arguments(as: isDrop ? "DropLogicalModelPermission" : "CreateLogicalModelPermission")
    target = try context.source(arguments)
    model = try arguments.name("name")
    role = try arguments.name("role")
    entry = isDrop ? nil : arguments.object.picking("role", "permission", "comment")
    if let entry { _ = try Permission(entry, operation: .select) }
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let source = try metadata.source(target)
    guard source.logicalModel(model) != nil else {
      throw EngineError(.notFound, "Logical model \"\(model)\" not found in source \"\(source.name)\".")
    }
    try metadata.editSource(source.name) { json throws(EngineError) in
      try json.editEntries(of: "logical_models") { model throws(EngineError) in
        guard model.has(self.model, at: "name") else { return model }
        var model = model
        // As in Hasura, a second permission of a role replaces the first.
        model.removeEntries(from: "select_permissions") { $0.has(role, at: "role") }
        if let entry { model.append(.object(entry), to: "select_permissions") }
        return model
      }
    }
    return Touched(created: [.logicalModel(model, source: source.name)], tolerance: .createdMustBeConsistent)
  }
}
