private import CLibPQ
import ConnectorProtocol
import Glibc
import SQLConnector

/// One connection to a PostgreSQL server.
///
/// Reads of a snapshot open their transaction together with the first statement (pipeline), and its end is sent without waiting: the answer
/// to `COMMIT` is read before the next statement.
final class PostgresConnection {
  let pointer: OpaquePointer
  /// Kept because connecting anew reads its files again.
  private let configuration: PostgresConfiguration
  private let canceller: PostgresCanceller
  let usesPreparedStatements: Bool
  let snapshotLevel: String
  let writeLevel: String

  /// The `BEGIN` that goes with the next statement.
  var pendingBegin: String?
  /// Whether a `COMMIT` was sent and its answer not read yet.
  var awaitsCommit = false
  /// Whether a transaction was opened and not ended, whatever became of the connection: nothing of it may run on a new one.
  var isOpen = false
  /// Whether the open transaction only reads.
  var isSnapshot = false
  /// When the call that runs is over, in milliseconds of the monotonic clock.
  var deadline: Int?
  var didTimeOut = false
  /// Whether SQL of an administrator ran since the settings were pinned.
  var settingsMayDiffer = false

  private let namePrefix: String
  private var statementCount = 0
  private let garbage = PostgresGarbage()
  var values: [UnsafePointer<CChar>?] = []
  /// How many results of statements in front of the asked one are still to come.
  var queued = 0
  var isPipeline = false
  /// The statement that the pipeline prepares.
  var preparing: PostgresStatement?

  /// Connects. Throws family `unavailable`; the message names no credentials.
  init(_ configuration: PostgresConfiguration) throws(ConnectorError) {
    let connection = try PostgresConnection.connect(configuration.parameters)
    pointer = connection
    self.configuration = configuration
    canceller = PostgresCanceller(connection)
    usesPreparedStatements = configuration.usesPreparedStatements
    writeLevel = configuration.isolation.sql
    snapshotLevel = configuration.isolation == .serializable ? "SERIALIZABLE" : "REPEATABLE READ"
    namePrefix = "j\(UInt32.random(in: 0...UInt32.max))_"
    try pinSettings()
  }

  deinit { PQfinish(pointer) }

  /// What a value's text looks like must not depend on the server's or the user's settings; the time zone stays theirs.
  private func pinSettings() throws(ConnectorError) {
    PQsetNoticeProcessor(pointer, { _, _ in }, nil)
    try command(
      """
      SET datestyle TO 'ISO'; SET intervalstyle TO 'postgres'; SET bytea_output TO 'hex'; SET extra_float_digits TO 1; \
      SET standard_conforming_strings TO on; SET cursor_tuple_fraction TO 1
      """)
  }

  /// Puts the session back after SQL of an administrator, which may have changed or reset any setting and dropped what was prepared.
  func restoreSettings() {
    guard settingsMayDiffer else { return }
    settingsMayDiffer = false
    deadline = nil
    forgetStatements()
    // Role, search path (a dump empties it, and operators of extensions are no longer found), time-outs, temporary tables, locks.
    try? command("DISCARD ALL")
    try? pinSettings()
  }

  var serverEncoding: String? { PQparameterStatus(pointer, "server_encoding").map { String(cString: $0) } }

  /// Makes a broken connection anew; returns whether it works.
  func reconnect() -> Bool {
    canceller.renew(nil)
    PQreset(pointer)
    canceller.renew(pointer)
    garbage.generation += 1
    awaitsCommit = false
    isPipeline = false
    queued = 0
    preparing = nil
    guard PQstatus(pointer) == CONNECTION_OK else { return false }
    return (try? pinSettings()) != nil
  }

  /// Interrupts the statement that runs now. Any thread.
  func cancel() { canceller.cancel() }

  /// A name for a statement to prepare.
  func makeStatement() -> PostgresStatement {
    statementCount += 1
    return PostgresStatement(name: "\(namePrefix)\(statementCount)", garbage: garbage)
  }

  /// The statement as prepared on this connection, unless the server has lost it.
  func prepared(_ statement: SQLStatement) -> PostgresStatement? {
    guard let prepared = statement.prepared as? PostgresStatement, prepared.generation == garbage.generation else { return nil }
    return prepared
  }

  /// Notes that the server knows none of the prepared statements any more.
  func forgetStatements() { garbage.generation += 1 }

  /// Deallocates statements that nobody needs, when there are many and nothing else goes on.
  func collectGarbage() {
    guard garbage.names.count > 32, PQtransactionStatus(pointer) == PQTRANS_IDLE else { return }
    for name in garbage.names { PQclear(PQexec(pointer, "DEALLOCATE \"\(name)\"")) }
    garbage.names.removeAll()
  }

  private static func connect(_ parameters: [(name: String, value: String)]) throws(ConnectorError) -> OpaquePointer {
    var names: [UnsafePointer<CChar>?] = []
    var values: [UnsafePointer<CChar>?] = []
    defer { for text in names + values { free(UnsafeMutableRawPointer(mutating: text)) } }
    for parameter in parameters {
      names.append(strdup(parameter.name).map { UnsafePointer($0) })
      values.append(strdup(parameter.value).map { UnsafePointer($0) })
    }
    guard let connection = PQconnectdbParams(names + [nil], values + [nil], 1) else {
      throw ConnectorError(.unavailable, code: "unavailable", message: "out of memory")
    }
    guard PQstatus(connection) == CONNECTION_OK else {
      defer { PQfinish(connection) }
      throw ConnectorError(.unavailable, code: "unavailable", message: refusal(of: connection), isRetryable: true)
    }
    return connection
  }

  /// What libpq says of a connection that there was.
  static func message(of connection: OpaquePointer) -> String {
    guard let text = PQerrorMessage(connection).map({ String(cString: $0) }), !text.isEmpty else { return "the connection is lost" }
    return text.split(separator: "\n").joined(separator: "; ")
  }

  /// Why there is no connection.
  private static func refusal(of connection: OpaquePointer) -> String {
    let message = message(of: connection)
    // libpq may quote a connection string that it cannot read, password and all.
    if PQsocket(connection) < 0, !message.utf8.starts(with: "connection to server".utf8),
      // A host with an at sign is the end of a password in which it was not escaped.
      !message.contains("could not translate host name") || message.utf8.contains(UInt8(ascii: "@"))
    {
      return "connection error: the connection string cannot be used"
    }
    return message
  }
}
