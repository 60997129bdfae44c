import JSON
import TestSupport
import Testing

/// Who may ask what, by the modes of authentication, seen from outside.
@Suite struct AuthenticationModesTests {
  private static let secret = ["x-hasura-admin-secret": "s"]
  /// Signed with the key below, valid until 2100: role `user`, `x-hasura-user-id` 42.
  private static let key = "an-ascii-secret-of-at-least-sixty-four-bytes-so-that-every-digest-fits-it"
  private static let token =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwiZXhwIjo0MTAyNDQ0ODAwLCJodHRwczovL2hhc3VyYS5pby9qd3QvY2xha"
    + "W1zIjp7IngtaGFzdXJhLWFsbG93ZWQtcm9sZXMiOlsidXNlciIsImVkaXRvciJdLCJ4LWhhc3VyYS1kZWZhdWx0LXJvbGUiOiJ1c2VyIiwiWC1"
    + "IYXN1cmEtVXNlci1JZCI6IjQyIn19.UKpjAVGPbhEF75rYEMuVGZac_D-ahOQMis79xmlgrls"

  private static func settings(_ more: JSONObject = [:]) -> String {
    var settings: JSONObject = ["type": "HS256", "key": .string(key)]
    for (name, value) in more { settings[name] = value }
    return JSON.object(settings).text
  }

  private static func code(_ answer: JSON) -> String? { answer["errors"]?[0]?["extensions"]?["code"]?.stringValue }

  @Test func tokensDecideUnlessASecretIsGiven() throws {
    let joinery = try JoineryProcess(["--admin-secret", "s"], environment: ["HASURA_GRAPHQL_JWT_SECRET": Self.settings()])
    let query = "{ __typename }"
    #expect(Self.code(try joinery.answer(query)) == "invalid-headers")
    #expect(Self.code(try joinery.answer(query, headers: ["Authorization": "Bearer x.y.z"])) == "invalid-jwt")
    #expect(Self.code(try joinery.answer(query, headers: ["x-hasura-admin-secret": "wrong"])) == "access-denied")
    #expect(try joinery.data(query, headers: Self.secret)["__typename"] == "query_root")
    #expect(try joinery.data(query, headers: ["Authorization": "Bearer \(Self.token)"])["__typename"] == "query_root")
    let wrongRole = try joinery.answer(query, headers: ["Authorization": "Bearer \(Self.token)", "X-Hasura-Role": "admin"])
    #expect(Self.code(wrongRole) == "access-denied")
  }

  @Test func whoHasNoTokenHasTheUnauthorizedRole() throws {
    let joinery = try JoineryProcess(
      ["--admin-secret", "s", "--unauthorized-role", "anonymous"], environment: ["HASURA_GRAPHQL_JWT_SECRET": Self.settings()])
    #expect(try joinery.data("{ no_queries_available }")["no_queries_available"] != nil)
    // The metadata are the administrators', whatever the role's name.
    let answer = try joinery.post("/v1/metadata", ["type": "export_metadata", "args": [:]])
    #expect(answer.status != 200)
  }

  @Test func tokensWithoutAnAdminSecretAreAMistake() {
    #expect(throws: JoineryProcess.Failure.self) {
      _ = try JoineryProcess(environment: ["HASURA_GRAPHQL_JWT_SECRET": Self.settings()])
    }
  }

  /// A hook that takes everybody for a user.
  private static func hook() throws -> RemoteGraphQLServer {
    let server = try RemoteGraphQLServer(sdl: "type Query { a: Int }")
    server.behave(.raw(status: 200, body: Array(#"{"X-Hasura-Role":"user"}"#.utf8)))
    return server
  }

  private static let clientHeaders = [
    "Authorization": "Bearer x", "Cookie": "a=b", "X-Own": "1", "X-Hasura-Role": "user", "User-Agent": "tester", "Origin": "http://page",
    "Accept-Language": "sw", "Cache-Control": "no-cache", "Referer": "http://page/1",
  ]

  @Test func aHookThatIsGottenReceivesWhatIsAboutTheClient() throws {
    let hook = try Self.hook()
    let joinery = try JoineryProcess(["--admin-secret", "s", "--auth-hook", hook.url])
    _ = try joinery.answer("{ __typename }", headers: Self.clientHeaders)
    let request = try #require(hook.requests.first)
    for name in ["Authorization", "Cookie", "X-Own", "X-Hasura-Role"] {
      #expect(request.header(name.lowercased()) == Self.clientHeaders[name])
    }
    for name in ["origin", "accept-language", "cache-control", "referer", "content-type", "content-length"] {
      #expect(request.header(name) == nil, "\(name)")
    }
    #expect(request.header("user-agent") == "joinery")
    #expect(request.header("host") == "127.0.0.1:\(hook.port)")
  }

  @Test(arguments: [false, true]) func aHookThatIsPostedReceivesAllHeaders(withRequest: Bool) throws {
    let hook = try Self.hook()
    let joinery = try JoineryProcess(
      ["--admin-secret", "s", "--auth-hook", hook.url, "--auth-hook-mode", "POST"],
      environment: ["HASURA_GRAPHQL_AUTH_HOOK_SEND_REQUEST_BODY": withRequest ? "true" : "false"])
    _ = try joinery.answer("{ __typename }", variables: ["a": 1], headers: Self.clientHeaders)
    let request = try #require(hook.requests.first)
    #expect(request.header("content-type") == "application/json")
    #expect(request.header("x-own") == nil)
    let told = Dictionary(uniqueKeysWithValues: (request.body["headers"]?.objectValue ?? [:]).map { ($0.key.lowercased(), $0.value) })
    for (name, value) in Self.clientHeaders { #expect(told[name.lowercased()]?.stringValue == value) }
    #expect(told["host"] != nil)
    #expect(request.body["request"] == (withRequest ? ["query": "{ __typename }", "variables": ["a": 1]] : nil))
  }

  @Test func pagesOfOtherOriginsReadWhatTheyMay() throws {
    let joinery = try JoineryProcess(["--cors-domain", "https://*.example.com, http://localhost:3000"])
    let origin = "access-control-allow-origin"
    for (page, isAllowed) in [("https://a.example.com", true), ("http://localhost:3000", true), ("https://example.com", false)] {
      let answer = try joinery.client.send("GET", "/v1/version", headers: ["Origin": page])
      #expect(answer.headers[origin] == (isAllowed ? page : nil), "\(page)")
      let preflight = try joinery.client.send(
        "OPTIONS", "/v1/graphql",
        headers: ["Origin": page, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"])
      #expect(preflight.status == 204)
      #expect(preflight.headers["access-control-allow-headers"] == (isAllowed ? "content-type" : nil), "\(page)")
    }
  }
}
