import Errors

/// `untrack_table`: refused while objects elsewhere refer to the table, unless `cascade` drops them.
struct UntrackTable: MetadataChange {
  private let target: TableTarget
  private let cascade: Bool

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "UntrackTable")
    target = try context.table(arguments)
    cascade = try arguments.flag("cascade")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let id = try metadata.tableID(target)
    try untrack(id, in: &metadata, foreignKeys: foreignKeys, besides: [])
    return Touched()
  }

  func tableID(in metadata: Metadata) throws(EngineError) -> TableID { try metadata.tableID(target) }

  /// The error as a warning; dependents on tables that are untracked anyway do not count.
  func applyOrWarn(
    to metadata: inout Metadata, foreignKeys: ForeignKeys, besides others: Set<TableID>
  ) throws(EngineError) -> MetadataWarning? {
    let id = try metadata.tableID(target)
    do throws(EngineError) {
      try untrack(id, in: &metadata, foreignKeys: foreignKeys, besides: others)
      return nil
    } catch {
      return MetadataWarning(code: "untrack-table-failed", message: error.message, object: .table(id))
    }
  }

  private func untrack(
    _ id: TableID, in metadata: inout Metadata, foreignKeys: ForeignKeys, besides others: Set<TableID>
  ) throws(EngineError) {
    guard metadata.table(id) != nil else {
      throw EngineError(.alreadyUntracked, "view/table already untracked: \"\(id.name)\"")
    }
    let dependents = metadata.dependents(of: .table(id), foreignKeys: foreignKeys)
    let indirect = dependents.filter { $0.table.map { !others.contains($0) } ?? true }
    guard cascade || indirect.isEmpty else { throw .dependentObjectsExist(indirect) }
    metadata = try metadata.dropping(dependents + [.table(id)])
  }
}
