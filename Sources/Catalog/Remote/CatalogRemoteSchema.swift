package import Errors
package import GraphQL
import Metadata

/// A remote schema whose server described itself.
package final class CatalogRemoteSchema: Sendable {
  package let name: String
  /// As the server describes it, in its own names.
  package let upstream: Schema
  let names: RemoteNames
  /// What roles see, by role; the administrator sees everything.
  let permissions: [String: RemotePermission]

  init(name: String, upstream: Schema, names: RemoteNames, permissions: [String: RemotePermission]) {
    self.name = name
    self.upstream = upstream
    self.names = names
    self.permissions = permissions
  }

  /// This remote schema with other permissions.
  func with(permissions: [String: RemotePermission]) -> CatalogRemoteSchema {
    CatalogRemoteSchema(name: name, upstream: upstream, names: names, permissions: permissions)
  }
}

/// What is known of a remote schema when a catalog is resolved.
package enum RemoteSchemaState: Sendable {
  case available(Schema)
  case unavailable(EngineError)
}
