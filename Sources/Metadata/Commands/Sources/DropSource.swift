import Errors

/// `<kind>_drop_source`: with `cascade`, remote relationships that lead to the source go with it.
struct DropSource: MetadataChange {
  private let target: SourceTarget
  private let cascade: Bool

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "DropSource")
    _ = try arguments.name("name")
    target = try context.source(arguments, key: "name")
    cascade = try arguments.flag("cascade")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let name = try metadata.source(target).name
    let dependents = metadata.dependents(of: .source(name), foreignKeys: foreignKeys)
    guard cascade || dependents.isEmpty else { throw .dependentObjectsExist(dependents) }
    metadata = try metadata.dropping(dependents + [.source(name)])
    return Touched()
  }
}
