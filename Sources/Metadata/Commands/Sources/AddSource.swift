import Errors
import JSON

/// `<kind>_add_source`.
struct AddSource: MetadataChange {
  private let name: String
  private let kind: Kind
  private let members: JSONObject
  private let replacesConfiguration: Bool

  init(_ context: CommandContext, kind: Kind) throws(EngineError) {
    let arguments = try context.arguments(as: "AddSource")
    self.kind = kind
    name = try arguments.name("name")
    _ = try arguments.object("configuration", as: "configuration")
    replacesConfiguration = try arguments.flag("replace_configuration")
    members = arguments.object.picking("configuration", "customization", "health_check", "query_tags")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    if metadata.sources[name] == nil {
      let entry = JSONObject([("name", .string(name)), ("kind", .string(kind.name)), ("tables", [])] + members.entries)
      metadata.sources[name] = try Source(entry, kinds: metadata.kinds)
    } else if replacesConfiguration {
      try metadata.editSource(name) { source throws(EngineError) in
        for key in ["configuration", "customization"] { source[key] = members[key] }
      }
    } else {
      throw EngineError(.alreadyExists, "source with name \"\(name)\" already exists")
    }
    return Touched(sources: [name], created: [.source(name)], tolerance: .createdMustBeConsistent)
  }
}
