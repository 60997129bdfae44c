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

  /// Tables of the connection's own database are named by themselves; whoever asks for `db.table` gets that name back.
  func describe(_ call: DescribeCall) throws(ConnectorError) -> SourceSchema {
    var schema = try describeTables(call)
    schema.nativeQueries = try NativeQueryCheck(dialect).describe(call.nativeQueries) { native in
      let type = MySQLColumnType(native: native, collation: nil, isJSON: false)
      return (type.type, type.scalar)
    } prepare: { statement throws(ConnectorError) in
      try connection.interruptible { () throws(ConnectorError) in try MySQLPrepared(statement, on: connection).placeholderCount }
    }
    return schema
  }

  private func describeTables(_ call: DescribeCall) throws(ConnectorError) -> SourceSchema {
    nullability.reset()
    guard let asked = call.tables else { return SourceSchema(tables: try describe(schema, only: nil, call)) }
    var tables: [TableDescription] = []
    for schema in Set(asked.map { $0.path.count > 1 ? $0.path[0] : self.schema }).sorted() {
      let inSchema = asked.filter { ($0.path.count > 1 ? $0.path[0] : self.schema) == schema }
      let names = Dictionary(inSchema.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      tables += try describe(schema, only: Set(names.keys), call).map { $0.named(as: names) }
    }
    return SourceSchema(tables: tables)
  }

  private func describe(_ schema: String, only names: Set<String>?, _ call: DescribeCall) throws(ConnectorError) -> [TableDescription] {
    try MySQLIntrospection(database: database, schema: schema, only: names).describe(namesOnly: call.namesOnly)
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

extension TableDescription {
  /// The description with this table's and its neighbours' names as they were asked for.
  fileprivate func named(as names: [String: TableReference]) -> TableDescription {
    var named = self
    named.name = names[name.name] ?? name
    for index in foreignKeys.indices where foreignKeys[index].table.path.count == 1 {
      named.foreignKeys[index].table = names[foreignKeys[index].table.name] ?? foreignKeys[index].table
    }
    return named
  }
}
