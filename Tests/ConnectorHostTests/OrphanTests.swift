import Glibc
import Testing

@testable import ConnectorHost

/// The death of the host itself: a second test process plays it.
struct OrphanTests {
  private static let role = "JOINERY_TEST_VICTIM"

  @Test func `a killed host leaves no connector behind`() async throws {
    let pipe = try Pipe()
    var environment = ["\(Self.role)=1"]
    for name in ["PATH", "LD_LIBRARY_PATH"] {
      if let value = getenv(name) { environment.append("\(name)=" + String(cString: value)) }
    }
    let victim = try ChildProcess.spawn(
      "/proc/self/exe", arguments: ["--testing-library", "swift-testing", "--filter", "OrphanTests/victim"], environment: environment,
      output: pipe.writing, errors: nil)
    Glibc.close(pipe.writing)
    defer { Glibc.close(pipe.reading) }
    let connector = try #require(Self.connectorOfVictim(reading: pipe.reading))
    #expect(kill(connector, 0) == 0)
    victim.killAndReap()
    #expect(await eventually { Self.isGone(connector) })
  }

  @Test(.enabled(if: getenv(role) != nil)) func victim() async throws {
    let test = try TestHost([.reference("orphan")])
    _ = try await test.source("orphan").authors()
    for process in test.processes("orphan") { print("connector \(process) is up") }
    fflush(nil)
    try await Task.sleep(for: .seconds(60))
  }

  private static func connectorOfVictim(reading descriptor: CInt) -> pid_t? {
    var text = ""
    while let part = readPart(descriptor), !part.isEmpty {
      text += String(decoding: part, as: UTF8.self)
      for line in text.split(separator: "\n") where line.hasPrefix("connector ") && line.hasSuffix(" is up") {
        return pid_t(line.split(separator: " ")[1])
      }
    }
    return nil
  }

  /// A process that was not reaped by its new parent yet is a zombie, which is gone as well.
  private static func isGone(_ process: pid_t) -> Bool {
    guard let status = contents(ofFile: "/proc/\(process)/stat") else { return true }
    return status.contains(") Z ")
  }
}
