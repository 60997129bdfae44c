import Foundation
import Glibc

/// An HTTPS server of `openssl` on a free port of 127.0.0.1, with a certificate that nobody but itself signed.
package final class OpenSSLServer: Sendable {
  package let port: Int
  private let processID: Int32

  /// Makes a certificate and starts the server.
  package init() throws {
    var template = Array("/tmp/joinery-tls-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw JoineryProcess.Failure(description: "no temporary folder: errno \(errno)") }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    port = try Self.freePort()
    let (key, certificate) = (folder + "/key.pem", folder + "/certificate.pem")
    let request = try Self.run(
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost"])
    request.waitUntilExit()
    let server = try Self.run(["s_server", "-accept", "127.0.0.1:\(port)", "-key", key, "-cert", certificate, "-www", "-quiet"])
    processID = server.processIdentifier
    ProcessesToEnd.add(processID, signal: SIGTERM, folder: folder)
    let port = port
    guard eventually(within: 10, { Self.accepts(port) }) else { throw JoineryProcess.Failure(description: "openssl does not serve") }
  }

  /// Ends the server.
  package func stop() {
    if ProcessTable.children(of: getpid()).contains(processID) { kill(processID, SIGTERM) }
  }

  private static func run(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = Self.address(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) | getsockname(descriptor, $0, &length) }
    }
    guard result == 0 else { throw JoineryProcess.Failure(description: "no free port: errno \(errno)") }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  private static func accepts(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = Self.address(UInt16(port))
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return address
  }
}
