import Authentication
import Errors
import HTTPServer
import JSON
import RemoteSchemas

/// Decides who asks, from the headers of a request.
struct Authenticator: Sendable {
  let adminSecrets: [String]
  let unauthorizedRole: String?
  var tokens: TokenVerifier?
  var hook: AuthenticationHook?

  /// What a configuration says about who may ask. Throws `invalid-configuration` for settings that contradict each other.
  init(_ configuration: Configuration, client: RemoteClient) async throws(EngineError) {
    adminSecrets = configuration.adminSecrets
    unauthorizedRole = configuration.unauthorizedRole
    let needsSecret = configuration.tokenSettings != nil || configuration.hookURL != nil
    guard !needsSecret || !adminSecrets.isEmpty else {
      throw EngineError(.invalidConfiguration, "tokens and hooks of authentication need an admin secret (--admin-secret)")
    }
    guard configuration.tokenSettings == nil || configuration.hookURL == nil else {
      throw EngineError(.invalidConfiguration, "tokens and a hook of authentication cannot be used at the same time")
    }
    if let text = configuration.tokenSettings { tokens = try await TokenVerifier(try TokenSettings.all(parsing: text), client: client) }
    guard let url = configuration.hookURL else { return }
    guard let mode = AuthenticationHook.Mode(rawValue: configuration.hookMode.uppercased()) else {
      throw EngineError(.invalidConfiguration, "the mode of the authentication hook is GET or POST")
    }
    hook = AuthenticationHook(url: url, mode: mode, wantsRequest: configuration.hookWantsRequest, client: client)
  }

  /// The session of a request; `body` is what the client sent, for a hook that wants to know.
  ///
  /// With an admin secret set, a request with a right one is an administrator's and may choose a role and session variables, and one with
  /// a wrong secret is refused. Without it the hook or the token decides, and a request that has neither gets the unauthorized role
  /// or is refused (Hasura's modes of authentication).
  func session(of headers: HTTPFields, body: () -> JSON? = { nil }) async throws(EngineError) -> Session {
    let role = headers.first(name: "x-hasura-role")
    if adminSecrets.isEmpty { return Self.session(role: role ?? Session.admin, Self.sessionVariables(headers), isAdministrator: true) }
    if let given = headers.first(name: "x-hasura-admin-secret") ?? headers.first(name: "x-hasura-access-key") {
      guard isSecret(given) else { throw EngineError(.accessDenied, "invalid \"x-hasura-admin-secret\"/\"x-hasura-access-key\"") }
      return Self.session(role: role ?? Session.admin, Self.sessionVariables(headers), isAdministrator: true)
    }
    if let hook {
      let request = hook.wantsRequest ? body() : nil
      return Self.session(of: try await hook.identity(headers: headers.map { RemoteHeader($0.name, $0.value) }, request: request))
    }
    if let tokens, let identity = try await tokens.identity(requestedRole: role, header: { headers[$0] }) {
      return Self.session(of: identity)
    }
    guard let unauthorizedRole else { throw missingCredential }
    return Self.session(role: unauthorizedRole, [:], isAdministrator: false)
  }

  private var missingCredential: EngineError {
    tokens == nil
      ? EngineError(.accessDenied, "x-hasura-admin-secret/x-hasura-access-key required, but not found")
      : EngineError(.invalidHeaders, "Missing 'Authorization' or 'Cookie' header in JWT authentication mode")
  }

  private static func session(of identity: Identity) -> Session {
    var session = session(role: identity.role, identity.variables, isAdministrator: false)
    session.expiry = identity.expiry
    session.responseHeaders = identity.responseHeaders
    return session
  }

  private static func session(role: String, _ variables: [String: String], isAdministrator: Bool) -> Session {
    var variables = variables
    variables["x-hasura-role"] = role
    return Session(role: role, variables: variables, isAdministrator: isAdministrator)
  }

  /// Compares with every secret in full, so that the time tells nothing about which byte differs.
  private func isSecret(_ given: String) -> Bool {
    let given = Array(given.utf8)
    var isOne = false
    for secret in adminSecrets {
      let secret = Array(secret.utf8)
      var difference = UInt(bitPattern: secret.count ^ given.count)
      for index in given.indices { difference |= UInt(given[index] ^ (secret.isEmpty ? 0 : secret[index % secret.count])) }
      isOne = isOne || difference == 0
    }
    return isOne
  }

  private static func sessionVariables(_ headers: HTTPFields) -> [String: String] {
    var variables: [String: String] = [:]
    for (name, value) in headers {
      // Most headers are not ours, and lower case costs an allocation each.
      guard let first = name.utf8.first, first | 0x20 == UInt8(ascii: "x") else { continue }
      let name = name.lowercased()
      guard name.hasPrefix("x-hasura-"), name != "x-hasura-admin-secret", name != "x-hasura-access-key" else { continue }
      variables[name] = value
    }
    return variables
  }
}
