import Errors
import JSON

/// `create_remote_relationship` and `update_remote_relationship`; an update replaces the whole definition.
struct DefineRemoteRelationship: MetadataChange {
  private let target: TableTarget
  private let name: String
  private let definition: JSONObject
  private let isUpdate: Bool

  init(_ context: CommandContext, isUpdate: Bool) throws(EngineError) {
    let arguments = try context.arguments(as: "CreateFromSourceRelationship")
    self.isUpdate = isUpdate
    target = try context.table(arguments)
    name = try arguments.name("name")
    definition = try RemoteRelationshipForm.definition(arguments)
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, table) = try metadata.trackedTable(target)
    if isUpdate {
      guard table.remoteRelationship(name) != nil else { throw EngineError(.notExists, "\"\(name)\" does not exist") }
    } else {
      try table.refuseTakenField(name)
    }
    let entry: JSON = ["name": .string(name), "definition": .object(metadata.canonical(definition))]
    try metadata.editTable(id) { json throws(EngineError) in
      guard isUpdate else { return json.append(entry, to: "remote_relationships") }
      try json.editEntries(of: "remote_relationships") { other throws(EngineError) in
        other.has(name, at: "name") ? entry.objectValue : other
      }
    }
    return Touched(created: [.remoteRelationship(name, id)], tolerance: .createdMustBeConsistent)
  }
}

extension Metadata {
  /// The definition with its target table spelled as the target's kind exports it; unknown targets stay as given.
  func canonical(_ definition: JSONObject) -> JSONObject {
    guard var toSource = definition["to_source"]?.objectValue, let source = toSource["source"]?.stringValue.flatMap({ sources[$0] }),
      let table = toSource["table"], let name = try? source.tableNaming.name(table)
    else { return definition }
    toSource["table"] = source.tableNaming.json(name)
    var definition = definition
    definition["to_source"] = .object(toSource)
    return definition
  }
}
