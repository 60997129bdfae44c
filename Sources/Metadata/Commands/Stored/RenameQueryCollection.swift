import Errors
import JSON

/// `rename_query_collection`: the allowlist follows.
struct RenameQueryCollection: MetadataChange {
  private let name: String
  private let newName: String

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "RenameCollection")
    name = try arguments.name("name")
    newName = try arguments.name("new_name")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let names = metadata.entries("query_collections").compactMap { $0["name"]?.stringValue }
    guard names.contains(name) else {
      throw EngineError(.notExists, "query collection with name \"\(name)\" does not exist")
    }
    guard !names.contains(newName) else {
      throw EngineError(.alreadyExists, "query collection with name \"\(newName)\" already exists")
    }
    try metadata.editEntry(of: "query_collections", named: name) { $0["name"] = .string(newName) }
    try metadata.editEntry(of: "allowlist", named: name, key: "collection") { $0["collection"] = .string(newName) }
    return Touched()
  }
}
