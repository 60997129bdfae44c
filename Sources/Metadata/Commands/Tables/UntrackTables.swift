import Errors

/// `<kind>_untrack_tables`: tables that cannot be untracked become warnings, unless `allow_warnings` is false.
struct UntrackTables: MetadataChange {
  private let tables: [UntrackTable]
  private let allowsWarnings: Bool

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "UntrackTables")
    allowsWarnings = try arguments.flag("allow_warnings", default: true)
    _ = try arguments.value("tables")
    tables = try arguments.list("tables") { table throws(EngineError) in try UntrackTable(context.with(args: table)) }
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    var all: Set<TableID> = []
    for table in tables { all.insert(try table.tableID(in: metadata)) }
    var touched = Touched()
    for table in tables {
      if let warning = try table.applyOrWarn(to: &metadata, foreignKeys: foreignKeys, besides: all) { touched.warnings.append(warning) }
    }
    try touched.refuseWarnings(allowed: allowsWarnings, allFailed: "all tables failed to untrack", of: tables.count)
    return touched
  }
}
