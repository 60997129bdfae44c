import Errors
import JSON

/// `track_table`, `<kind>_track_table`, `add_existing_table_or_view`.
struct TrackTable: MetadataChange {
  private let target: TableTarget
  private let members: JSONObject

  /// `args` is `{table, source?, configuration?, is_enum?, ...}`, or the table itself.
  init(_ context: CommandContext) throws(EngineError) {
    guard let object = context.args.objectValue, object["table"] != nil else {
      target = TableTarget(target: SourceTarget(source: "default", kind: context.kind?.name), table: context.args)
      members = [:]
      try Self.check(target, context)
      return
    }
    let arguments = Arguments(object)
    target = try context.table(arguments)
    var members = object.picking("configuration", "is_enum", "apollo_federation_config", "logical_model")
    _ = try arguments.readObject("configuration", as: "TableConfig", TableConfiguration.init)
    if members["configuration"]?.objectValue?.isEmpty == true { members["configuration"] = nil }
    if try !arguments.flag("is_enum") { members["is_enum"] = nil }
    self.members = members
    try at(.key("table")) { () throws(EngineError) in try Self.check(target, context) }
  }

  private static func check(_ target: TableTarget, _ context: CommandContext) throws(EngineError) {
    _ = try (context.kind?.tableNaming ?? .unknown).name(target.table)
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let id = try metadata.tableID(target)
    try metadata.track(id, members: members)
    return Touched(tables: [id], created: [.table(id)], tolerance: .createdMustBeConsistent)
  }

  /// The warning that stands for this table's error in `track_tables`, or what the table touches.
  func applyOrWarn(to metadata: inout Metadata) throws(EngineError) -> Touched {
    let id = try metadata.tableID(target)
    do throws(EngineError) {
      try metadata.track(id, members: members)
      return Touched(tables: [id], created: [.table(id)])
    } catch {
      return Touched(warnings: [MetadataWarning(code: "track-table-failed", message: error.message, object: .table(id))])
    }
  }
}

extension Metadata {
  fileprivate mutating func track(_ id: TableID, members: JSONObject) throws(EngineError) {
    guard var source = sources[id.source] else { return }
    guard source.tables[id.name] == nil else {
      throw EngineError(.alreadyTracked, "view/table already tracked: \"\(id.name)\"")
    }
    guard source.function(id.name) == nil else {
      throw EngineError(.notSupported, "function with name \"\(id.name)\" already exists")
    }
    let entry = JSONObject([("table", source.tableNaming.json(id.name))] + members.entries)
    source.tables[id.name] = try TrackedTable(entry, naming: source.tableNaming)
    sources[id.source] = source
  }
}
