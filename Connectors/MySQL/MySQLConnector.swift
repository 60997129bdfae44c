public import ConnectorKit
public import ConnectorProtocol

/// MariaDB and MySQL.
public struct MySQLConnector: Connector {
  /// The connector of the executable `joinery-mysql`.
  public init() {}

  /// What the program serves: the kind `mysql`, also called `mariadb`.
  public var manifest: Manifest {
    Manifest(
      name: "joinery-mysql", version: "0.1.0",
      kinds: [
        Manifest.Kind(
          name: "mysql", aliases: ["mariadb"], commandPrefixes: ["mysql", "mariadb"], urlSchemes: ["mysql", "mariadb"],
          tableNaming: Manifest.TableNaming(components: ["database", "name"], isObject: false), displayName: "MySQL")
      ])
  }

  /// What every MariaDB or MySQL source can do.
  public var capabilities: Capabilities {
    Capabilities(
      typeSuffix: "_MySQL", scalars: MySQLScalars.all,
      features: [
        .relationships, .lookups, .aggregates, .distinctOn, .rawSQL, .mutations, .transactions, .explain, .cancel, .aggregatePredicates,
        .orderByRelationship, .nativeQueries, .keyFilters, .masks,
      ])
  }

  /// Connects to the database that the configuration names.
  public func open(_ call: OpenCall) throws(ConnectorError) -> any Session {
    try MySQLSession(MySQLSettings(configuration: call.configuration))
  }
}
