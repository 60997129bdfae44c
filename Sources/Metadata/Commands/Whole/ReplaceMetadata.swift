import Errors
import JSON

/// `replace_metadata`.
struct ReplaceMetadata: MetadataChange {
  private let replacement: Metadata
  private let allowsInconsistent: Bool
  let answer: ChangeAnswer

  /// Version 1 has the metadata itself as `args`, version 2 wraps it; the wrapped form is known in both, as in Hasura.
  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "ReplaceMetadata")
    let kinds = context.kinds
    guard context.version == 2 || arguments.optional("metadata") != nil else {
      replacement = try Metadata(context.args, kinds: kinds)
      (allowsInconsistent, answer) = (false, .success)
      return
    }
    allowsInconsistent = try arguments.flag("allow_inconsistent_metadata")
    replacement = try arguments.read("metadata") { json throws(EngineError) in try Metadata(json, kinds: kinds) }
    answer = .consistency
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    metadata = replacement
    return Touched(
      sources: Set(replacement.sources.map(\.name)),
      remoteSchemas: Set(replacement.entries("remote_schemas").compactMap { $0["name"]?.stringValue }),
      tolerance: allowsInconsistent ? .everything : .none)
  }
}
