import Errors
import JSON

/// `rename_source`: remote relationships that lead to the source follow.
struct RenameSource: MetadataChange {
  private let name: String
  private let newName: String

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "RenameSource")
    name = try arguments.name("name")
    newName = try arguments.name("new_name")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    guard metadata.sources[name] != nil else {
      throw EngineError(.notExists, "Could not find source with name \"\(name)\"")
    }
    guard metadata.sources[newName] == nil else {
      throw EngineError(.alreadyExists, "Source with name \"\(newName)\" already exists")
    }
    try metadata.editSource(name) { source throws(EngineError) in source["name"] = .string(newName) }
    try metadata.editDefinitionsToSource(name) { toSource throws(EngineError) in toSource["source"] = .string(newName) }
    return Touched(sources: [newName], created: [.source(newName)], tolerance: .createdMustBeConsistent)
  }
}
