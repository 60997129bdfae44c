import ConnectorProtocol
import SQLConnector

/// Metadata in the layout of Hasura's own store, so that an existing deployment's metadata can be taken over.
struct PostgresStore {
  private let connection: PostgresConnection

  init(_ connection: PostgresConnection) { self.connection = connection }

  /// Makes the table if it is missing. Several hosts may do so at once.
  func open() throws(ConnectorError) {
    connection.setDeadline(milliseconds: 0)
    try connection.ensureConnected()
    let known = try rows("SELECT to_regclass('hdb_catalog.hdb_metadata') IS NOT NULL", [])
    if known.first?.first == "t" { return }
    do throws(ConnectorError) {
      try create()
    } catch {
      connection.rollback()
      throw error
    }
  }

  private func create() throws(ConnectorError) {
    try connection.command(
      """
      BEGIN; SELECT pg_advisory_xact_lock(7236598342); \
      CREATE SCHEMA IF NOT EXISTS hdb_catalog; \
      CREATE TABLE IF NOT EXISTS hdb_catalog.hdb_metadata ( \
      id INTEGER PRIMARY KEY, metadata JSON NOT NULL, resource_version INTEGER NOT NULL DEFAULT 1 UNIQUE); \
      COMMIT
      """)
  }

  func load() throws(ConnectorError) -> StoredMetadata {
    connection.setDeadline(milliseconds: 0)
    let found = try rows("SELECT metadata::text, resource_version FROM hdb_catalog.hdb_metadata WHERE id = 1", [])
    guard let row = found.first else { return StoredMetadata(metadata: nil, version: 0) }
    return StoredMetadata(metadata: row[0], version: row[1].flatMap { Int64($0) } ?? 0)
  }

  /// One statement, so it is durable when it returns (`synchronous_commit` is asked for in case the user's default is off).
  func save(_ metadata: String, expecting expected: Int64) throws(ConnectorError) -> Int64 {
    connection.setDeadline(milliseconds: 0)
    try connection.ensureConnected()
    try connection.command("SET synchronous_commit TO on")
    let updated = try rows(
      """
      UPDATE hdb_catalog.hdb_metadata SET metadata = $1, resource_version = resource_version + 1
      WHERE id = 1 AND resource_version = $2
      RETURNING resource_version
      """, [metadata, String(expected)])
    if let version = updated.first?[0].flatMap({ Int64($0) }) { return version }
    if expected == 0 {
      let inserted = try rows(
        """
        INSERT INTO hdb_catalog.hdb_metadata (id, metadata, resource_version) VALUES (1, $1, 1)
        ON CONFLICT DO NOTHING RETURNING resource_version
        """, [metadata])
      if !inserted.isEmpty { return 1 }
    }
    throw ConnectorError(.conflict, code: "conflict", message: "the stored metadata is not of version \(expected)")
  }

  private func rows(_ sql: String, _ values: [String]) throws(ConnectorError) -> [[String?]] {
    let arguments = SQLArguments()
    for value in values { arguments.append(value) }
    let batch = try connection.write(SQLStatement(text: sql, isOneOff: true), arguments).rows
    return (0..<batch.rowCount).map { batch.texts($0) }
  }
}

extension RowBatch {
  /// One row as texts.
  func texts(_ row: Int) -> [String?] {
    (0..<columnCount).map { column in
      let cell = cell(row, column)
      return cell.isNull ? nil : String(decoding: cell.buffer, as: UTF8.self)
    }
  }
}
