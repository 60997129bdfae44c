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
  /// What objects are joined with, by the server's name of their type.
  let relationships: [String: [CatalogTypeRelationship]]

  init(
    name: String, upstream: Schema, names: RemoteNames, permissions: [String: RemotePermission],
    relationships: [String: [CatalogTypeRelationship]] = [:]
  ) {
    self.name = name
    self.upstream = upstream
    self.names = names
    self.permissions = permissions
    self.relationships = relationships
  }

  /// This remote schema with relationships of its types.
  func with(relationships: [String: [CatalogTypeRelationship]]) -> CatalogRemoteSchema {
    CatalogRemoteSchema(name: name, upstream: upstream, names: names, permissions: permissions, relationships: relationships)
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
