import Errors
import JSON

/// `replace_metadata`.
struct ReplaceMetadata: MetadataChange {
  private let replacement: Replacement
  private let allowsInconsistent: Bool
  let answer: ChangeAnswer

  /// Version 1 has the metadata itself as `args`, version 2 wraps it; the wrapped form is known in both, as in Hasura.
  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "ReplaceMetadata")
    let kinds = context.kinds
    guard context.version == 2 || arguments.optional("metadata") != nil else {
      replacement = try Replacement(context.args, kinds: kinds)
      (allowsInconsistent, answer) = (false, .success)
      return
    }
    allowsInconsistent = try arguments.flag("allow_inconsistent_metadata")
    replacement = try arguments.read("metadata") { json throws(EngineError) in try Replacement(json, kinds: kinds) }
    answer = .consistency
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    switch replacement {
    case .whole(let replacement): metadata = replacement
    case .ofDefaultSource(let members): try metadata.replaceDefaultSource(members)
    }
    return Touched(
      sources: Set(metadata.sources.map(\.name)),
      remoteSchemas: Set(metadata.entries("remote_schemas").compactMap { $0["name"]?.stringValue }),
      tolerance: allowsInconsistent ? .everything : .none)
  }
}

/// What metadata is replaced by.
private enum Replacement: Sendable {
  case whole(Metadata)
  /// Metadata of version 1 or 2, which knew one source: `tables` and `functions` stand at the top.
  case ofDefaultSource(JSONObject)

  init(_ json: JSON, kinds: Kinds) throws(EngineError) {
    let arguments = try Arguments(json, as: "Metadata")
    let version = try arguments.optionalInt("version")
    try Metadata.checkNetwork(arguments)
    guard arguments.optional("sources") == nil, version != 3 else {
      self = .whole(try Metadata(json, kinds: kinds))
      return
    }
    _ = try arguments.read("tables", Expect.array)
    self = .ofDefaultSource(arguments.object)
  }
}

extension Metadata {
  fileprivate mutating func replaceDefaultSource(_ replacement: JSONObject) throws(EngineError) {
    guard let source = sources["default"] else {
      throw EngineError(.notSupported, "cannot import metadata without sources since no default source is defined")
    }
    var entry = source.members.leavingOut("functions")
    entry["tables"] = replacement["tables"]
    entry["functions"] = replacement["functions"]
    sources["default"] = try Source(entry, kinds: kinds)
    let rest = replacement.leavingOut("version", "tables", "functions")
    members = JSONObject([("version", 3), ("sources", .null)] + rest.entries)
  }
}
