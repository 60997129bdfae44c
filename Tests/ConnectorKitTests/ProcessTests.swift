import ConnectorKit
import ConnectorProtocol
import Glibc
import JSON
import Testing

private typealias Data = ReferenceData

/// The executable of the reference connector, started as a host starts it.
@Suite struct ProcessTests {
  /// A child process that listens in a folder of its own.
  final class Child {
    let path: String
    let process: pid_t
    private let folder: String

    init(_ arguments: [String] = [], hasHost: Bool = true) throws {
      var template = Array("/tmp/joinery-test-XXXXXX".utf8CString)
      folder = String(cString: try #require(mkdtemp(&template)))
      path = folder + "/socket"
      var link = [CChar](repeating: 0, count: 4096)
      let length = readlink("/proc/self/exe", &link, link.count - 1)
      let own = String(decoding: link[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let program = own.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/joinery-reference"
      let environment = hasHost ? ["JOINERY_CONNECTOR_SOCKET=\(path)", "JOINERY_CONNECTOR_TOKEN=secret"] : []
      let argv = ([program] + arguments).map { strdup($0) } + [nil]
      let envp = environment.map { strdup($0) } + [nil]
      defer { (argv + envp).forEach { free($0) } }
      var process = pid_t()
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      posix_spawn_file_actions_addopen(&actions, 1, "\(folder)/out", O_WRONLY | O_CREAT, 0o600)
      posix_spawn_file_actions_addopen(&actions, 2, "\(folder)/err", O_WRONLY | O_CREAT, 0o600)
      defer { posix_spawn_file_actions_destroy(&actions) }
      try #require(posix_spawn(&process, program, &actions, nil, argv, envp) == 0, "no \(program)")
      self.process = process
    }

    deinit {
      kill(process, SIGKILL)
      for name in ["socket", "out", "err"] { unlink(folder + "/" + name) }
      rmdir(folder)
    }

    func output(_ name: String) -> String {
      let descriptor = Glibc.open(folder + "/" + name, O_RDONLY)
      defer { close(descriptor) }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(descriptor, &buffer, buffer.count)
      return String(decoding: buffer[..<max(count, 0)], as: UTF8.self)
    }

    /// Waits for the process to end: its status if it exited, minus the signal if it was killed.
    func wait() -> Int32 {
      var status: Int32 = 0
      waitpid(process, &status, 0)
      return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
    }

    func connect() throws -> ConnectorClient {
      for _ in 0..<500 where access(path, F_OK) != 0 { usleep(10_000) }
      return try ConnectorClient(path: path, hello: Hello(hostVersion: "test", token: "secret"))
    }
  }

  private static let names = Query(selection: Selection(from: Data.author, limit: nil, shape: .rows([Data.field(Data.name)])))

  @Test func theManifestIsPrinted() throws {
    let child = try Child(["--manifest", "--kind", "memory"], hasHost: false)
    #expect(child.wait() == 0)
    let manifest = try Manifest(json: try JSON(parsing: child.output("out")))
    #expect(manifest.name == "joinery-memory")
    #expect(manifest.kinds.map(\.commandPrefixes) == [["memory"]])
    #expect(manifest.arguments == ["--kind", "memory"])
  }

  @Test func withoutAHostItSaysSo() throws {
    let child = try Child(hasHost: false)
    #expect(child.wait() == 1)
    #expect(child.output("err").hasPrefix("joinery-reference: this program is started by joinery"))
  }

  @Test func itServesUntilTheHostLetsGo() throws {
    let child = try Child()
    let client = try child.connect()
    var status = stat()
    #expect(stat(child.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
    let connections = try (0..<3).map { _ in try client.open(kind: "reference", configuration: Data.configuration()) }
    for connection in connections { #expect(try connection.query(Self.names).statistics.rows == 4) }
    client.close()
    #expect(child.wait() == 0)
    #expect(throws: ConnectorError.self) { try connections[0].query(Self.names) }
    #expect(child.output("err") == "")
  }

  @Test func closingEndsACallThatRuns() throws {
    let child = try Child()
    let client = try child.connect()
    let connection = try client.open(kind: "reference", configuration: Data.configuration(["stall_on_query": 1]))
    try connection.send(.query(QueryCall(query: Self.names.encoded()), CallContext(), credit: 0))
    usleep(20_000)
    client.close()
    #expect(child.wait() == 0)
  }

  @Test func misbehaviourIsSeenAsWhatItIs() throws {
    let cases: [(JSON, String)] = [
      (["crash_on_query": 2], "connection-lost"), (["oversized_frame_on_query": 2], "protocol"), (["garbage_on_query": 2], "protocol"),
      (["fail_on_query": 2], "test-failure"),
    ]
    for (misbehaviour, code) in cases {
      let child = try Child()
      let client = try child.connect()
      let connection = try client.open(kind: "reference", configuration: Data.configuration(misbehaviour))
      #expect(try connection.query(Self.names).statistics.rows == 4)
      let error = #expect(throws: ConnectorError.self) { try connection.query(Self.names) }
      #expect(error?.code == code)
      if code == "connection-lost" { #expect(child.wait() == -SIGKILL) }
    }
  }

  @Test func aConnectorOfAnotherVersionSaysWhich() throws {
    let child = try Child(["--protocol-version", "9"])
    let error = #expect(throws: ConnectorError.self) { try child.connect() }
    #expect(error?.message.hasSuffix("joinery-reference 1.0.0 speaks 9 to 9") == true)
    #expect(child.wait() == 1)
  }
}
