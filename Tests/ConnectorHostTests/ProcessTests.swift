import ConnectorProtocol
import Errors
import Glibc
import JSON
import Testing

@testable import ConnectorHost

/// Processes that die, hang, refuse or babble.
struct ProcessTests {
  @Test func `a killed connector is back within two seconds and its neighbour never fails`() async throws {
    try await TestHost.with([.reference("first"), .reference("second")]) { test in
      let (first, second) = (test.source("first"), test.source("second"))
      let expected = try await first.authors()
      let answer1 = try await second.authors()
      #expect(answer1 == expected)
      let neighbour = Task { for _ in 0..<300 { _ = try await second.authors() } }
      for _ in 0..<3 {
        let process = try #require(test.processes("first").last)
        kill(process, SIGKILL)
        let start = ContinuousClock.now
        let answer2 = try await first.authors()
        #expect(answer2 == expected)
        #expect(ContinuousClock.now - start < .seconds(2))
      }
      try await neighbour.value
      #expect(test.processes("first").count == 4)
      #expect(test.processes("second").count == 1)
    }
  }

  @Test func `a stopped connector is replaced and its neighbour stays fast`() async throws {
    try await TestHost.with([.reference("first"), .reference("second")], { $0.supervision = .brisk }) { test in
      let (first, second) = (test.source("first"), test.source("second"))
      _ = try await first.authors()
      _ = try await second.authors()
      try await test.freeze("first")
      let recovery = Task { try await first.authors() }
      var slowest = Duration.zero
      for _ in 0..<200 {
        let start = ContinuousClock.now
        _ = try await second.authors()
        slowest = max(slowest, ContinuousClock.now - start)
      }
      _ = try await recovery.value
      #expect(slowest < SupervisionSettings.brisk.pingDeadline)
      #expect(test.processes("first").count == 2)
      #expect(test.log.text.contains("did not answer for"))
    }
  }

  @Test func `all who wait share one start`() async throws {
    try await TestHost.with([.reference("slow", ["--start-delay", "200"])]) { test in
      let source = test.source("slow")
      try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<20 { group.addTask { try await source.authors() } }
        for try await answer in group { #expect(answer.hasPrefix("[{")) }
      }
      #expect(test.processes("slow").count == 1)
    }
  }

  @Test func `a connector that crashes at its start is an error, not a busy loop`() async throws {
    try await TestHost.with([.script("crashing", "echo cannot go on >&2; exit 3")]) { test in
      let source = test.source("crashing")
      let start = ContinuousClock.now
      while ContinuousClock.now - start < .seconds(1) {
        let error = await #expect(throws: EngineError.self) { try await source.authors() }
        #expect(error?.code == .unexpected)
        #expect(error?.message.contains("the connector joinery-crashing exited with status 3 before it was ready") == true)
      }
      #expect(test.processes("crashing").count <= 8)
      #expect(await eventually { test.log.text.contains("cannot go on") })
    }
  }

  @Test func `a program that is not there is an error`() async throws {
    try await TestHost.with([TestHost.Program(kind: "absent", command: "/nowhere/joinery-absent")]) { test in
      let error = await #expect(throws: EngineError.self) { try await test.source("absent").authors() }
      #expect(error?.message == "the connector joinery-absent could not be started: No such file or directory")
    }
  }

  @Test func `another version of the protocol is refused in a sentence with both ranges`() async throws {
    try await TestHost.with([.reference("future", ["--protocol-version", "7"])]) { test in
      let error = await #expect(throws: EngineError.self) { try await test.host.capabilities(ofKind: "future") }
      #expect(error?.message.contains("1 to 1") == true)
      #expect(error?.message.contains("7 to 7") == true)
    }
  }

  @Test func `a kind that nobody serves is an error`() async throws {
    try await TestHost.with([]) { test in
      let error = await #expect(throws: EngineError.self) { try await test.source("unheard").authors() }
      #expect(error?.code == .notSupported)
      #expect(error?.message == "no connector serves the kind \"unheard\"")
    }
  }

  @Test func `what a connector prints becomes lines of the log, bounded`() async throws {
    let babble = "head -c 300000 /dev/zero | tr '\\0' x; echo; echo second line >&2; exec \"$REFERENCE\" --kind noisy"
    try await TestHost.with([.script("noisy", babble)]) { test in
      let answer3 = try await test.source("noisy", misbehave: ["noisy": true]).authors()
      #expect(answer3.hasPrefix("[{"))
      #expect(
        await eventually { test.log.events("connector-output").contains { $0["message"]?.stringValue?.contains("not JSON") == true } })
      let lines = test.log.events("connector-output").compactMap { $0["message"]?.stringValue }
      #expect(lines.first?.utf8.count == OutputLines.longestLine)
      #expect(lines.contains("second line"))
    }
  }

  @Test func `a connector inherits its allowed variables and no descriptor`() async throws {
    setenv("JOINERY_TEST_ALLOWED", "yes", 1)
    setenv("JOINERY_TEST_WITHHELD", "no", 1)
    var program = TestHost.Program.script("nosy", "env; ls -l /proc/self/fd | sed 's/^/fd /'; exit 1")
    program.environment = ["JOINERY_TEST_ALLOWED"]
    try await TestHost.with([program]) { test in
      _ = await #expect(throws: EngineError.self) { try await test.source("nosy").authors() }
      #expect(await eventually { test.log.text.contains("fd ") })
      let lines = test.log.events("connector-output").compactMap { $0["message"]?.stringValue }
      let names = Set(lines.filter { !$0.hasPrefix("fd ") }.compactMap { $0.split(separator: "=").first.map(String.init) })
      #expect(names.contains("JOINERY_TEST_ALLOWED") && names.contains("PATH") && names.contains("JOINERY_CONNECTOR_TOKEN"))
      #expect(!names.contains("JOINERY_TEST_WITHHELD") && !names.contains("HOME"))
      // 0, 1, 2, and the one with which ls reads the folder.
      #expect(Set(lines.filter { $0.hasPrefix("fd ") && $0.contains("->") }.compactMap { Self.descriptor($0) }).count == 4)
    }
  }

  private static func descriptor(_ line: String) -> String? {
    let words = line.split(separator: " ")
    return words.firstIndex(of: "->").map { String(words[$0 - 1]) }
  }

  @Test func `no credentials in the log or in errors when a connector dies`() async throws {
    try await TestHost.with([.reference("dying")]) { test in
      let source = test.source("dying", misbehave: ["crash_on_query": 1])
      let error = await #expect(throws: EngineError.self) { try await source.authors() }
      #expect(error?.code == .unexpected)
      #expect(!"\(String(describing: error)) \(test.log.text)".contains("s3cret"))
    }
  }

  @Test func `a shutdown leaves no process and no socket`() async throws {
    let test = try TestHost([.reference("first"), .reference("second")]) { $0.supervision.stopGrace = .seconds(20) }
    _ = try await test.source("first").authors()
    _ = try await test.source("second").authors()
    let processes = test.processes("first") + test.processes("second")
    #expect(processes.count == 2)
    let sockets = namesInFolder(test.folder).filter { $0.hasPrefix("joinery-") }
    #expect(sockets.count == 1)
    var status = stat()
    #expect(stat(test.folder + "/" + (sockets.first ?? ""), &status) == 0 && status.st_mode & 0o777 == 0o700)
    let start = ContinuousClock.now
    await test.host.shutdown()
    // Neither needed a signal.
    #expect(ContinuousClock.now - start < .seconds(10))
    for process in processes { #expect(kill(process, 0) != 0) }
    #expect(namesInFolder(test.folder).filter { $0.hasPrefix("joinery-") }.isEmpty)
    let error = await #expect(throws: EngineError.self) { try await test.source("first").authors() }
    #expect(error?.message.contains("shutting down") == true)
  }
}
