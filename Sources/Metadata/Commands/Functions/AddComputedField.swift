import Errors
import JSON

/// `add_computed_field`.
struct AddComputedField: MetadataChange {
  private let target: TableTarget
  private let name: String
  private let members: JSONObject

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "AddComputedField")
    target = try context.table(arguments)
    name = try arguments.name("name")
    _ = try arguments.object("definition", as: "ComputedFieldDefinition")
    members = arguments.object.picking("name", "definition", "comment")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, table) = try metadata.trackedTable(target)
    try table.refuseTakenField(name)
    let naming = try metadata.source(target.target).tableNaming
    let field = try ComputedField(members, naming: naming)
    var entry = members
    if var definition = entry["definition"]?.objectValue {
      definition["function"] = naming.json(field.function)
      entry["definition"] = .object(definition)
    }
    try metadata.editTable(id) { json throws(EngineError) in json.append(.object(entry), to: "computed_fields") }
    return Touched(
      tables: [TableID(source: id.source, name: field.function)], created: [.computedField(name, id)],
      tolerance: .createdMustBeConsistent)
  }
}
