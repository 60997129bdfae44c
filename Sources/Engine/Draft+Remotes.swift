import Errors
import JSON
import Metadata

extension Draft {
  /// Asks servers for their schemas again. Throws for a name that is not declared.
  mutating func reloadRemotes(_ scope: ReloadRequest.Scope) async throws(EngineError) {
    let declared = metadata.remoteSchemas
    if case .named(let names) = scope, let unknown = names.first(where: { name in !declared.contains { $0.name == name } }) {
      throw EngineError(.notExists, "remote schema with name \"\(unknown)\" does not exist", at: ["args"])
    }
    let found = await connections.remotes.connect(
      declared.filter { remote in
        switch scope {
        case .all: true
        case .named(let names): names.contains(remote.name)
        }
      }, of: metadata)
    take(found)
  }

  /// `reload_remote_schema`: refused when something becomes inconsistent by it.
  mutating func reloadRemoteSchema(_ reload: ReloadRequest) async throws(EngineError) -> JSON {
    var next = self
    try await next.reloadRemotes(reload.remoteSchemas)
    try next.refuseNewInconsistencies(before: catalog)
    self = next
    return MetadataAnswer.success
  }

  /// Permissions of remote schemas that nobody enforces are refused, in Hasura's words.
  func refuseUselessPermissions(_ created: [MetadataObjectID]) throws(EngineError) {
    let hasOne = created.contains { if case .remoteSchemaPermission = $0 { true } else { false } }
    guard hasOne, !connections.options.hasRemoteSchemaPermissions else { return }
    throw EngineError(
      .constraintViolation,
      "remote schema permissions can only be added when remote schema permissions are enabled in the graphql-engine", at: ["args"])
  }

  /// `introspect_remote_schema`.
  func introspection(ofRemote name: String) throws(EngineError) -> JSON {
    guard let remote = remotes[name] else { throw EngineError(.notExists, "remote schema: \"\(name)\" not found", at: ["args"]) }
    if let introspection = remote.introspection { return introspection }
    if case .unavailable(let error) = remote.state { throw error }
    throw EngineError(.remoteSchemaError, "remote schema \"\(name)\" was not asked for its schema yet")
  }
}
