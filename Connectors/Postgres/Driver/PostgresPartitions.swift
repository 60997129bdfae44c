import ConnectorProtocol
import SQLConnector

/// Which tables are partitioned: a row inserted through one has no system columns for `RETURNING`, and those of an updated one may be a copy's.
///
/// Plain tables are asked about every time: one of the same name may be partitioned later, and its rows would be tested by the wrong check.
final class PostgresPartitions: @unchecked Sendable {
  // Used by the connection's thread alone, as everything of a session.
  private let connection: PostgresConnection
  private var known: Set<TableReference> = []

  init(_ connection: PostgresConnection) { self.connection = connection }

  func contains(_ table: TableReference, named name: String) -> Bool {
    if known.contains(table) { return true }
    let arguments = SQLArguments()
    arguments.append(name)
    let text = "SELECT 1 FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass($1) AND relkind = 'p'"
    guard let rows = try? connection.rows(of: SQLStatement(text: text, isOneOff: true), arguments) else { return false }
    if rows.rowCount > 0 { known.insert(table) }
    return rows.rowCount > 0
  }
}
