import Foundation
import Glibc
package import JSON

/// The real `joinery`, started from the folder that the tests were built into, with a data folder of its own.
package final class JoineryProcess: Sendable {
  /// Why it does not run.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
  }

  /// An answer that is not the one asked for.
  package struct Refusal: Error, CustomStringConvertible {
    package let request: String
    package let status: Int
    package let body: JSON
    package var description: String { "\(request)\nanswered \(status): \(body.text)" }
  }

  package let processID: Int32
  package let port: Int
  /// Where its metadata and its log are; given to another process it is the same installation.
  package let folder: String
  package let client: HTTPClient
  private let logFile: String

  /// The folder with the programs of this build.
  package static let programs: String = {
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }()

  /// Starts `joinery serve` on a free port and waits until it serves.
  ///
  /// `folder` is the data folder of an earlier process, nil for a new one.
  package init(_ options: [String] = [], folder: String? = nil, environment: [String: String] = [:]) throws {
    self.folder = try folder ?? Self.newFolder()
    let log = self.folder + "/log-\(UUID().uuidString)"
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.programs + "/joinery")
    process.arguments = ["serve", "--server-host", "127.0.0.1", "--server-port", "0", "--data-dir", self.folder] + options
    process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }
    process.currentDirectoryURL = URL(fileURLWithPath: self.folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: log)
    process.standardError = process.standardOutput
    do { try process.run() } catch { throw Failure(description: "\(Self.programs)/joinery does not start: \(error)") }
    processID = process.processIdentifier
    ProcessesToEnd.add(processID, signal: SIGTERM, folder: self.folder)
    port = try Self.port(of: process, log: log)
    client = HTTPClient(port: port)
    logFile = log
  }

  /// The lines that it wrote so far.
  package var log: [JSON] { Self.lines(of: logFile) }

  private static func newFolder() throws -> String {
    var template = Array("/tmp/joinery-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(description: "no temporary folder: errno \(errno)") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func port(of process: Process, log: String) throws -> Int {
    for _ in 0..<6000 {
      for line in lines(of: log) where line["detail"]?["kind"]?.stringValue == "server" {
        if let port = line["detail"]?["info"]?["port"]?.int { return port }
      }
      guard process.isRunning else { break }
      usleep(5000)
    }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    let text = FileManager.default.contents(atPath: log).map { String(decoding: $0.suffix(4000), as: UTF8.self) } ?? ""
    throw Failure(description: "joinery did not begin to serve:\n\(text)")
  }

  private static func lines(of log: String) -> [JSON] {
    let bytes = FileManager.default.contents(atPath: log) ?? Data()
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { try? JSON(parsing: Array($0)) }
  }

  /// Asks it to end and waits until it and its connectors have.
  package func stop() {
    let processes = [processID] + ProcessTable.children(of: processID)
    end(SIGTERM)
    _ = eventually(within: 20) { !processes.contains(where: ProcessTable.isRunning) }
  }

  /// Ends it without warning.
  package func killOutright() {
    end(SIGKILL)
    _ = eventually(within: 5) { !ProcessTable.isRunning(processID) }
  }

  /// Signals the process if it still runs: its number may be another process's after that.
  private func end(_ signal: Int32) {
    if ProcessTable.children(of: getpid()).contains(processID) { kill(processID, signal) }
  }

  /// Its connectors' process ids by the names of their programs.
  package var connectors: [(program: String, process: Int32)] {
    ProcessTable.children(of: processID).map { (ProcessTable.program(of: $0), $0) }.sorted { $0.0 < $1.0 }
  }
}
