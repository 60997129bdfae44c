import Errors

/// `delete_remote_relationship`.
struct DeleteRemoteRelationship: MetadataChange {
  private let target: TableTarget
  private let name: String

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "DeleteFromSourceRelationship")
    target = try context.table(arguments)
    name = try arguments.name("name")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, table) = try metadata.trackedTable(target)
    guard table.remoteRelationship(name) != nil else { throw EngineError(.notExists, "\"\(name)\" does not exist") }
    metadata = try metadata.dropping([.remoteRelationship(name, id)])
    return Touched()
  }
}
