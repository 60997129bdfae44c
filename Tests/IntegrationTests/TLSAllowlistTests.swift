import JSON
import TestSupport
import Testing

/// Remote servers whose certificates nobody but themselves signed: refused unless the allowlist names them.
@Suite struct TLSAllowlistTests {
  private static let sdl = "type Query { a: Int }"

  private static func server(_ certificate: SelfSignedCertificate) throws -> RemoteGraphQLServer {
    try RemoteGraphQLServer(sdl: sdl, resolvers: ["Query.a": { _, _ in 1 }], certificate: certificate)
  }

  private static func add(_ url: String, as name: String = "remote", to joinery: JoineryProcess) throws {
    try joinery.metadata("add_remote_schema", ["name": .string(name), "definition": ["url": .string(url)]])
  }

  /// That a server cannot be added for its certificate.
  private static func expectRefusal(_ url: String, by joinery: JoineryProcess, words: String = "CERTIFICATE_VERIFY_FAILED") {
    let refusal = #expect(throws: JoineryProcess.Refusal.self) { try add(url, as: "refused", to: joinery) }
    #expect(refusal?.body["code"] == "remote-schema-error")
    #expect(refusal?.body["path"] == "$.args")
    #expect(refusal?.body["internal"]?["message"]?.stringValue?.contains(words) ?? false, "\(refusal?.body ?? nil)")
  }

  @Test func aListedHostIsServedUntilItIsDropped() throws {
    let server = try Self.server(SelfSignedCertificate())
    let joinery = try JoineryProcess()
    let (url, host): (String, JSON) = (server.url(host: "localhost"), ["host": "localhost", "suffix": .string("\(server.port)")])
    Self.expectRefusal(url, by: joinery)
    #expect(try joinery.metadata("add_host_to_tls_allowlist", host) == ["message": "success"])
    try Self.add(url, to: joinery)
    #expect(try joinery.data("{ a }") == ["a": 1])
    try joinery.metadata("drop_host_from_tls_allowlist", host)
    let error = try joinery.answer("{ a }")["errors"]?[0]
    #expect(error?["extensions"]?["code"] == "remote-schema-error")
    #expect(error?["extensions"]?["internal"]?["message"]?.stringValue?.contains("CERTIFICATE_VERIFY_FAILED") ?? false, "\(error ?? nil)")
    let refusal = #expect(throws: JoineryProcess.Refusal.self) { try joinery.metadata("reload_remote_schema", ["name": "remote"]) }
    #expect(refusal?.status == 400)
  }

  @Test func otherHostsAndPortsStayRefused() throws {
    let certificate = try SelfSignedCertificate()
    let (server, other) = (try Self.server(certificate), try Self.server(certificate))
    let joinery = try JoineryProcess()
    try joinery.metadata("add_host_to_tls_allowlist", ["host": "localhost", "suffix": .string("\(server.port)")])
    Self.expectRefusal(other.url(host: "localhost"), by: joinery)
    Self.expectRefusal(server.url(host: "127.0.0.1"), by: joinery)
    try Self.add(server.url(host: "localhost"), to: joinery)
    // Without a suffix, all ports.
    try joinery.metadata("add_host_to_tls_allowlist", "127.0.0.1")
    try joinery.metadata(
      "add_remote_schema",
      ["name": "other", "definition": ["url": .string(other.url), "customization": ["root_fields_namespace": "other"]]])
    #expect(try joinery.data("{ a other { a } }") == ["a": 1, "other": ["a": 1]])
  }

  @Test func aHostWithoutThePermissionStaysRefused() throws {
    let server = try Self.server(SelfSignedCertificate())
    let joinery = try JoineryProcess()
    try joinery.metadata("add_host_to_tls_allowlist", ["host": "127.0.0.1", "permissions": []])
    Self.expectRefusal(server.url, by: joinery)
  }

  @Test func anExpiredCertificateIsNotForgiven() throws {
    let server = try Self.server(SelfSignedCertificate(days: -1))
    let joinery = try JoineryProcess()
    try joinery.metadata("add_host_to_tls_allowlist", ["host": "127.0.0.1"])
    for _ in 0..<3 { Self.expectRefusal(server.url, by: joinery, words: "expired") }
  }

  @Test func authoritiesOfAFileAreTrustedForTheirNames() throws {
    let certificate = try SelfSignedCertificate()
    let server = try Self.server(certificate)
    let folder = try JoineryProcess().folder
    try certificate.write(to: folder + "/authorities.pem")
    let joinery = try JoineryProcess(environment: ["SSL_CERT_FILE": folder + "/authorities.pem"])
    Self.expectRefusal(server.url(host: "127.0.0.1"), by: joinery, words: "failedToValidateHostname")
    try Self.add(server.url(host: "localhost"), to: joinery)
    #expect(try joinery.data("{ a }") == ["a": 1])
  }

  @Test func theListOutlivesARestart() throws {
    let server = try Self.server(SelfSignedCertificate())
    let first = try JoineryProcess()
    try first.metadata("add_host_to_tls_allowlist", ["host": "127.0.0.1", "permissions": ["self-signed"]])
    try Self.add(server.url, to: first)
    first.stop()
    let second = try JoineryProcess(folder: first.folder)
    #expect(try second.data("{ a }") == ["a": 1])
    #expect(
      try second.metadata("export_metadata")["network"]
        == ["tls_allowlist": [["host": "127.0.0.1", "permissions": ["self-signed"]]]])
  }

  @Test func theListHoldsForTheAuthenticationHook() throws {
    let hook = try Self.server(SelfSignedCertificate())
    hook.behave(.raw(status: 200, body: Array(#"{"X-Hasura-Role":"someone"}"#.utf8)))
    let joinery = try JoineryProcess(["--admin-secret", "s", "--auth-hook", hook.url])
    let admin = ["x-hasura-admin-secret": "s"]
    let refused = try joinery.post("/v1/graphql", ["query": "{ __typename }"])
    #expect(refused.json?["errors"]?[0]?["message"] == "webhook authentication request failed")
    let list: JSON = ["type": "add_host_to_tls_allowlist", "args": ["host": "127.0.0.1"]]
    #expect(try joinery.post("/v1/metadata", list, headers: admin).status == 200)
    #expect(try joinery.data("{ __typename }") == ["__typename": "query_root"])
  }

  @Test func anInconsistentRemoteHealsWhenItsHostIsListed() throws {
    let server = try Self.server(SelfSignedCertificate())
    let joinery = try JoineryProcess()
    let remote: JSON = ["name": "remote", "definition": ["url": .string(server.url)]]
    let metadata: JSON = ["version": 3, "sources": [], "remote_schemas": [remote]]
    let answer = try joinery.post(
      "/v1/metadata",
      ["type": "replace_metadata", "version": 2, "args": ["allow_inconsistent_metadata": true, "metadata": metadata]])
    #expect(answer.json?["is_consistent"] == false)
    try joinery.metadata("add_host_to_tls_allowlist", ["host": "127.0.0.1"])
    try joinery.metadata("reload_remote_schema", ["name": "remote"])
    #expect(try joinery.data("{ a }") == ["a": 1])
    #expect(try joinery.metadata("get_inconsistent_metadata")["is_consistent"] == true)
  }

  @Test func replacedMetadataBringsItsListAlong() throws {
    let server = try Self.server(SelfSignedCertificate())
    let joinery = try JoineryProcess()
    let remote: JSON = ["name": "remote", "definition": ["url": .string(server.url)]]
    let listed: JSON = ["tls_allowlist": [["host": "127.0.0.1", "suffix": .string("\(server.port)")]]]
    try joinery.metadata("replace_metadata", ["version": 3, "sources": [], "remote_schemas": [remote], "network": listed])
    #expect(try joinery.data("{ a }") == ["a": 1])
    try joinery.metadata("clear_metadata")
    Self.expectRefusal(server.url, by: joinery)
    // In one transaction with the remote schema.
    try joinery.metadata(
      "bulk_atomic",
      [["type": "add_host_to_tls_allowlist", "args": ["host": "127.0.0.1"]], ["type": "add_remote_schema", "args": remote]])
    #expect(try joinery.data("{ a }") == ["a": 1])
  }
}
