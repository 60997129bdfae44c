import Errors
import JSON

extension ReloadRequest {
  /// `reload_metadata`; each scope is a boolean or a list of names. Sources are introspected unless the request says no.
  init(metadata context: CommandContext) throws(EngineError) {
    let arguments = Arguments(context.args.objectValue ?? [:])
    sources = try arguments.readOptional("reload_sources", Self.scope) ?? .all
    remoteSchemas = try arguments.readOptional("reload_remote_schemas", Self.scope) ?? .all
    recreateEventTriggers = try arguments.readOptional("recreate_event_triggers", Self.scope) ?? .named([])
    isOfRemoteSchema = false
  }

  /// `reload_remote_schema`.
  init(remoteSchema context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "RemoteSchemaNameQuery")
    remoteSchemas = .named([try arguments.name("name")])
    sources = .named([])
    recreateEventTriggers = .named([])
    isOfRemoteSchema = true
  }

  private static func scope(_ json: JSON) throws(EngineError) -> Scope {
    if let all = json.boolValue { return all ? .all : .named([]) }
    return .named(try Expect.strings(json))
  }
}
