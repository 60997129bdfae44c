import Errors

/// `drop_relationship`: refused while permissions use the relationship, unless `cascade` drops them.
struct DropRelationship: MetadataChange {
  private let target: TableTarget
  private let name: String
  private let cascade: Bool

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "DropRel")
    target = try context.table(arguments)
    name = try arguments.name("relationship")
    cascade = try arguments.flag("cascade")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, relationship) = try metadata.relationship(name, target)
    let dependents = metadata.dependents(of: .relationship(id, name), foreignKeys: foreignKeys)
    guard cascade || dependents.isEmpty else { throw .dependentObjectsExist(dependents) }
    metadata = try metadata.dropping(dependents + [.relationship(name, relationship.cardinality, id)])
    return Touched()
  }
}

extension Metadata {
  /// The local relationship of this name; `not-exists` when there is none.
  func relationship(_ name: String, _ target: TableTarget) throws(EngineError) -> (id: TableID, relationship: Relationship) {
    let (id, table) = try trackedTable(target)
    if let relationship = table.relationship(name) { return (id, relationship) }
    guard !table.declaresField(name) else {
      throw EngineError(.unexpectedPayload, "expecting a relationship; but, \"\(name)\" is not a local relationship; ")
    }
    throw EngineError(.notExists, "relationship \"\(name)\" does not exist")
  }
}
