import Foundation
import Glibc
import NIOSSL

/// A certificate for `localhost` that nobody but itself signed, made by `openssl`, with its key.
package struct SelfSignedCertificate: Sendable {
  private let certificate: [UInt8]
  private let key: [UInt8]

  /// Makes a certificate that is valid from now for days; a negative number makes one that has expired.
  package init(days: Int = 2) throws {
    var template = Array("/tmp/joinery-tls-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw JoineryProcess.Failure(description: "no temporary folder: errno \(errno)") }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (key, request, certificate) = (folder + "/key.pem", folder + "/request.pem", folder + "/certificate.pem")
    try Self.openssl(["req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, "-subj", "/CN=localhost"])
    try Self.openssl(["x509", "-req", "-in", request, "-signkey", key, "-out", certificate, "-days", String(days)])
    self.key = try Self.bytes(of: key)
    self.certificate = try Self.bytes(of: certificate)
  }

  /// What a server needs to speak TLS with it.
  var serverContext: NIOSSLContext {
    get throws {
      let chain = try NIOSSLCertificate.fromPEMBytes(certificate).map { NIOSSLCertificateSource.certificate($0) }
      return try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(bytes: key, format: .pem))))
    }
  }

  /// Writes the certificate, without its key, into a file.
  package func write(to file: String) throws { try Data(certificate).write(to: URL(fileURLWithPath: file)) }

  private static func bytes(of file: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: file))) }

  private static func openssl(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw JoineryProcess.Failure(description: "openssl \(arguments) failed") }
  }
}
