import Errors

/// `drop_query_collection`: refused while the allowlist names the collection, unless `cascade` takes it off the list.
struct DropQueryCollection: MetadataChange {
  private let name: String
  private let cascade: Bool

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "DropCollection")
    name = try arguments.name("collection")
    cascade = try arguments.flag("cascade")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    guard metadata.entries("query_collections").contains(where: { $0.has(name, at: "name") }) else {
      throw EngineError(.notExists, "query collection with name \"\(name)\" does not exist")
    }
    let isAllowed = metadata.entries("allowlist").contains { $0.has(name, at: "collection") }
    guard cascade || !isAllowed else {
      throw EngineError(
        .dependencyError, "query collection with name \"\(name)\" is present in the allowlist; cannot proceed to drop")
    }
    metadata.members.removeEntries(from: "allowlist") { $0.has(name, at: "collection") }
    metadata.members.removeEntries(from: "query_collections") { $0.has(name, at: "name") }
    return Touched()
  }
}
