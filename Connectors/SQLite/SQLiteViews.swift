import CSQLite
import ConnectorProtocol

/// Which tables of one connection are views: SQLite counts no rows of theirs, because triggers do all that a write to a view does.
final class SQLiteViews: @unchecked Sendable {
  // Used by the connection's thread alone, as everything of a session.
  private let connection: SQLiteConnection

  init(_ connection: SQLiteConnection) { self.connection = connection }

  func contains(_ table: TableReference) -> Bool {
    let schema = table.path.count > 1 ? table.path[0] : "main"
    // It knows tables only, views are an error.
    return sqlite3_table_column_metadata(connection.handle, schema, table.name, nil, nil, nil, nil, nil, nil) != SQLITE_OK
  }
}
