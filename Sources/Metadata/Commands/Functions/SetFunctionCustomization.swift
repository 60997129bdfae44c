import Errors
import JSON

/// `set_function_customization`.
struct SetFunctionCustomization: MetadataChange {
  private let target: TableTarget
  private let configuration: JSONObject

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "SetFunctionCustomization")
    target = try context.table(arguments, key: "function")
    configuration = try arguments.object("configuration", as: "FunctionConfig")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, _) = try metadata.trackedFunction(target)
    try metadata.editFunction(id) { function throws(EngineError) in
      function["configuration"] = configuration.isEmpty ? nil : .object(configuration)
    }
    return Touched(created: [.function(id)], tolerance: .createdMustBeConsistent)
  }
}
