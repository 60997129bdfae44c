import Errors

/// `delete_remote_relationship`: refused while permissions filter through the relationship, unless `cascade` drops them.
struct DeleteRemoteRelationship: MetadataChange {
  private let target: TableTarget
  private let name: String
  private let cascade: Bool

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "DeleteFromSourceRelationship")
    target = try context.table(arguments)
    name = try arguments.name("name")
    cascade = try arguments.flag("cascade")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, table) = try metadata.trackedTable(target)
    guard table.remoteRelationship(name) != nil else { throw EngineError(.notExists, "\"\(name)\" does not exist") }
    let dependents = metadata.dependents(of: .relationship(id, name), foreignKeys: foreignKeys)
    guard cascade || dependents.isEmpty else { throw .dependentObjectsExist(dependents) }
    metadata = try metadata.dropping(dependents + [.remoteRelationship(name, id)])
    return Touched()
  }
}
