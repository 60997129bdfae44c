import Errors
import JSON

/// `create_object_relationship`, `create_array_relationship`.
struct CreateRelationship: MetadataChange {
  private let target: TableTarget
  private let cardinality: Relationship.Cardinality
  private let name: String
  private let members: JSONObject

  init(_ context: CommandContext, cardinality: Relationship.Cardinality) throws(EngineError) {
    let arguments = try context.arguments(as: "WithTable")
    self.cardinality = cardinality
    target = try context.table(arguments)
    name = try arguments.name("name")
    _ = try arguments.object("using", as: "using")
    _ = try arguments.optionalString("comment")
    members = arguments.object.picking("name", "using", "comment")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, table) = try metadata.trackedTable(target)
    try table.refuseTakenField(name)
    let naming = try metadata.source(target.target).tableNaming
    _ = try Relationship(members, cardinality: cardinality, naming: naming)
    let entry = members.editingUsing { (try? naming.name($0)).map(naming.json) ?? $0 }
    try metadata.editTable(id) { json throws(EngineError) in
      json.append(.object(entry), to: "\(cardinality.rawValue)_relationships")
    }
    return Touched(created: [.relationship(name, cardinality, id)], tolerance: .createdMustBeConsistent)
  }
}

extension TrackedTable {
  /// Throws `already-exists` when a relationship or a computed field has the name. Columns are the Catalog's matter.
  func refuseTakenField(_ field: String) throws(EngineError) {
    guard declaresField(field) else { return }
    throw EngineError(.alreadyExists, "field with name \"\(field)\" already exists in table \"\(name)\"")
  }
}
