import Errors
import JSON

/// `set_relationship_comment`.
struct SetRelationshipComment: MetadataChange {
  private let target: TableTarget
  private let name: String
  private let comment: String?

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "SetRelComment")
    target = try context.table(arguments)
    name = try arguments.name("relationship")
    comment = try arguments.optionalString("comment")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, relationship) = try metadata.relationship(name, target)
    try metadata.editTable(id) { json throws(EngineError) in
      try json.editEntries(of: "\(relationship.cardinality.rawValue)_relationships") { entry throws(EngineError) in
        var entry = entry
        if entry.has(name, at: "name") { entry["comment"] = comment.map(JSON.string) }
        return entry
      }
    }
    return Touched()
  }
}
