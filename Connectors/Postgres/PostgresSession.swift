import ConnectorKit
import ConnectorProtocol
import SQLConnector

/// One connection as the kit drives it.
final class PostgresSession: Session {
  private let connection: PostgresConnection
  private let dialect: PostgresDialect

  init(_ connection: PostgresConnection) {
    self.connection = connection
    dialect = PostgresDialect(repairsText: connection.serverEncoding == "SQL_ASCII", partitions: PostgresPartitions(connection))
  }

  func compile(_ query: Query) throws(ConnectorError) -> any CompiledQuery {
    try SQLQuery(query, dialect: dialect, database: connection)
  }

  func describe(_ call: DescribeCall) throws(ConnectorError) -> SourceSchema {
    connection.setDeadline(milliseconds: 0)
    return try PostgresIntrospection(connection).describe(call)
  }

  func mutate(_ call: MutationCall, context: CallContext) throws(ConnectorError) -> [MutationResult] {
    try SQLMutation(dialect: dialect, database: connection).run(call, context: context)
  }

  func runSQL(_ call: RawSQLCall, context: CallContext) throws(ConnectorError) -> RawSQLResult {
    connection.setDeadline(milliseconds: context.deadline)
    return try connection.runRaw(call)
  }

  func explain(_ query: Query, parameters: [Parameter], keys: KeyColumns) throws(ConnectorError) -> ExplainResult {
    connection.setDeadline(milliseconds: 0)
    return try SQLQuery(query, dialect: dialect, database: connection).explain(parameters: parameters, keys: keys)
  }

  // The deadline of the call before is not this one's; the kit interrupts calls whose time is over.
  func begin() throws(ConnectorError) {
    connection.setDeadline(milliseconds: 0)
    try connection.begin(.write)
  }

  func commit() throws(ConnectorError) {
    connection.setDeadline(milliseconds: 0)
    defer { connection.restoreSettings() }
    try connection.commit()
  }

  func rollback() throws(ConnectorError) {
    connection.rollback()
    connection.restoreSettings()
  }

  func checkHealth() throws(ConnectorError) {
    connection.setDeadline(milliseconds: 5000)
    _ = try connection.rows(of: SQLStatement(text: "SELECT 1", isOneOff: true), SQLArguments())
  }

  func openStore() throws(ConnectorError) { try PostgresStore(connection).open() }
  func loadMetadata() throws(ConnectorError) -> StoredMetadata { try PostgresStore(connection).load() }
  func saveMetadata(_ metadata: String, expecting expected: Int64) throws(ConnectorError) -> Int64 {
    try PostgresStore(connection).save(metadata, expecting: expected)
  }

  func cancel() { connection.cancel() }

  func close() { connection.rollback() }
}
