package import SQLConnector

extension MySQLConnector {
  /// The SQL of this kind (as MariaDB has it), for whoever looks at statements without a database.
  package static var dialect: any SQLDialect { MySQLDialect(isMariaDB: true) }
}
