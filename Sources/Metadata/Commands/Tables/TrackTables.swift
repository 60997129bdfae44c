import Errors
import JSON

/// `<kind>_track_tables`: tables that cannot be tracked become warnings, unless `allow_warnings` is false.
struct TrackTables: MetadataChange {
  private let tables: [TrackTable]
  private let allowsWarnings: Bool

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "TrackTables")
    allowsWarnings = try arguments.flag("allow_warnings", default: true)
    _ = try arguments.value("tables")
    tables = try arguments.list("tables") { table throws(EngineError) in try TrackTable(context.with(args: table)) }
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    var touched = Touched(tolerance: allowsWarnings ? .createdBecomeWarnings : .createdMustBeConsistent)
    for table in tables {
      let one = try table.applyOrWarn(to: &metadata)
      touched.tables.formUnion(one.tables)
      touched.created += one.created
      touched.warnings += one.warnings
    }
    try touched.refuseWarnings(allowed: allowsWarnings, allFailed: "all tables failed to track", of: tables.count)
    return touched
  }
}

extension Touched {
  /// Throws `metadata-warnings` when warnings are not allowed, or when nothing but warnings is left.
  func refuseWarnings(allowed: Bool, allFailed: String, of count: Int) throws(EngineError) {
    guard !warnings.isEmpty, !allowed || warnings.count == count else { return }
    let message = allowed ? allFailed : "failed due to metadata warnings"
    throw EngineError(.metadataWarnings, message, detail: .array(warnings.map(\.json)))
  }
}
