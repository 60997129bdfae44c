import Errors
import JSON

/// `untrack_function`.
struct UntrackFunction: MetadataChange {
  private let target: TableTarget

  init(_ context: CommandContext) throws(EngineError) { target = try context.function() }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, _) = try metadata.trackedFunction(target)
    metadata = try metadata.dropping([.function(id)])
    return Touched()
  }
}

extension CommandContext {
  /// The function that `args` names, or is.
  func function() throws(EngineError) -> TableTarget {
    guard let object = args.objectValue, object["function"] != nil else {
      return TableTarget(target: SourceTarget(source: "default", kind: kind?.name), table: args)
    }
    return try table(Arguments(object), key: "function")
  }
}

extension Metadata {
  /// The tracked function that a request names; `not-exists` when it is not tracked.
  func trackedFunction(_ target: TableTarget) throws(EngineError) -> (id: TableID, function: TrackedFunction) {
    let source = try source(target.target)
    let name = try at(.key("function")) { () throws(EngineError) in try source.tableNaming.name(target.table) }
    guard let function = source.function(name) else {
      throw EngineError(.notExists, "function \"\(name)\" does not exist in source: \(source.name)")
    }
    return (TableID(source: source.name, name: name), function)
  }

  /// Edits the entry of a tracked function.
  mutating func editFunction(
    _ id: TableID, _ edit: (inout JSONObject) throws(EngineError) -> Void
  ) throws(EngineError) {
    guard let naming = sources[id.source]?.tableNaming else { return }
    try editSource(id.source) { json throws(EngineError) in
      try json.editEntries(of: "functions") { entry throws(EngineError) in
        guard let spelling = entry["function"], try naming.name(spelling) == id.name else { return entry }
        var entry = entry
        try edit(&entry)
        return entry
      }
    }
  }
}
