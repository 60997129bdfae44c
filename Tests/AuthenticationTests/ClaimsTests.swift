import Authentication
import Errors
import JSON
import JWTKit
import Testing

/// What claims say, in tokens signed for the test.
@Suite struct ClaimsTests {
  private static let secret = "a-secret-of-thirty-two-bytes-....."

  private struct Claims: JWTPayload {
    var exp: Double?
    var nbf: Double?
    var aud: [String]?
    var iss: String?
    var sub: String?
    var roles: [String]?
    var session: [String: String]?
    var text: String?
    var nested: [String: [String: String]]?

    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  private static func identity(_ claims: Claims, _ settings: JSON, role: String? = nil) async throws -> Identity? {
    let token = try await JWTKeyCollection().add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256).sign(claims)
    var object = try #require(settings.objectValue)
    object["type"] = "HS256"
    object["key"] = .string(secret)
    return try await TokenVerifierTests.identity(token, .object(object), role: role)
  }

  private static let map: JSON = [
    "claims_map": [
      "x-hasura-allowed-roles": ["path": "$.roles"], "x-hasura-default-role": "user",
      "X-Hasura-User-Id": ["path": "$.sub", "default": "nobody"],
    ]
  ]

  private static let now = Double(1_900_000_000)

  @Test func claimsAreMappedByPath() async throws {
    let identity = try await Self.identity(Claims(sub: "7", roles: ["user"]), Self.map)
    #expect(identity == Identity(role: "user", variables: ["x-hasura-user-id": "7"]))
    #expect(try await Self.identity(Claims(roles: ["user"]), Self.map)?.variables == ["x-hasura-user-id": "nobody"])
  }

  @Test func claimsMayBeTextInsideOfANamespace() async throws {
    let claims = Claims(text: #"{"x-hasura-allowed-roles": ["a"], "x-hasura-default-role": "a", "other": 1}"#)
    let settings: JSON = ["claims_namespace": "text", "claims_format": "stringified_json"]
    #expect(try await Self.identity(claims, settings) == Identity(role: "a"))
    await #expect(throws: EngineError.self) { try await Self.identity(claims, ["claims_namespace": "text"]) }
    await #expect(throws: EngineError.self) { try await Self.identity(Claims(text: "no"), settings) }
  }

  @Test func rolesMustBeThere() async throws {
    let missing = EngineError(.jwtRoleClaimMissing, "JWT claim does not contain x-hasura-allowed-roles")
    await #expect(throws: missing) {
      try await Self.identity(Claims(nested: ["session": ["x-hasura-default-role": "a"]]), ["claims_namespace_path": "$.nested.session"])
    }
    let namespace = EngineError(.jwtInvalidClaims, "claims key: 'https://hasura.io/jwt/claims' not found")
    await #expect(throws: namespace) { try await Self.identity(Claims(sub: "1"), [:]) }
  }

  @Test func timesAreChecked() async throws {
    var claims = Claims(exp: 1_000_000_000, roles: ["user"])
    await #expect(throws: EngineError(.jwtInvalid, "Could not verify JWT: JWTExpired")) { try await Self.identity(claims, Self.map) }
    claims = Claims(nbf: 4_000_000_000, roles: ["user"])
    await #expect(throws: EngineError(.jwtInvalid, "Could not verify JWT: JWTNotYetValid")) { try await Self.identity(claims, Self.map) }
    var settings = try #require(Self.map.objectValue)
    settings["allowed_skew"] = 4_000_000_000
    #expect(try await Self.identity(claims, .object(settings))?.role == "user")
  }

  @Test func audienceAndIssuerAreChecked() async throws {
    var settings = try #require(Self.map.objectValue)
    settings["audience"] = ["one", "two"]
    settings["issuer"] = "here"
    #expect(try await Self.identity(Claims(aud: ["two", "x"], iss: "here", roles: ["user"]), .object(settings))?.role == "user")
    await #expect(throws: EngineError(.jwtInvalid, "Could not verify JWT: JWTNotInAudience")) {
      try await Self.identity(Claims(aud: ["x"], iss: "here", roles: ["user"]), .object(settings))
    }
    await #expect(throws: EngineError(.jwtInvalid, "Could not verify JWT: JWTNotInIssuer")) {
      try await Self.identity(Claims(aud: ["one"], iss: "there", roles: ["user"]), .object(settings))
    }
  }

  @Test func timesOfAnySizeAreTaken() async throws {
    let settings: JSON = ["allowed_skew": 60, "claims_map": Self.map["claims_map"] ?? .null]
    for time in [9_223_372_036_854_774_784, 1e300] {
      _ = try await Self.identity(Claims(exp: time, roles: ["user"]), settings)
      await #expect(throws: EngineError.self) { try await Self.identity(Claims(nbf: time, roles: ["user"]), settings) }
    }
  }
}
