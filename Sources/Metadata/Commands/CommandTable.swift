import Errors
import JSON

/// Every command by its name.
enum CommandTable {
  typealias Decode = @Sendable (CommandContext) throws(EngineError) -> Command

  /// Commands that need no prefix: the generic ones, and those that Hasura's first API had for its only source.
  static let unprefixed: [String: Decode] = merged(whole, ofSource, topLists, topMembers, remoteSchemas)

  /// Commands that may follow the prefix of a kind.
  static let prefixed: [String: Decode] = merged(ofSource, ofSourceWithPrefix)

  private static let whole: [String: Decode] = [
    "replace_metadata": { context throws(EngineError) in .change(try ReplaceMetadata(context)) },
    "clear_metadata": { _ in .change(ClearMetadata()) },
    "export_metadata": { _ in .read(.export) },
    "get_inconsistent_metadata": { _ in .read(.inconsistencies) },
    "drop_inconsistent_metadata": { _ in .dropInconsistent },
    "reload_metadata": { context throws(EngineError) in .reload(try ReloadRequest(metadata: context)) },
    "introspect_remote_schema": { context throws(EngineError) in
      .read(.remoteSchema(try context.arguments(as: "RemoteSchemaNameQuery").name("name")))
    },
    "reload_remote_schema": { context throws(EngineError) in .reload(try ReloadRequest(remoteSchema: context)) },
    "rename_source": { context throws(EngineError) in .change(try RenameSource(context)) },
    "list_source_kinds": { _ in .read(.sourceKinds) },
    "get_source_kind_capabilities": { context throws(EngineError) in
      .read(.sourceKindCapabilities(kind: try context.arguments(as: "GetSourceKindCapabilities").name("name")))
    },
    "get_cron_triggers": { _ in .read(.cronTriggers) },
    "bulk": { context throws(EngineError) in try context.bulk(.sequential) },
    "bulk_keep_going": { context throws(EngineError) in try context.bulk(.keepGoing) },
    "bulk_atomic": { context throws(EngineError) in try context.bulk(.atomic) },
    "concurrent_bulk": { context throws(EngineError) in try context.bulk(.concurrent) },
  ]

  private static func merged(_ tables: [String: Decode]...) -> [String: Decode] {
    tables.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
  }
}

extension CommandContext {
  fileprivate func bulk(_ mode: BulkMode) throws(EngineError) -> Command {
    var requests: [MetadataRequest] = []
    for (index, request) in try Expect.array(args).enumerated() {
      requests.append(
        try at(.index(index)) { () throws(EngineError) in try MetadataRequest(decoding: request, kinds: kinds, api: api) })
    }
    return .bulk(mode, requests)
  }
}
