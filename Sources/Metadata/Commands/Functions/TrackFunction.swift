import Errors
import JSON

/// `track_function`.
struct TrackFunction: MetadataChange {
  private let target: TableTarget
  private let members: JSONObject

  /// `args` is `{function, source?, configuration?, comment?}`, or the function itself.
  init(_ context: CommandContext) throws(EngineError) {
    guard let object = context.args.objectValue, object["function"] != nil else {
      target = TableTarget(target: SourceTarget(source: "default", kind: context.kind?.name), table: context.args)
      members = [:]
      return
    }
    let arguments = Arguments(object)
    target = try context.table(arguments, key: "function")
    _ = try arguments.optionalObject("configuration", as: "FunctionConfig")
    _ = try arguments.optionalString("comment")
    members = object.picking("configuration", "comment")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let source = try metadata.source(target.target)
    let name = try at(.key("function")) { () throws(EngineError) in try source.tableNaming.name(target.table) }
    guard source.function(name) == nil else {
      throw EngineError(.alreadyTracked, "function already tracked: \"\(name)\"")
    }
    guard source.tables[name] == nil else {
      throw EngineError(.notSupported, "table with name \"\(name)\" already exists")
    }
    let entry = JSONObject([("function", source.tableNaming.json(name))] + members.entries)
    try metadata.editSource(source.name) { json throws(EngineError) in json.append(.object(entry), to: "functions") }
    let id = TableID(source: source.name, name: name)
    return Touched(tables: [id], created: [.function(id)], tolerance: .createdMustBeConsistent)
  }
}
