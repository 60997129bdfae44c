import Foundation
import Glibc
import Synchronization

/// A MariaDB server of this test process alone: data in a temporary folder, a Unix socket and no port, gone when the process ends.
///
/// The server refuses to run as root, so a test run by root starts it as `mysql` or `nobody`.
package final class TemporaryMariaDB: Sendable {
  /// Why there is no server.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// The path of the server's Unix socket; user `root` has no password.
  package let socket: String
  private let folder: String
  private let command: [String]
  private let server = Mutex<Int32>(0)

  /// The server of this process, started by the first test that asks for it.
  package static let shared: Result<TemporaryMariaDB, Failure> = Result { () throws(Failure) in try TemporaryMariaDB() }

  /// A server of its own. With `survivesCrashes` it has what was committed also after ``crash()``; else it is faster.
  package init(survivesCrashes: Bool = false) throws(Failure) {
    guard let server = Self.program(["mariadbd", "mysqld"]), let installer = Self.program(["mariadb-install-db", "mysql_install_db"]) else {
      throw Failure(description: "MariaDB's server programs are not installed")
    }
    var template = Array("/tmp/joinery-mariadb-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(description: "no temporary folder: errno \(errno)") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    socket = folder + "/s"
    let data = folder + "/data"
    var asUser: [String] = []
    let users: [String] = ["mysql", "nobody"]
    if getuid() == 0, let user = users.first(where: { (name: String) in getpwnam(name) != nil }), let entry = getpwnam(user) {
      asUser = ["--user=\(user)"]
      chown(folder, entry.pointee.pw_uid, entry.pointee.pw_gid)
    }
    let install = ["--no-defaults", "--datadir=\(data)", "--auth-root-authentication-method=normal", "--skip-test-db"] + asUser
    let installation = try Self.start(installer, install, log: folder + "/install.log")
    installation.waitUntilExit()
    guard installation.terminationStatus == 0 else {
      throw Failure(description: "mariadb-install-db failed:\n" + Self.tail(of: folder + "/install.log"))
    }
    let settings = [
      "--no-defaults", "--datadir=\(data)", "--socket=\(socket)", "--skip-networking", "--pid-file=\(folder)/pid", "--skip-log-bin",
      "--innodb-buffer-pool-size=64M", "--innodb-flush-log-at-trx-commit=\(survivesCrashes ? 2 : 0)",
      "--innodb-doublewrite=\(survivesCrashes ? 1 : 0)",
      "--innodb-log-file-size=16M",
      "--max-connections=250", "--character-set-server=utf8mb4", "--max-allowed-packet=64M", "--default-time-zone=+02:00",
    ]
    command = [server] + settings + asUser
    try start()
  }

  private func start() throws(Failure) {
    let process = try Self.start(command[0], Array(command.dropFirst()), log: folder + "/server.log")
    server.withLock { $0 = process.processIdentifier }
    ProcessesToEnd.add(process.processIdentifier, folder: folder)
    try waitUntilReady(process)
  }

  /// Kills the server and starts it again, which recovers.
  package func crash() throws(Failure) {
    let process = server.withLock { $0 }
    kill(process, SIGKILL)
    guard eventually(within: 10, { !ProcessTable.isRunning(process) }) else { throw Failure(description: "the server does not end") }
    unlink(socket)
    try start()
  }

  /// Runs SQL through the command line client as `root`, e.g. to create a database.
  package func run(_ sql: String, database: String = "mysql") throws(Failure) {
    guard let client = Self.program(["mariadb", "mysql"]) else { throw Failure(description: "MariaDB's client is not installed") }
    let log = folder + "/client-\(UUID().uuidString).log"
    defer { unlink(log) }
    let arguments = ["--no-defaults", "-uroot", "--socket=\(socket)", "--default-character-set=utf8mb4", database, "-e", sql]
    let process = try Self.start(client, arguments, log: log)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(description: Self.tail(of: log)) }
  }

  private func waitUntilReady(_ process: Process) throws(Failure) {
    for _ in 0..<600 {
      if FileManager.default.fileExists(atPath: socket) { return }
      guard process.isRunning else { break }
      usleep(50_000)
    }
    throw Failure(description: "the MariaDB server did not start:\n" + Self.tail(of: folder + "/server.log"))
  }

  private static func program(_ names: [String]) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/local/sbin", "/usr/bin"]
    return names.lazy.flatMap { name in folders.map { "\($0)/\(name)" } }.first { access($0, X_OK) == 0 }
  }

  private static func start(_ program: String, _ arguments: [String], log: String) throws(Failure) -> Process {
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: log)
    process.standardError = process.standardOutput
    do {
      try process.run()
    } catch {
      throw Failure(description: "\(program) does not start: \(error)")
    }
    return process
  }

  private static func tail(of log: String) -> String {
    guard let data = FileManager.default.contents(atPath: log) else { return "" }
    return String(decoding: data.suffix(2000), as: UTF8.self)
  }
}
