import Errors
import JSON

/// `<kind>_track_native_query` and `<kind>_untrack_native_query`.
struct TrackNativeQuery: MetadataChange {
  private let target: SourceTarget
  private let name: String
  /// nil takes the query away.
  private let entry: JSONObject?

  init(_ context: CommandContext, isUntrack: Bool) throws(EngineError) {
    let arguments = try context.arguments(as: isUntrack ? "UntrackNativeQuery" : "TrackNativeQuery")
    target = try context.source(arguments)
    name = try arguments.name("root_field_name")
    entry = isUntrack ? nil : arguments.object.leavingOut("source")
    guard let entry else { return }
    let query = try DeclaredNativeQuery(entry)
    try query.checkArguments()
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let source = try metadata.source(target)
    let isThere = source.nativeQueries.contains { $0.name == name }
    let id = TableID(source: source.name, name: .nativeQuery(name))
    guard let entry else {
      guard isThere else { throw EngineError(.notFound, "Native query \"\(name)\" not found in source \"\(source.name)\".") }
      try metadata.editSource(source.name) { json throws(EngineError) in
        json.removeEntries(from: "native_queries") { $0.has(name, at: "root_field_name") }
      }
      return .nothing
    }
    guard !isThere else { throw EngineError(.alreadyTracked, "Native query '\(name)' is already tracked.") }
    let query = try DeclaredNativeQuery(entry)
    guard source.model(of: query) != nil else {
      throw EngineError(.notFound, "Logical model \"\(query.returns)\" not found.")
    }
    try metadata.editSource(source.name) { json throws(EngineError) in json.append(.object(entry), to: "native_queries") }
    return Touched(
      tables: [id], created: [.nativeQuery(name, source: source.name)], tolerance: .createdMustBeConsistent)
  }
}

extension DeclaredNativeQuery {
  /// Throws `validation-failed` in Hasura's words unless the text uses the declared arguments and no others.
  func checkArguments() throws(EngineError) {
    guard let problem = argumentProblem else { return }
    throw EngineError(.validationFailed, problem)
  }

  /// What is wrong with the arguments.
  package var argumentProblem: String? {
    let used = Set(template.names)
    let declared = Set(arguments.map(\.name))
    let listed = { (names: Set<String>) in names.sorted().map { "'\($0)'" }.joined(separator: ", ") }
    let undeclared = used.subtracting(declared)
    if !undeclared.isEmpty {
      return "The following columns are used in the query, but are not declared as arguments: \(listed(undeclared))"
    }
    let unused = declared.subtracting(used)
    return unused.isEmpty ? nil : "The following columns are declared as arguments, but are not used in the query: \(listed(unused))"
  }
}
