public import ConnectorKit
public import ConnectorProtocol

/// SQLite files, and the host's default metadata store.
public struct SQLiteConnector: Connector {
  /// The connector of the executable `joinery-sqlite`.
  public init() {}

  /// What the program serves: the kind `sqlite`.
  public var manifest: Manifest {
    Manifest(
      name: "joinery-sqlite", version: "0.1.0",
      kinds: [
        Manifest.Kind(
          name: "sqlite", commandPrefixes: ["sqlite"], urlSchemes: ["sqlite", "file"],
          tableNaming: Manifest.TableNaming(components: ["schema", "name"], isObject: false), displayName: "SQLite")
      ])
  }

  /// What every SQLite source can do.
  public var capabilities: Capabilities {
    Capabilities(
      typeSuffix: "_SQLite", scalars: SQLiteScalars.all,
      features: [
        .relationships, .lookups, .aggregates, .distinctOn, .rawSQL, .mutations, .transactions, .explain, .cancel, .aggregatePredicates,
        .orderByRelationship, .metadataStore, .nativeQueries, .keyFilters, .masks,
      ])
  }

  /// Opens the file that the configuration names.
  public func open(_ call: OpenCall) throws(ConnectorError) -> any Session {
    try SQLiteSession(SQLiteSettings(configuration: call.configuration))
  }
}
