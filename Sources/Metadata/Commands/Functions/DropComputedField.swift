import Errors

/// `drop_computed_field`: refused while permissions use the field, unless `cascade` drops them.
struct DropComputedField: MetadataChange {
  private let target: TableTarget
  private let name: String
  private let cascade: Bool

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "DropComputedField")
    target = try context.table(arguments)
    name = try arguments.name("name")
    cascade = try arguments.flag("cascade")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, table) = try metadata.trackedTable(target)
    guard table.computedField(name) != nil else {
      throw EngineError(.notExists, "computed field \"\(name)\" does not exist")
    }
    let dependents = metadata.dependents(of: .computedField(id, name), foreignKeys: foreignKeys)
    guard cascade || dependents.isEmpty else { throw .dependentObjectsExist(dependents) }
    metadata = try metadata.dropping(dependents + [.computedField(name, id)])
    return Touched()
  }
}
