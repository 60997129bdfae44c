package import SQLConnector

extension PostgresConnector {
  /// The SQL of this kind, for whoever looks at statements without a database.
  package static var dialect: any SQLDialect { PostgresDialect() }
}
