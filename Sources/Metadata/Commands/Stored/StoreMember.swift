import Errors
import JSON

/// The commands that set one value at the top of metadata, or take it away: `set_custom_types`, `remove_api_limits`, ...
struct StoreMember: MetadataChange {
  private let key: String
  private let value: JSON?
  private let created: [MetadataObjectID]

  init(set key: String, _ context: CommandContext, created: [MetadataObjectID] = []) throws(EngineError) {
    let object = try context.arguments(as: key).object
    self.key = key
    self.created = created
    value = object.isEmpty ? nil : .object(object)
  }

  init(remove key: String) {
    self.key = key
    value = nil
    created = []
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    metadata.members[key] = value
    return Touched(created: created, tolerance: created.isEmpty ? .nothingNew : .createdMustBeConsistent)
  }
}
