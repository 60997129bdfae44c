import CSQLite
import ConnectorProtocol

/// The host's metadata in a file of its own, held by one host at a time.
///
/// The write-ahead log with `synchronous = FULL` makes a save durable before it returns; the exclusive lock is the operating system's and
/// goes away with the process, however it ends.
final class SQLiteStore {
  private let connection: SQLiteConnection

  init(_ connection: SQLiteConnection) throws(ConnectorError) {
    self.connection = connection
    do throws(ConnectorError) {
      try connection.execute(
        """
        PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        BEGIN EXCLUSIVE;
        CREATE TABLE IF NOT EXISTS joinery_metadata (
          id INTEGER PRIMARY KEY CHECK (id = 1), metadata TEXT NOT NULL, resource_version INTEGER NOT NULL);
        COMMIT
        """)
    } catch {
      if connection.isInTransaction { _ = try? connection.execute("ROLLBACK") }
      throw connection.isInUse(error)
    }
  }

  func load() throws(ConnectorError) -> StoredMetadata {
    let rows = try connection.runSQL(RawSQLCall(sql: "SELECT metadata, resource_version FROM joinery_metadata WHERE id = 1")).rows
    guard let row = rows.first, let version = row[1].flatMap({ Int64($0) }) else { return StoredMetadata(metadata: nil, version: 0) }
    return StoredMetadata(metadata: row[0], version: version)
  }

  func save(_ metadata: String, expecting expected: Int64) throws(ConnectorError) -> Int64 {
    try connection.execute("BEGIN IMMEDIATE")
    do throws(ConnectorError) {
      let stored = try load().version
      guard stored == expected else {
        throw ConnectorError(
          .conflict, code: "conflict",
          message: "metadata resource version referenced (\(expected)) did not match current version (\(stored))")
      }
      try write(metadata, version: expected + 1)
      try connection.execute("COMMIT")
      return expected + 1
    } catch {
      if connection.isInTransaction { _ = try? connection.execute("ROLLBACK") }
      throw error
    }
  }

  private func write(_ metadata: String, version: Int64) throws(ConnectorError) {
    var statement: OpaquePointer?
    let sql = "INSERT OR REPLACE INTO joinery_metadata (id, metadata, resource_version) VALUES (1, ?, ?)"
    guard sqlite3_prepare_v2(connection.handle, sql, -1, &statement, nil) == SQLITE_OK else { throw SQLiteError.make(connection.handle) }
    defer { sqlite3_finalize(statement) }
    let status = Array(metadata.utf8).withUnsafeBytes { bytes -> Int32 in
      let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      sqlite3_bind_text64(statement, 1, text, UInt64(bytes.count), nil, UInt8(SQLITE_UTF8))
      sqlite3_bind_int64(statement, 2, version)
      return sqlite3_step(statement)
    }
    guard status == SQLITE_DONE else { throw SQLiteError.make(connection.handle) }
  }
}
