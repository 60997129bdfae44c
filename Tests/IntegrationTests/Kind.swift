import Glibc
import JSON
import Synchronization
import TestSupport
import Testing

/// The kinds of databases that ship with Joinery, each with a database of its own for every fixture.
enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case postgres, mysql, sqlite

  var testDescription: String { rawValue }

  /// The prefix of the kind's metadata commands.
  var prefix: String { self == .postgres ? "pg" : rawValue }

  /// The name of the kind's connector program.
  var program: String { "joinery-" + rawValue }

  /// Why tests that need the servers cannot run here; nil if they can. Said once, loudly.
  static let missingServers: String? = {
    var reasons: [String] = []
    if case .failure(let failure) = TemporaryPostgres.shared { reasons.append(failure.description) }
    if case .failure(let failure) = TemporaryMariaDB.shared { reasons.append(failure.description) }
    // A server that is there and does not start is a failure, not a reason to skip.
    reasons.removeAll { !$0.contains("not installed") }
    guard !reasons.isEmpty else { return nil }
    let text = reasons.joined(separator: "; ")
    let notice = Array("\n*** INTEGRATION TESTS ARE SKIPPED: \(text)\n*** install the servers to run them\n\n".utf8)
    _ = notice.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    return text
  }()

  private static let count = Atomic<Int>(0)

  /// Makes an empty database and returns the configuration of a source on it. `options` are those of PostgreSQL's sessions.
  func makeDatabase(in folder: String, pool: JSON? = nil, options: String = "") throws -> JSON {
    let name = "joinery_\(Self.count.add(1, ordering: .relaxed).newValue)"
    var info: JSONObject = [:]
    switch self {
    case .postgres:
      let server = try TemporaryPostgres.shared.get()
      try server.run("CREATE DATABASE \(name) TEMPLATE template0 STRATEGY file_copy")
      info["database_url"] = .string(server.url(name) + "&options=" + options)
    case .mysql:
      let server = try TemporaryMariaDB.shared.get()
      try server.run("CREATE DATABASE \(name)")
      info["database_url"] = .string("mysql://root@localhost/\(name)?socket=\(server.socket)")
    case .sqlite:
      info["path"] = .string("\(folder)/\(name).db")
      info["create"] = true
    }
    // The servers are shared by all tests, each with an engine of its own.
    info["pool_settings"] = pool ?? ["max_connections": 8]
    return ["connection_info": .object(info)]
  }
}

extension JoineryProcess {
  /// Adds a source on a new database, runs statements there and tracks tables.
  func addSource(_ name: String, _ kind: Kind, _ statements: [String] = [], tables: [String] = [], configuration: JSON? = nil) throws {
    let configuration = try configuration ?? kind.makeDatabase(in: folder)
    try metadata("\(kind.prefix)_add_source", ["name": .string(name), "configuration": configuration])
    try sql(source: name, kind, statements)
    if !tables.isEmpty { try track(tables, source: name, kind) }
  }

  /// Runs statements one after the other in one source.
  func sql(source: String, _ kind: Kind, _ statements: [String]) throws {
    guard !statements.isEmpty else { return }
    try bulk(
      statements.map { ("\(kind.prefix)_run_sql", ["source": .string(source), "sql": .string($0), "check_metadata_consistency": false]) })
  }

  func track(_ tables: [String], source: String, _ kind: Kind) throws {
    let list = tables.map { (table: String) -> JSON in ["source": .string(source), "table": .string(table)] }
    try metadata("\(kind.prefix)_track_tables", ["tables": .array(list), "allow_warnings": false])
  }

  /// Declares a remote relationship in the form.
  func relate(
    _ name: String, from table: (source: String, table: String), to target: (source: String, table: String),
    _ mapping: [(String, String)], _ type: String = "object"
  ) throws {
    try metadata("create_remote_relationship", remoteRelationship(name, from: table, to: target, mapping, type))
  }
}

/// The arguments of `create_remote_relationship` in the form.
func remoteRelationship(
  _ name: String, from table: (source: String, table: String), to target: (source: String, table: String),
  _ mapping: [(String, String)], _ type: String
) -> JSON {
  let fields = JSONObject(mapping.map { (key: $0.0, value: JSON.string($0.1)) })
  return [
    "name": .string(name), "source": .string(table.source), "table": .string(table.table),
    "remote_source": [
      "relationship_type": .string(type), "field_mapping": .object(fields), "source": .string(target.source),
      "table": .string(target.table),
    ],
  ]
}
