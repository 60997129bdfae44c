import Foundation
import Glibc
import Synchronization

/// A PostgreSQL server of this test process alone: data in a temporary folder, a Unix socket and no port, gone when the process ends.
///
/// The server refuses to run as root, so a test run by root starts it as `postgres` or `nobody`.
package final class TemporaryPostgres: Sendable {
  /// Why there is no server.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// The folder of the server's Unix socket; user `tester` has no password.
  package let socketFolder: String
  private let programs: String
  private let command: [String]
  private let server = Mutex<Int32>(0)

  /// The server of this process, started by the first test that asks for it.
  package static let shared: Result<TemporaryPostgres, Failure> = Result { () throws(Failure) in try TemporaryPostgres() }

  /// A server of its own. With `survivesCrashes` it has what was committed also after ``crash()``; else it is faster.
  package init(survivesCrashes: Bool = false) throws(Failure) {
    guard let programs = Self.programs() else { throw Failure(description: "PostgreSQL's server programs are not installed") }
    self.programs = programs
    var template = Array("/tmp/joinery-postgres-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(description: "no temporary folder: errno \(errno)") }
    socketFolder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let data = socketFolder + "/data"
    var asUser: [String] = []
    if getuid() == 0, let user = Self.user(among: ["postgres", "nobody"]), let entry = getpwnam(user) {
      asUser = ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(entry.pointee.pw_gid)", "--clear-groups"]
      chown(socketFolder, entry.pointee.pw_uid, entry.pointee.pw_gid)
    }
    let initialisation = [
      "\(programs)/initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions",
    ]
    let initialiser = try Self.start(asUser + initialisation, log: socketFolder + "/init.log")
    initialiser.waitUntilExit()
    guard initialiser.terminationStatus == 0 else {
      throw Failure(description: "initdb failed:\n" + Self.tail(of: socketFolder + "/init.log"))
    }
    let settings = [
      "fsync=off", "synchronous_commit=\(survivesCrashes ? "on" : "off")", "full_page_writes=\(survivesCrashes ? "on" : "off")",
      "listen_addresses=", "unix_socket_directories=\(socketFolder)",
      "max_connections=250", "shared_buffers=64MB", "timezone=Europe/Berlin", "autovacuum=off",
    ]
    command = asUser + ["\(programs)/postgres", "-D", data] + settings.flatMap { ["-c", $0] }
    try start()
  }

  private func start() throws(Failure) {
    let process = try Self.start(command, log: socketFolder + "/server.log")
    server.withLock { $0 = process.processIdentifier }
    // Killed outright it would leave a segment of System V memory behind.
    ProcessesToEnd.add(process.processIdentifier, signal: SIGQUIT, folder: socketFolder)
    try waitUntilReady(process)
  }

  /// Ends the server without an orderly stop (its immediate shutdown, which is a crash to the data) and starts it again, which recovers.
  package func crash() throws(Failure) {
    let process = server.withLock { $0 }
    kill(process, SIGQUIT)
    guard eventually(within: 10, { !ProcessTable.isRunning(process) }) else { throw Failure(description: "the server does not end") }
    try start()
  }

  /// The URL of a database of the server.
  package func url(_ database: String = "postgres") -> String {
    "postgresql://tester@/\(database)?host=\(socketFolder.replacingOccurrences(of: "/", with: "%2F"))"
  }

  /// Runs SQL through the command line client.
  package func run(_ sql: String, database: String = "postgres") throws(Failure) {
    let log = socketFolder + "/client-\(UUID().uuidString).log"
    defer { unlink(log) }
    let arguments = [
      "\(programs)/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", socketFolder, "-U", "tester", "-d", database, "-c", sql,
    ]
    let process = try Self.start(arguments, log: log)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(description: Self.tail(of: log)) }
  }

  private func waitUntilReady(_ server: Process) throws(Failure) {
    for _ in 0..<600 {
      if !server.isRunning { break }
      let check = try Self.start(["\(programs)/pg_isready", "-q", "-h", socketFolder, "-U", "tester"], log: "/dev/null")
      check.waitUntilExit()
      if check.terminationStatus == 0 { return }
      usleep(20_000)
    }
    throw Failure(description: "the server did not start:\n" + Self.tail(of: socketFolder + "/server.log"))
  }

  /// The folder of the newest installed server's programs.
  private static func programs() -> String? {
    let root = "/usr/lib/postgresql"
    let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).compactMap(Int.init).sorted(by: >)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = versions.map { "\(root)/\($0)/bin" } + path.split(separator: ":").map(String.init)
    return folders.first { access("\($0)/initdb", X_OK) == 0 && access("\($0)/postgres", X_OK) == 0 }
  }

  private static func user(among names: [String]) -> String? { names.first { (name: String) in getpwnam(name) != nil } }

  private static func start(_ command: [String], log: String) throws(Failure) -> Process {
    if log != "/dev/null" { _ = FileManager.default.createFile(atPath: log, contents: nil) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: "/tmp")
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: log)
    process.standardError = process.standardOutput
    do {
      try process.run()
    } catch {
      throw Failure(description: "\(command[0]) does not start: \(error)")
    }
    return process
  }

  private static func tail(of log: String) -> String {
    guard let data = FileManager.default.contents(atPath: log) else { return "" }
    return String(decoding: data.suffix(2000), as: UTF8.self)
  }
}
