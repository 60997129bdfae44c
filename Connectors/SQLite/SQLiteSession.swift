import ConnectorKit
import ConnectorProtocol
import SQLConnector

/// One open file of a source, or the host's metadata store.
final class SQLiteSession: Session {
  private let connection: SQLiteConnection
  private let database: SQLiteDatabase
  private let dialect: SQLiteDialect
  private var store: SQLiteStore?

  init(_ settings: SQLiteSettings) throws(ConnectorError) {
    connection = try SQLiteConnection(settings)
    database = SQLiteDatabase(connection)
    dialect = SQLiteDialect(views: SQLiteViews(connection))
  }

  func compile(_ query: Query) throws(ConnectorError) -> any CompiledQuery {
    try SQLQuery(query, dialect: dialect, database: database)
  }

  /// Tables are named by themselves; whoever asks for `main.table` gets that name back.
  func describe(_ call: DescribeCall) throws(ConnectorError) -> SourceSchema {
    let asked = call.tables?.filter { $0.path.count == 1 || $0.path.first == "main" }
    let names = asked.map { Dictionary($0.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }) }
    let tables = try SQLiteIntrospection(database: database).describe(only: names.map { Set($0.keys) }, namesOnly: call.namesOnly)
    let queries = try NativeQueryCheck(dialect).describe(call.nativeQueries) { native in
      let type = SQLiteColumnType(declared: native, collation: nil)
      return (type.type, type.scalar)
    } prepare: { statement throws(ConnectorError) in
      try SQLitePrepared(statement, on: connection).placeholderCount
    }
    return SourceSchema(tables: tables.map { $0.named(as: names ?? [:]) }, nativeQueries: queries)
  }

  func mutate(_ call: MutationCall, context: CallContext) throws(ConnectorError) -> [MutationResult] {
    try SQLMutation(dialect: dialect, database: database).run(call, context: context)
  }

  func explain(_ query: Query, parameters: [Parameter], keys: KeyColumns) throws(ConnectorError) -> ExplainResult {
    try SQLQuery(query, dialect: dialect, database: database).explain(parameters: parameters, keys: keys)
  }

  func runSQL(_ call: RawSQLCall, context: CallContext) throws(ConnectorError) -> RawSQLResult { try connection.runSQL(call) }

  func begin() throws(ConnectorError) { try database.begin(.write) }
  func commit() throws(ConnectorError) { try database.commit() }
  func rollback() throws(ConnectorError) { database.rollback() }
  func checkHealth() throws(ConnectorError) { try connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1") }
  func cancel() { connection.cancel() }

  func openStore() throws(ConnectorError) { store = try SQLiteStore(connection) }

  func loadMetadata() throws(ConnectorError) -> StoredMetadata { try openedStore().load() }

  func saveMetadata(_ metadata: String, expecting expected: Int64) throws(ConnectorError) -> Int64 {
    try openedStore().save(metadata, expecting: expected)
  }

  private func openedStore() throws(ConnectorError) -> SQLiteStore {
    guard let store else { throw ConnectorError(.internal, message: "the metadata store was not opened") }
    return store
  }

  /// The file is closed with its last statement.
  func close() {}
}

extension TableDescription {
  /// The description with this table's and its neighbours' names as they were asked for.
  fileprivate func named(as names: [String: TableReference]) -> TableDescription {
    var named = self
    named.name = names[name.name] ?? name
    for index in foreignKeys.indices { named.foreignKeys[index].table = names[foreignKeys[index].table.name] ?? foreignKeys[index].table }
    return named
  }
}
