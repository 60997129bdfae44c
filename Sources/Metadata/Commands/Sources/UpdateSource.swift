import Errors
import JSON

/// `<kind>_update_source`: what is given is replaced, the rest stays.
struct UpdateSource: MetadataChange {
  private let target: SourceTarget
  private let members: JSONObject

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "UpdateSource")
    _ = try arguments.name("name")
    target = try context.source(arguments, key: "name")
    _ = try arguments.optionalObject("configuration", as: "configuration")
    members = arguments.object.picking("configuration", "customization", "health_check", "query_tags")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let name = try metadata.source(target).name
    try metadata.editSource(name) { source throws(EngineError) in
      for (key, value) in members { source[key] = value }
    }
    return Touched(sources: [name], created: [.source(name)], tolerance: .createdMustBeConsistent)
  }
}
