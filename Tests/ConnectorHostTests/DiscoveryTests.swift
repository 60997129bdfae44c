import ConnectorProtocol
import Glibc
import JSON
import Testing

@testable import ConnectorHost

/// Where connectors are found, and how fast.
struct DiscoveryTests {
  @Test func `siblings, shared manifests and connector folders are found in this order`() async throws {
    try await TestHost.with([.reference("folder")], { Self.addSibling("script", in: $0) }) { test in
      let found = test.host.manifests()
      #expect(found.map { $0.manifest.kinds.first?.name } == ["script", "folder"])
      #expect(found.first?.command == test.folder + "/bin/joinery-script")
      #expect(found.last?.command == TestHost.reference)
    }
  }

  @Test func `a kind is served by the first that was found`() async throws {
    try await TestHost.with([.reference("same")], { Self.addSibling("same", in: $0) }) { test in
      #expect(test.host.manifests().map(\.origin) == [test.folder + "/bin/joinery-same"])
      #expect(test.log.text.contains("its kind same is served by"))
    }
  }

  @Test func `what is no connector is passed over`() async throws {
    try await TestHost.with([], { Self.write("#!/bin/sh\nexit 0\n", "joinery-mute", in: $0) }) { test in
      #expect(test.host.manifests().isEmpty)
      #expect(test.log.text.contains("did not answer --manifest"))
    }
  }

  @Test func `answers are remembered until the file changes`() async throws {
    let adjust: (inout ConnectorHost.Configuration) -> Void = { configuration in
      configuration.cacheDirectory = Self.folder(of: configuration)
      Self.addSibling("cached", in: configuration)
    }
    try await TestHost.with([], adjust) { test in
      let path = test.folder + "/bin/joinery-cached"
      #expect(test.host.manifests().count == 1)
      let file = test.folder + "/bin/connector-manifests.json"
      let answer = #"\"name\":\"cached\""#
      let remembered = try #require(contents(ofFile: file))
      #expect(remembered.contains(answer))
      replace(file: file, with: remembered.replacing(answer, with: #"\"name\":\"remembered\""#))
      let cache = ManifestCache(directory: test.folder + "/bin")
      #expect(cache.manifests(of: [path])[path]?.contains("remembered") == true)
      Self.addSibling("cached", in: test.configuration)
      #expect(cache.manifests(of: [path])[path]?.contains("remembered") == false)
    }
  }

  private static func folder(of configuration: ConnectorHost.Configuration) -> String {
    String(configuration.executablePath.dropLast("/joinery".count))
  }

  private static func addSibling(_ kind: String, in configuration: ConnectorHost.Configuration) {
    let manifest = TestHost.Program.reference(kind).manifest.json.text
    write("#!/bin/sh\ncat <<'END'\n\(manifest)\nEND\n", "joinery-" + kind, in: configuration)
  }

  private static func write(_ text: String, _ name: String, in configuration: ConnectorHost.Configuration) {
    let path = folder(of: configuration) + "/" + name
    replace(file: path, with: text)
    chmod(path, 0o755)
  }
}
