import Glibc
import Testing

@testable import ConnectorHost

/// The folder of the sockets.
struct RuntimeDirectoryTests {
  @Test func `folders of dead hosts are removed with the own one, those of living hosts stay`() throws {
    let parent = "/tmp/joinery-test-" + randomHex(bytes: 6)
    mkdir(parent, 0o700)
    defer { rmdir(parent) }
    let stale = parent + "/joinery-1-dead"
    mkdir(stale, 0o700)
    replace(file: stale + "/lock", with: "")
    replace(file: stale + "/1.sock", with: "")
    let other = try RuntimeDirectory(parent: parent)
    let own = try RuntimeDirectory(parent: parent)
    own.remove()
    #expect(namesInFolder(parent).map { parent + "/" + $0 } == [other.path])
    other.remove()
    #expect(namesInFolder(parent).isEmpty)
  }

  @Test func `a parent too deep for a socket's address is passed over`() throws {
    let parent = "/tmp/joinery-test-" + String(repeating: "d", count: 90)
    mkdir(parent, 0o700)
    defer { rmdir(parent) }
    let directory = try RuntimeDirectory(parent: parent)
    defer { directory.remove() }
    #expect(directory.newSocket().utf8.count <= longestSocketPath)
    #expect(!directory.path.hasPrefix(parent))
  }
}
