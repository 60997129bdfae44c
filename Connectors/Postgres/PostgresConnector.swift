public import ConnectorKit
public import ConnectorProtocol

/// PostgreSQL through libpq.
public struct PostgresConnector: Connector {
  /// A connector without settings of its own: everything differs from source to source.
  public init() {}

  /// How the kind is named in metadata, and the few environment variables that libpq and its TLS library read.
  public var manifest: Manifest {
    Manifest(
      name: "joinery-postgres", version: "0.1.0",
      kinds: [
        Manifest.Kind(
          name: "postgres", aliases: ["pg"], commandPrefixes: ["pg", "postgres"], urlSchemes: ["postgres", "postgresql"],
          tableNaming: Manifest.TableNaming(components: ["schema", "name"], defaults: ["schema": "public"], isObject: true),
          displayName: "PostgreSQL")
      ],
      environment: ["PATH", "TZ", "HOME", "LANG", "LC_ALL", "SSL_CERT_FILE", "SSL_CERT_DIR", "PGSSLROOTCERT", "PGSYSCONFDIR"])
  }

  /// The scalars as Hasura names them; every feature there is.
  public var capabilities: Capabilities {
    Capabilities(scalars: PostgresScalars.all, features: Set(Capabilities.Feature.allCases))
  }

  /// Connects as the configuration says. Throws family `user` for a configuration that cannot be read, else `unavailable`.
  public func open(_ call: OpenCall) throws(ConnectorError) -> any Session {
    PostgresSession(try PostgresConnection(try PostgresConfiguration(call.configuration)))
  }
}
