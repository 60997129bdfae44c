import Errors
import JSON

/// `rename_relationship`: permissions that use the relationship, on this table or through others, follow.
struct RenameRelationship: MetadataChange {
  private let target: TableTarget
  private let name: String
  private let newName: String

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "RenameRel")
    target = try context.table(arguments)
    name = try arguments.name("name")
    newName = try arguments.name("new_name")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, relationship) = try metadata.relationship(name, target)
    guard metadata.table(id)?.declaresField(newName) == false else {
      throw EngineError(
        .alreadyExists,
        "cannot rename relationship \"\(name)\" to \"\(newName)\" in table \"\(id.name)\" "
          + "as a column/relationship with the name already exists")
    }
    let users = Set(metadata.dependents(of: .relationship(id, name), foreignKeys: foreignKeys).compactMap(\.table))
    let walk = PredicateWalk(metadata: metadata, foreignKeys: foreignKeys)
    let visitor = PredicateWalk.Visitor(field: { table, field, _ in table == id && field == name ? newName : field })
    try metadata.editTables(
      where: { other, _ in other == id || users.contains(other) },
      { other, json throws(EngineError) in
        if other == id { try rename(in: &json, relationship.cardinality) }
        try walk.rewritePermissions(of: &json, on: other, visitor)
      })
    return Touched(created: [.relationship(newName, relationship.cardinality, id)])
  }

  private func rename(in json: inout JSONObject, _ cardinality: Relationship.Cardinality) throws(EngineError) {
    try json.editEntries(of: "\(cardinality.rawValue)_relationships") { entry throws(EngineError) in
      var entry = entry
      if entry.has(name, at: "name") { entry["name"] = .string(newName) }
      return entry
    }
  }
}
