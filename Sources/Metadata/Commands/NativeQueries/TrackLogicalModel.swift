import Errors
import JSON

/// `<kind>_track_logical_model` and `<kind>_untrack_logical_model`.
struct TrackLogicalModel: MetadataChange {
  private let target: SourceTarget
  private let name: String
  /// nil takes the model away.
  private let entry: JSONObject?

  init(_ context: CommandContext, isUntrack: Bool) throws(EngineError) {
    let arguments = try context.arguments(as: isUntrack ? "UntrackLogicalModel" : "TrackLogicalModel")
    target = try context.source(arguments)
    name = try arguments.name("name")
    entry = isUntrack ? nil : arguments.object.leavingOut("source")
    if let entry { _ = try LogicalModel(entry) }
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let source = try metadata.source(target)
    guard let entry else { return try untrack(from: source, &metadata) }
    guard source.logicalModel(name) == nil else { throw EngineError(.alreadyTracked, "Logical model '\(name)' is already tracked.") }
    try metadata.editSource(source.name) { json throws(EngineError) in json.append(.object(entry), to: "logical_models") }
    // Queries may have waited for the model.
    let waiting = source.nativeQueries.filter { $0.returns == name }.map { TableID(source: source.name, name: .nativeQuery($0.name)) }
    return Touched(
      tables: Set(waiting), created: [.logicalModel(name, source: source.name)], tolerance: .createdMustBeConsistent)
  }

  private func untrack(from source: Source, _ metadata: inout Metadata) throws(EngineError) -> Touched {
    guard source.logicalModel(name) != nil else {
      throw EngineError(.notFound, "Logical model \"\(name)\" not found in source \"\(source.name)\".")
    }
    if let user = source.nativeQueries.first(where: { $0.model == nil && $0.returns == name }) {
      throw EngineError(.constraintViolation, "Logical model \"\(name)\" still being used by native query \"\(user.name)\".")
    }
    try metadata.editSource(source.name) { json throws(EngineError) in
      json.removeEntries(from: "logical_models") { $0.has(name, at: "name") }
    }
    return .nothing
  }
}
