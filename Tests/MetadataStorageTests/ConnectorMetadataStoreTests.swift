import ConnectorHost
import Errors
import Glibc
import JSON
import Metadata
import MetadataStorage
import NIOPosix
import Synchronization
import Testing

/// The store over the SQLite connector, in a file: what is acknowledged is there, whatever dies.
struct ConnectorMetadataStoreTests {
  @Test func `a new store is empty, and a save is what the next load finds`() async throws {
    try await StoreUnderTest.with { test in
      let store = test.store()
      let outcome1 = try await store.load()
      #expect(outcome1 == nil)
      let outcome2 = try await store.save(["a": 1], expecting: 0)
      #expect(outcome2 == 1)
      let outcome3 = try await store.load()
      #expect(outcome3 == StoredMetadata(metadata: ["a": 1], version: 1))
      let outcome4 = try await store.save(["a": 2], expecting: 1)
      #expect(outcome4 == 2)
      let error = await #expect(throws: EngineError.self) { try await store.save(["a": 3], expecting: 1) }
      #expect(error == EngineError.metadataConflict(expected: 1))
      let outcome5 = try await store.load()
      #expect(outcome5?.metadata == ["a": 2])
    }
  }

  @Test func `a store survives its connector`() async throws {
    try await StoreUnderTest.with { test in
      let store = test.store()
      let version = try await store.save(["kept": true], expecting: 0)
      test.killConnector()
      let outcome6 = try await store.load()
      #expect(outcome6 == StoredMetadata(metadata: ["kept": true], version: version))
      test.killConnector()
      let outcome7 = try await store.save(["kept": false], expecting: version)
      #expect(outcome7 == version + 1)
    }
  }

  @Test func `saves during which the connector dies are neither lost nor doubled`() async throws {
    try await StoreUnderTest.with { test in
      let store = test.store()
      var version = try await store.save(["round": 0], expecting: 0)
      var random = SystemRandomNumberGenerator()
      for round in 1...25 {
        let pause = Int.random(in: 0...2500, using: &random)
        let killer = Task {
          try? await Task.sleep(for: .microseconds(pause))
          test.killConnector()
        }
        let saved = try await store.save(["round": .number(JSONNumber(round))], expecting: version)
        await killer.value
        #expect(saved == version + 1, "killed after \(pause) us")
        let outcome8 = try await store.load()
        #expect(outcome8 == StoredMetadata(metadata: ["round": .number(JSONNumber(round))], version: saved))
        version = saved
      }
    }
  }
}

/// A metadata file and the host whose connector holds it.
final class StoreUnderTest: Sendable {
  private let host: ConnectorHost
  private let folder: String

  private final class Recorder: Sendable {
    let process = Atomic(0)
  }

  private let recorder: Recorder

  private init() {
    folder = "/tmp/joinery-store-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    mkdir(folder, 0o700)
    let recorder = Recorder()
    var configuration = ConnectorHost.Configuration(
      executablePath: Self.buildFolder + "/joinery", eventLoopGroup: MultiThreadedEventLoopGroup.singleton
    ) {
      _, event, fields in
      if event == "connector-start", let id = fields["pid"]?.int { recorder.process.store(id, ordering: .relaxed) }
    }
    configuration.runtimeDirectory = folder
    // The test kills without end: every run counts as healthy.
    configuration.supervision.healthyRun = .zero
    self.recorder = recorder
    host = ConnectorHost(configuration: configuration)
  }

  static func with(_ body: (StoreUnderTest) async throws -> Void) async throws {
    let test = StoreUnderTest()
    do {
      try await body(test)
      await test.end()
    } catch {
      await test.end()
      throw error
    }
  }

  func store() -> ConnectorMetadataStore {
    let configuration: JSON = ["path": .string(folder + "/metadata.sqlite"), "create": true]
    return ConnectorMetadataStore(
      host.source(name: "metadata", kind: "sqlite", configuration: configuration.text, pool: PoolSettings(maximumConnections: 1)))
  }

  func killConnector() {
    let id = recorder.process.load(ordering: .relaxed)
    if id > 0 { kill(pid_t(id), SIGKILL) }
  }

  private func end() async {
    await host.shutdown()
    for name in ["metadata.sqlite", "metadata.sqlite-wal", "metadata.sqlite-shm"] { unlink(folder + "/" + name) }
    rmdir(folder)
  }

  /// Where the tests' own executable lies, and the connectors beside it.
  private static var buildFolder: String {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard realpath("/proc/self/exe", &path) != nil else { return "." }
    let text = String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return String(text[..<(text.lastIndex(of: "/") ?? text.endIndex)])
  }
}
