import Authentication
import Errors
import HTTPServer
import JSON
import JWTKit
import NIOPosix
import RemoteSchemas
import Synchronization
import Testing

/// Keys that a server publishes.
@Suite struct KeySetTests {
  /// A server whose keys can be exchanged, and that counts how often it was asked.
  private final class Publisher: Sendable {
    let server: HTTPServer

    init(lifetime: String = "1") async throws {
      let state = SharedState()
      shared = state
      server = try await HTTPServer.start(
        HTTPServerConfiguration(host: "127.0.0.1", port: 0), on: MultiThreadedEventLoopGroup.singleton
      ) { _, writer in
        let keys = state.value.withLock { value in
          value.requests += 1
          return value.keys
        }
        guard let keys else { return await writer.respond(.internalServerError, body: "down") }
        await writer.respond(
          .ok, headers: ["Cache-Control": "public, max-age=\(lifetime)"], body: JSON.object(["keys": .array(keys)]).bytes)
      }
    }

    private final class SharedState: Sendable { let value = Mutex((keys: [JSON]?.some([]), requests: 0)) }
    private let shared: SharedState

    func publish(_ keys: [JSON]?) { shared.value.withLock { $0.keys = keys } }
    var requests: Int { shared.value.withLock { $0.requests } }
  }

  private struct Claims: JWTPayload {
    var session = ["x-hasura-default-role": "user"]
    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  private static func token(_ key: ES256PrivateKey, id: String) async throws -> String {
    let keys = await JWTKeyCollection().add(ecdsa: key, kid: JWKIdentifier(string: id))
    return try await keys.sign(Claims(), kid: JWKIdentifier(string: id))
  }

  private static func member(_ key: ES256PrivateKey, id: String) throws -> JSON {
    let point = try #require(key.publicKey.parameters)
    return ["kty": "EC", "crv": "P-256", "kid": .string(id), "x": .string(point.x), "y": .string(point.y)]
  }

  private static func verifier(_ publisher: Publisher) async throws -> TokenVerifier {
    let settings: JSON = [
      "jwk_url": .string("http://127.0.0.1:\(publisher.server.port)/keys"),
      "claims_map": ["x-hasura-allowed-roles": ["user"], "x-hasura-default-role": ["path": "$.session.x-hasura-default-role"]],
    ]
    return try await TokenVerifier(TokenSettings.all(parsing: settings.text), client: TokenVerifierTests.client)
  }

  private static func role(_ token: String, _ verifier: TokenVerifier) async throws -> String? {
    try await verifier.identity(requestedRole: nil) { $0 == "authorization" ? ["Bearer \(token)"] : [] }?.role
  }

  @Test func manyRequestsWaitForOneFetch() async throws {
    let publisher = try await Publisher()
    let key = ES256PrivateKey()
    publisher.publish([["kty": "oct", "k": "c2VjcmV0", "kid": "a"], ["kty": "new"], try Self.member(key, id: "a")])
    let verifier = try await Self.verifier(publisher)
    let token = try await Self.token(key, id: "a")
    try await withThrowingTaskGroup(of: String?.self) { group in
      for _ in 0..<200 { group.addTask { try await Self.role(token, verifier) } }
      for try await role in group { #expect(role == "user") }
    }
    #expect(publisher.requests == 1)
  }

  @Test func keysAreExchangedUnderLoad() async throws {
    let publisher = try await Publisher()
    let (old, new) = (ES256PrivateKey(), ES256PrivateKey())
    publisher.publish([try Self.member(old, id: "old")])
    let verifier = try await Self.verifier(publisher)
    let (oldToken, newToken) = (try await Self.token(old, id: "old"), try await Self.token(new, id: "new"))
    #expect(try await Self.role(oldToken, verifier) == "user")
    publisher.publish([try Self.member(old, id: "old"), try Self.member(new, id: "new")])
    // The keys are a second old before they are fetched again: until then everyone is served with the old ones.
    let end = ContinuousClock.now + .seconds(10)
    var isKnown = false
    while !isKnown, .now < end {
      #expect(try await Self.role(oldToken, verifier) == "user")
      isKnown = (try? await Self.role(newToken, verifier)) == "user"
    }
    #expect(isKnown)
    #expect(publisher.requests <= 11)
  }

  @Test func knownKeysOutliveTheirServer() async throws {
    let publisher = try await Publisher()
    let key = ES256PrivateKey()
    publisher.publish([try Self.member(key, id: "a")])
    let verifier = try await Self.verifier(publisher)
    let token = try await Self.token(key, id: "a")
    #expect(try await Self.role(token, verifier) == "user")
    publisher.publish(nil)
    try await Task.sleep(for: .milliseconds(2200))
    for _ in 0..<20 { #expect(try await Self.role(token, verifier) == "user") }
    #expect(publisher.requests <= 3)
  }

  @Test func aKeyThatIsNotPublishedSignsNothing() async throws {
    let publisher = try await Publisher()
    publisher.publish([try Self.member(ES256PrivateKey(), id: "a")])
    let verifier = try await Self.verifier(publisher)
    let forged = try await Self.token(ES256PrivateKey(), id: "a")
    await #expect(throws: EngineError(.jwtInvalid, "Could not verify JWT: JWSError JWSInvalidSignature")) {
      try await Self.role(forged, verifier)
    }
    // Names of keys that nobody knows do not make the engine fetch without end.
    let unknown = try await Self.token(ES256PrivateKey(), id: "../../etc/passwd")
    for _ in 0..<50 { await #expect(throws: EngineError.self) { try await Self.role(unknown, verifier) } }
    #expect(publisher.requests <= 3)
  }

  @Test(arguments: ["9223372036854775807", "99999999999999999999999", "0", "", "-1", "x"])
  func lifetimesOfAnySizeAreTaken(lifetime: String) async throws {
    let publisher = try await Publisher(lifetime: lifetime)
    let key = ES256PrivateKey()
    publisher.publish([try Self.member(key, id: "a")])
    #expect(try await Self.role(try await Self.token(key, id: "a"), try await Self.verifier(publisher)) == "user")
  }
}
