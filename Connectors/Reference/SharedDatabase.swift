import ConnectorProtocol
import Synchronization

/// All tables of a source, as one value: a transaction is a copy.
struct Database {
  var tables: [TableReference: ReferenceTable]

  func table(_ relation: Relation) throws(ConnectorError) -> ReferenceTable {
    switch relation {
    case .table(let name): return try table(name)
    case .masked(let rows): return try table(rows.relation)
    case .function: throw .noFunctions
    case .nativeQuery:
      throw ConnectorError(.unsupported, code: "not-supported", message: "this connector does not support native queries")
    }
  }

  func table(_ name: TableReference) throws(ConnectorError) -> ReferenceTable {
    guard let table = tables[name] else {
      throw ConnectorError(.user, code: "undefined-table", message: "there is no table \(name)")
    }
    return table
  }
}

/// The database that all sessions of one configuration share, and the metadata stored in it.
final class SharedDatabase: Sendable {
  private struct State: Sendable {
    nonisolated(unsafe) var database: Database
    var version = 0
    var stored = StoredMetadata(metadata: nil, version: 0)
  }

  private let state: Mutex<State>
  private static let all = Mutex<[String: SharedDatabase]>([:])

  private init(_ database: sending Database) { state = Mutex(State(database: database)) }

  /// The database of a configuration; made when it is opened first, and kept as long as the process.
  static func of(_ text: String, _ configuration: ReferenceConfiguration) throws(ConnectorError) -> SharedDatabase {
    var tables: [TableReference: ReferenceTable] = [:]
    for table in configuration.tables { tables[table.description.name] = table }
    let new = SharedDatabase(Database(tables: tables))
    return all.withLock { all in
      if let known = all[text] { return known }
      all[text] = new
      return new
    }
  }

  /// What is committed now, and its version.
  var snapshot: (database: Database, version: Int) { state.withLock { ($0.database, $0.version) } }

  /// Replaces what is committed. Throws if it is not of `version` any more.
  func commit(_ database: Database, expecting version: Int) throws(ConnectorError) {
    let isDone = state.withLock { state in
      guard state.version == version else { return false }
      state.database = database
      state.version += 1
      return true
    }
    if !isDone {
      throw ConnectorError(
        .conflict, code: "serialization-failure", message: "another transaction has changed the data", isRetryable: true)
    }
  }

  var storedMetadata: StoredMetadata { state.withLock { $0.stored } }

  /// Stores metadata and returns its version, one more than `expected`; nil if another version is stored.
  func store(_ metadata: String, expecting expected: Int64) -> Int64? {
    state.withLock { state in
      guard state.stored.version == expected else { return nil }
      state.stored = StoredMetadata(metadata: metadata, version: expected + 1)
      return expected + 1
    }
  }
}
