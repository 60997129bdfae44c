import ConnectorProtocol
import Errors
import EventLoopExecution
import Glibc
import JSON
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import ConnectorHost

/// A host whose only connectors are those that a test names, in a folder of its own, with a log that can be asked.
final class TestHost: Sendable {
  let host: ConnectorHost
  let configuration: ConnectorHost.Configuration
  let log: LogRecorder
  let folder: String

  /// A connector as a manifest file: the reference connector under the name of a kind, or any other command.
  struct Program {
    var kind: String
    var command = TestHost.reference
    var arguments: [String] = []
    var environment: [String] = []

    var manifest: Manifest {
      Manifest(
        name: "joinery-" + kind, version: "1",
        kinds: [.init(name: kind, commandPrefixes: [kind], tableNaming: .init(components: ["name"], isObject: false), displayName: kind)],
        command: command, arguments: arguments, environment: environment)
    }

    /// The reference connector serving `kind`.
    static func reference(_ kind: String, _ arguments: [String] = []) -> Program {
      Program(kind: kind, arguments: ["--kind", kind] + arguments)
    }

    /// A shell script in place of a connector; `$REFERENCE` is the reference connector.
    static func script(_ kind: String, _ text: String) -> Program {
      Program(kind: kind, command: "/bin/sh", arguments: ["-c", "REFERENCE='\(TestHost.reference)'; " + text])
    }
  }

  /// The reference connector beside the tests' own executable.
  static let reference = buildFolder + "/joinery-reference"

  private static var buildFolder: String {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard realpath("/proc/self/exe", &path) != nil else { return "." }
    let text = String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return String(text[..<(text.lastIndex(of: "/") ?? text.endIndex)])
  }

  init(_ programs: [Program], _ adjust: (inout ConnectorHost.Configuration) -> Void = { _ in }) throws {
    folder = "/tmp/joinery-test-" + randomHex(bytes: 6)
    mkdir(folder, 0o700)
    mkdir(folder + "/bin", 0o700)
    mkdir(folder + "/connectors", 0o700)
    for program in programs {
      replace(file: folder + "/connectors/\(program.kind).connector.json", with: program.manifest.json.text)
    }
    let log = LogRecorder()
    var configuration = ConnectorHost.Configuration(
      executablePath: folder + "/bin/joinery", eventLoopGroup: MultiThreadedEventLoopGroup.singleton, log: { log.record($0, $1, $2) })
    configuration.connectorDirectories = [folder + "/connectors"]
    configuration.runtimeDirectory = folder
    adjust(&configuration)
    self.log = log
    self.configuration = configuration
    host = ConnectorHost(configuration: configuration)
  }

  /// Runs a test on an event loop, as the host runs requests, and shuts the connectors down after it.
  static func with(
    _ programs: [Program], _ adjust: (inout ConnectorHost.Configuration) -> Void = { _ in },
    _ body: @escaping @Sendable (TestHost) async throws -> Void
  ) async throws {
    let test = try TestHost(programs, adjust)
    let executor = EventLoopExecutor(MultiThreadedEventLoopGroup.singleton.next())
    let result = await Task(executorPreference: executor) { try await body(test) }.result
    await test.host.shutdown()
    test.removeFolder()
    try result.get()
  }

  private func removeFolder() {
    for sub in ["/bin", "/connectors", ""] {
      for name in namesInFolder(folder + sub) { unlink(folder + sub + "/" + name) }
      rmdir(folder + sub)
    }
  }

  /// A source of the reference connector with a table `author(id, name)`; with more than 100 rows they are 1 KB each.
  func source(
    _ kind: String, name: String = "s", misbehave: JSON = .object(JSONObject()), rows: Int = 3, pool: PoolSettings = PoolSettings()
  ) -> SourceHandle {
    let padding = String(repeating: "x", count: rows > 100 ? 1000 : 0)
    let values = (0..<rows).map { "[\($0),\"name of author number \($0)\(padding)\"]" }.joined(separator: ",")
    let configuration = """
      {"tables": [{"name": "author", "columns": [{"name": "id", "type": "int32"}, {"name": "name", "type": "text"}], "primary_key": ["id"],
        "rows": [\(values)]}], "misbehave": \(misbehave.text), "password": "s3cret", "run": "\(folder)"}
      """
    return host.source(name: name, kind: kind, configuration: configuration, pool: pool)
  }

  /// `author { id name }`.
  static let allAuthors: QueryCall = {
    let id = Column(name: "id", type: ColumnType(native: "int32", canonical: .int32))
    let name = Column(name: "name", type: ColumnType(native: "text", canonical: .text))
    let fields = [Field("id", .column(id, path: nil)), Field("name", .column(name, path: nil))]
    return QueryCall(query: Query(selection: Selection(from: .table(TableReference(["author"])), shape: .rows(fields))).encoded())
  }()

  /// The process ids of the runs of a kind's connector so far.
  func processes(_ kind: String) -> [pid_t] {
    log.events("connector-start").filter { $0["connector"]?.stringValue == "joinery-" + kind }.compactMap { $0["pid"]?.int.map(pid_t.init) }
  }
}

extension TestHost {
  /// Stops all threads of a kind's connector, pings included; the signal alone takes a while on a busy machine.
  func freeze(_ kind: String) async throws {
    let process = try #require(processes(kind).last)
    kill(process, SIGSTOP)
    #expect(await eventually { contents(ofFile: "/proc/\(process)/stat")?.contains(") T ") == true })
  }
}

/// What the host said.
final class LogRecorder: Sendable {
  private let lines = Mutex<[(level: LogLevel, event: String, fields: JSON)]>([])

  func record(_ level: LogLevel, _ event: String, _ fields: JSON) { lines.withLock { $0.append((level, event, fields)) } }

  func events(_ name: String) -> [JSON] { lines.withLock { lines in lines.filter { $0.event == name }.map(\.fields) } }

  var text: String { lines.withLock { lines in lines.map { "\($0.level) \($0.event) \($0.fields.text)" }.joined(separator: "\n") } }
}

extension SourceHandle {
  /// The JSON of all authors.
  func authors(deadline: UInt32 = 0) async throws(EngineError) -> String {
    let chunks = try await answer(TestHost.allAuthors, context: CallContext(deadline: deadline))
    return String(decoding: chunks.flatMap(\.json), as: UTF8.self)
  }
}

extension SupervisionSettings {
  /// Short times, for tests of connectors that hang.
  static var brisk: SupervisionSettings {
    var settings = SupervisionSettings()
    settings.pingInterval = .milliseconds(100)
    settings.pingDeadline = .milliseconds(1500)
    return settings
  }
}

/// Looks until something is true, at most 5 s.
func eventually(_ condition: () async -> Bool) async -> Bool {
  for _ in 0..<500 {
    if await condition() { return true }
    try? await Task.sleep(for: .milliseconds(10))
  }
  return false
}
