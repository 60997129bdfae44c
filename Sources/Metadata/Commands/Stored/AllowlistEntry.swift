import Errors
import JSON

/// `add_collection_to_allowlist`, `update_scope_of_collection_in_allowlist`, `drop_collection_from_allowlist`.
struct AllowlistEntry: MetadataChange {
  /// What is done with the entry.
  enum Operation: Sendable {
    case add
    case updateScope
    case drop
  }

  private let operation: Operation
  private let collection: String
  private let entry: JSONObject

  init(_ context: CommandContext, _ operation: Operation) throws(EngineError) {
    let arguments = try context.arguments(as: "AllowlistEntry")
    self.operation = operation
    collection = try arguments.name("collection")
    if operation == .updateScope { _ = try arguments.object("scope", as: "AllowlistScope") }
    entry = arguments.object.picking("collection", "scope")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let isThere = metadata.entries("allowlist").contains { $0.has(collection, at: "collection") }
    guard isThere || operation == .add else {
      throw EngineError(.notFound, "collection \"\(collection)\" doesn't exist in the allowlist")
    }
    switch operation {
    case .add:
      guard metadata.entries("query_collections").contains(where: { $0.has(collection, at: "name") }) else {
        throw EngineError(.notExists, "query collection with name \"\(collection)\" does not exist")
      }
      if !isThere { metadata.members.append(.object(entry), to: "allowlist") }
    case .updateScope:
      try metadata.editEntry(of: "allowlist", named: collection, key: "collection") { $0 = entry }
    case .drop: metadata.members.removeEntries(from: "allowlist") { $0.has(collection, at: "collection") }
    }
    return Touched()
  }
}
