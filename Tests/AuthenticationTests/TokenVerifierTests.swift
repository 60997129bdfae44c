import Authentication
import Errors
import JSON
import NIOPosix
import RemoteSchemas
import Testing

@Suite struct TokenVerifierTests {
  static let client = RemoteClient(group: MultiThreadedEventLoopGroup.singleton, certificateFile: nil)

  /// Who a token is, by settings of these members.
  static func identity(_ token: String, _ settings: JSON, role: String? = nil, headers: [String: String] = [:]) async throws -> Identity? {
    let verifier = try await TokenVerifier(TokenSettings.all(parsing: settings.text), client: client)
    let headers = headers.isEmpty ? ["authorization": "Bearer \(token)"] : headers
    return try await verifier.identity(requestedRole: role) { headers[$0].map { [$0] } ?? [] }
  }

  static func vector(_ algorithm: String) throws -> TokenVectors.Vector {
    try #require(TokenVectors.all.first { $0.algorithm == algorithm })
  }

  static func settings(_ vector: TokenVectors.Vector) -> JSON { ["type": .string(vector.algorithm), "key": .string(vector.key)] }

  @Test(arguments: TokenVectors.all)
  func aTokenOfEveryAlgorithmIsBelieved(vector: TokenVectors.Vector) async throws {
    let identity = try await Self.identity(vector.token, Self.settings(vector))
    #expect(identity == Identity(role: "user", variables: ["x-hasura-user-id": "42"], expiry: 4_102_444_800))
  }

  @Test(arguments: TokenVectors.all)
  func aTokenWithAnotherClaimIsRefused(vector: TokenVectors.Vector) async throws {
    let parts = vector.token.split(separator: ".").map(String.init)
    // One character of the claims: the signature is that of others.
    let changed = parts[1].dropLast(4) + (parts[1].hasSuffix("AAAA") ? "BBBB" : "AAAA")
    await #expect(throws: EngineError.self) { try await Self.identity("\(parts[0]).\(changed).\(parts[2])", Self.settings(vector)) }
  }

  @Test(arguments: TokenVectors.all)
  func aKeyServesItsOwnAlgorithmOnly(vector: TokenVectors.Vector) async throws {
    for other in TokenVectors.all where other.algorithm != vector.algorithm {
      await #expect(throws: EngineError(.jwtInvalid, "Could not verify JWT: JWSError JWSInvalidSignature")) {
        try await Self.identity(other.token, Self.settings(vector))
      }
    }
  }

  @Test func aPublicKeyIsNoSecret() async throws {
    let vector = try Self.vector("RS256")
    for token in [TokenVectors.confused, TokenVectors.unsigned] {
      await #expect(throws: EngineError(.jwtInvalid, "Could not verify JWT: JWSError JWSInvalidSignature")) {
        try await Self.identity(token, Self.settings(vector))
      }
    }
  }

  @Test(arguments: ["", "a", "a.b", "a.b.c", "....", "e30.e30.", "bm9uZQ.e30.e30", "e30.e30.e30.e30"])
  func whatIsNoTokenIsRefused(text: String) async throws {
    let vector = try Self.vector("HS256")
    let headers = ["authorization": "Bearer \(text)"]
    await #expect(throws: EngineError.self) { try await Self.identity("", Self.settings(vector), headers: headers) }
  }

  @Test func aRequestWithoutATokenHasNoIdentity() async throws {
    let vector = try Self.vector("HS256")
    #expect(try await Self.identity("", Self.settings(vector), headers: ["x-other": "1"]) == nil)
    await #expect(throws: EngineError(.invalidHeaders, "Malformed Authorization header")) {
      try await Self.identity("", Self.settings(vector), headers: ["authorization": "Basic abc"])
    }
  }

  @Test func tokensStandWhereTheSettingsSay() async throws {
    let vector = try Self.vector("HS256")
    var settings = try #require(Self.settings(vector).objectValue)
    settings["header"] = ["type": "Cookie", "name": "session"]
    let cookie = ["cookie": "a=1; session=\(vector.token); b=2"]
    #expect(try await Self.identity("", .object(settings), headers: cookie)?.role == "user")
    settings["header"] = ["type": "CustomHeader", "name": "X-Token"]
    #expect(try await Self.identity("", .object(settings), headers: ["x-token": "Bearer \(vector.token)"])?.role == "user")
  }

  @Test func onlyAllowedRolesCanBeChosen() async throws {
    let vector = try Self.vector("HS256")
    #expect(try await Self.identity(vector.token, Self.settings(vector), role: "editor")?.role == "editor")
    await #expect(throws: EngineError(.accessDenied, "Your requested role is not in allowed roles", status: 400)) {
      try await Self.identity(vector.token, Self.settings(vector), role: "admin")
    }
  }

  @Test(arguments: [
    #"{}"#, #"{"key": "k"}"#, #"{"type": "HS256"}"#, #"{"type": "none", "key": "k"}"#, #"{"type": "RS256", "key": "no pem"}"#,
    #"{"type": "HS256", "key": "k", "jwk_url": "http://localhost"}"#, #"{"type": "HS256", "key": "k", "claims_format": "xml"}"#,
    #"{"type": "HS256", "key": "k", "claims_map": {"x-hasura-user-id": {"path": "$.sub"}}}"#,
    #"{"type": "HS256", "key": "k", "claims_namespace": "a", "claims_namespace_path": "$.a"}"#,
    #"{"type": "HS256", "key": "k", "allowed_skew": -1}"#, #"{"type": "HS256", "key": "k", "header": {"type": "Cookie"}}"#, "[1]", "no",
  ])
  func settingsThatMeanNothingAreRefused(text: String) async throws {
    await #expect(throws: EngineError.self) { try await TokenVerifier(TokenSettings.all(parsing: text), client: Self.client) }
  }
}
