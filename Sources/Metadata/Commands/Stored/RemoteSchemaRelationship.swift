import Errors
import JSON

/// `create_`, `update_` and `delete_remote_schema_remote_relationship`.
struct RemoteSchemaRelationship: MetadataChange {
  /// What is done with the relationship.
  enum Operation: Sendable {
    case create
    case update
    case delete
  }

  private let operation: Operation
  private let schema: String
  private let type: String
  private let name: String
  private let definition: JSONObject?

  /// The type is `type_name`; the documentation of Hasura says `type`.
  init(_ context: CommandContext, _ operation: Operation) throws(EngineError) {
    let arguments = try context.arguments(as: "RemoteSchemaRemoteRelationship")
    self.operation = operation
    schema = try arguments.name("remote_schema")
    type = try arguments.optional("type") == nil ? arguments.name("type_name") : arguments.name("type")
    name = try arguments.name("name")
    definition = operation == .delete ? nil : try RemoteRelationshipForm.definition(Arguments(arguments.object.leavingOut("remote_schema")))
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    guard let entry = metadata.entries("remote_schemas").first(where: { $0.has(schema, at: "name") }) else {
      throw EngineError(.notExists, "remote schema with name \"\(schema)\" does not exist")
    }
    let types = entry["remote_relationships"]?.arrayValue ?? []
    let holder = types.first { $0["type_name"]?.stringValue == type }
    let isThere = holder?["relationships"]?.arrayValue?.contains { $0["name"]?.stringValue == name } ?? false
    try check(isThere)
    let canonical = definition.map(metadata.canonical)
    try metadata.editEntry(of: "remote_schemas", named: schema) { entry throws(EngineError) in
      if holder == nil { entry.append(["type_name": .string(type), "relationships": []], to: "remote_relationships") }
      try entry.editRelationships(of: type) { edited($0, canonical) }
    }
    guard operation != .delete else { return Touched() }
    return Touched(
      created: [.remoteSchemaRemoteRelationship(name, type: type, schema: schema)], tolerance: .createdMustBeConsistent)
  }

  private func check(_ isThere: Bool) throws(EngineError) {
    switch operation {
    case .create where isThere: throw EngineError(.alreadyExists, "field with name \"\(name)\" already exists in type \"\(type)\"")
    case .update where !isThere, .delete where !isThere:
      throw EngineError(.notExists, "no relationship defined on remote schema \"\(schema)\" with name \"\(name)\"")
    case .create, .update, .delete: return
    }
  }

  private func edited(_ relationships: [JSON], _ definition: JSONObject?) -> [JSON] {
    let isMeant = { (json: JSON) in json["name"]?.stringValue == name }
    guard let definition else { return relationships.filter { !isMeant($0) } }
    let entry: JSON = ["name": .string(name), "definition": .object(definition)]
    guard relationships.contains(where: isMeant) else { return relationships + [entry] }
    return relationships.map { isMeant($0) ? entry : $0 }
  }
}
