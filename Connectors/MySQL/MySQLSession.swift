import ConnectorKit
import ConnectorProtocol
import SQLConnector

/// One connection of a source.
final class MySQLSession: Session {
  private let connection: MySQLConnection
  private let database: MySQLDatabase
  private let dialect: MySQLDialect
  private let nullability: MySQLNullability
  private let schema: String

  init(_ settings: MySQLSettings) throws(ConnectorError) {
    connection = try MySQLConnection(settings)
    database = MySQLDatabase(connection)
    schema = settings.database
    nullability = MySQLNullability(database, schema: schema)
    dialect = MySQLDialect(isMariaDB: connection.isMariaDB, nullability: nullability)
  }

  func compile(_ query: Query) throws(ConnectorError) -> any CompiledQuery {
    try SQLQuery(query, dialect: dialect, database: database)
  }

  /// Tables are named by themselves; `db.table` is accepted for the connection's own database.
  func describe(_ call: DescribeCall) throws(ConnectorError) -> SourceSchema {
    nullability.reset()
    let wanted = call.tables.map { tables in
      Set(tables.compactMap { $0.path.count == 1 || $0.path.first == schema ? $0.name : nil })
    }
    return try MySQLIntrospection(database: database, schema: schema).describe(only: wanted, namesOnly: call.namesOnly)
  }

  func mutate(_ call: MutationCall, context: CallContext) throws(ConnectorError) -> [MutationResult] {
    try SQLMutation(dialect: dialect, database: database).run(call, context: context)
  }

  func explain(_ query: Query, parameters: [Parameter], keys: KeyColumns) throws(ConnectorError) -> ExplainResult {
    try SQLQuery(query, dialect: dialect, database: database).explain(parameters: parameters, keys: keys)
  }

  func runSQL(_ call: RawSQLCall, context: CallContext) throws(ConnectorError) -> RawSQLResult {
    try connection.runSQL(call)
  }

  func begin() throws(ConnectorError) { try connection.begin(snapshot: false) }
  func commit() throws(ConnectorError) { try connection.commit() }
  func rollback() throws(ConnectorError) { connection.rollback() }
  func checkHealth() throws(ConnectorError) { try connection.ping() }
  func cancel() { connection.cancel() }

  /// The connection is closed with its last statement.
  func close() {}
}
