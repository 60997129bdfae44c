import CMariaDB
import ConnectorProtocol
import Glibc
import Synchronization

/// One connection to a MariaDB or MySQL server; the only place that knows how to make one.
///
/// The session is pinned so that equal data gives equal text everywhere: UTF-8, time zone +00:00 (of `TIMESTAMP` columns only; `DATETIME` has
/// none), strict writes, one rule for string literals.
final class MySQLConnection {
  let handle: UnsafeMutablePointer<MYSQL>
  private let settings: MySQLSettings
  private let threadID: UInt
  let isMariaDB: Bool
  /// What the server's version says, e.g. `10.11.6-MariaDB`.
  let version: String
  private(set) var isInTransaction = false
  private let kill = KillSwitch()

  static let sqlMode = "STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO"

  /// Makes the client library ready; it must happen once, before the first thread uses it.
  private static let libraryIsReady = mysql_server_init(0, nil, nil) == 0

  init(_ settings: MySQLSettings) throws(ConnectorError) {
    guard Self.libraryIsReady else { throw ConnectorError(.internal, message: "the MySQL client library does not start") }
    self.settings = settings
    handle = try Self.connect(settings)
    threadID = mysql_thread_id(handle)
    isMariaDB = mariadb_connection(handle) != 0
    version = String(cString: mysql_get_server_info(handle))
    try execute(sessionSettings)
  }

  /// The statement that pins what the session's texts depend on.
  var sessionSettings: String {
    let common = "SET SESSION time_zone = '+00:00', sql_mode = '\(Self.sqlMode)', autocommit = 1, div_precision_increment = 16, "
    return common + (isMariaDB ? "max_statement_time = 0" : "max_execution_time = 0")
  }

  deinit { mysql_close(handle) }

  private static func connect(_ settings: MySQLSettings) throws(ConnectorError) -> UnsafeMutablePointer<MYSQL> {
    guard let handle = mysql_init(nil) else { throw ConnectorError(.internal, message: "out of memory") }
    var seconds = settings.connectTimeout
    mysql_options(handle, MYSQL_OPT_CONNECT_TIMEOUT, &seconds)
    var packet: UInt = 1 << 30
    mysql_options(handle, MYSQL_OPT_MAX_ALLOWED_PACKET, &packet)
    mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4")
    var noFiles: UInt32 = 0
    mysql_options(handle, MYSQL_OPT_LOCAL_INFILE, &noFiles)
    if settings.socket == nil {
      // Without this the client library takes "localhost" for its built-in Unix socket.
      var overTCP = MYSQL_PROTOCOL_TCP
      mysql_options(handle, MYSQL_OPT_PROTOCOL, &overTCP)
      protect(handle, settings.tls)
    }
    let flags = UInt(CLIENT_FOUND_ROWS) | UInt(CLIENT_MULTI_STATEMENTS)
    guard
      mysql_real_connect(
        handle, settings.host, settings.user, settings.password, settings.database, settings.port, settings.socket, flags) != nil
    else {
      defer { mysql_close(handle) }
      throw error(of: handle)
    }
    let mustBeEncrypted = settings.socket == nil && [.required, .verified].contains(settings.tls.mode)
    if mustBeEncrypted, mysql_get_ssl_cipher(handle) == nil {
      mysql_close(handle)
      throw ConnectorError(
        .unavailable, code: "connection-failed", message: "the server does not offer TLS, which the connection settings require")
    }
    return handle
  }

  private static func protect(_ handle: UnsafeMutablePointer<MYSQL>, _ tls: MySQLSettings.TLS) {
    guard tls.mode != .disabled else { return }
    var yes: CChar = 1
    mysql_options(handle, MYSQL_OPT_SSL_ENFORCE, &yes)
    if let authority = tls.authority { mysql_options(handle, MYSQL_OPT_SSL_CA, authority) }
    if let certificate = tls.certificate { mysql_options(handle, MYSQL_OPT_SSL_CERT, certificate) }
    if let key = tls.key { mysql_options(handle, MYSQL_OPT_SSL_KEY, key) }
    var verifies: CChar = tls.mode == .verified ? 1 : 0
    mysql_options(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verifies)
  }

  private static func error(of handle: UnsafeMutablePointer<MYSQL>) -> ConnectorError {
    MySQLError.make(
      number: mysql_errno(handle), state: String(cString: mysql_sqlstate(handle)), message: String(cString: mysql_error(handle)))
  }

  /// The error of the call that failed last.
  func lastError() -> ConnectorError { Self.error(of: handle) }

  /// Sends one statement that returns nothing.
  func execute(_ sql: String) throws(ConnectorError) {
    kill.wait()
    guard mysql_real_query(handle, sql, UInt(sql.utf8.count)) == 0 else { throw lastError() }
    while true {
      mysql_free_result(mysql_store_result(handle))
      let next = mysql_next_result(handle)
      if next > 0 { throw lastError() }
      if next < 0 { return }
    }
  }

  /// Runs `body` as something that ``cancel()`` interrupts.
  func interruptible<Result>(_ body: () throws(ConnectorError) -> Result) throws(ConnectorError) -> Result {
    kill.begin()
    defer { if kill.end() { _ = mysql_query(handle, "DO 0") } }
    return try body()
  }

  /// A snapshot needs its isolation level, which a server may not have as its default: below it each statement sees a state of its own.
  func begin(snapshot: Bool) throws(ConnectorError) {
    let level = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
    try execute(snapshot ? "\(level); START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY" : "START TRANSACTION")
    isInTransaction = true
  }

  /// Goes back to the database of the settings.
  func selectDatabase() { mysql_select_db(handle, settings.database) }

  func commit() throws(ConnectorError) {
    isInTransaction = false
    try execute("COMMIT")
  }

  func rollback() {
    isInTransaction = false
    // A connection that cannot do even this is broken, and its next statement says so.
    _ = try? execute("ROLLBACK")
  }

  func ping() throws(ConnectorError) {
    kill.wait()
    guard mysql_ping(handle) == 0 else { throw lastError() }
  }

  /// Interrupts the running statement, if there is one, over a second connection of its own thread. Returns at once.
  func cancel() {
    guard kill.arm() else { return }
    let order = KillOrder(settings: settings, threadID: threadID, kill: kill)
    var thread = pthread_t()
    let created = pthread_create(&thread, nil, { KillOrder.run($0) }, Unmanaged.passRetained(order).toOpaque())
    if created == 0 {
      pthread_detach(thread)
    } else {
      kill.disarm()
    }
  }

  /// Interrupts what runs now and waits until the server was told; for results that nobody wants to read to their end.
  func stopReading() {
    guard kill.arm() else { return }
    KillOrder(settings: settings, threadID: threadID, kill: kill).run()
  }

  /// What the cancelling thread needs; it outlives the connection if it must.
  private final class KillOrder: Sendable {
    private let settings: MySQLSettings
    private let threadID: UInt
    private let kill: KillSwitch

    init(settings: MySQLSettings, threadID: UInt, kill: KillSwitch) {
      self.settings = settings
      self.threadID = threadID
      self.kill = kill
    }

    static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
      guard let context else { return nil }
      Unmanaged<KillOrder>.fromOpaque(context).takeRetainedValue().run()
      mysql_thread_end()
      return nil
    }

    func run() {
      defer { kill.disarm() }
      guard let second = try? MySQLConnection.connect(settings) else { return }
      mysql_query(second, "KILL QUERY \(threadID)")
      mysql_close(second)
    }
  }
}
