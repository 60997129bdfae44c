package import Errors
import Glibc
package import RemoteSchemas

/// Believes or refuses the tokens of requests.
package struct TokenVerifier: Sendable {
  private let issuers: [Issuer]

  private struct Issuer: Sendable {
    let settings: TokenSettings
    let keys: Keys
  }

  private enum Keys: Sendable {
    case fixed(TokenKey)
    case fetched(KeySet)
  }

  /// A verifier of tokens of any of these issuers. Throws `invalid-configuration` for keys that are none.
  package init(_ settings: [TokenSettings], client: RemoteClient) async throws(EngineError) {
    var issuers: [Issuer] = []
    for settings in settings {
      switch settings.key {
      case .url(let url): issuers.append(Issuer(settings: settings, keys: .fetched(KeySet(url: url, client: client))))
      case .text(let text, let algorithm):
        guard let key = try? await TokenKey(text, algorithm: algorithm) else {
          throw TokenSettings.wrong("the key is not one of type \(algorithm)")
        }
        issuers.append(Issuer(settings: settings, keys: .fixed(key)))
      }
    }
    self.issuers = issuers
  }

  /// Who sent a request; nil if it carries no token at all.
  ///
  /// `header` gives the values of a header by its name in lower case. Throws `invalid-headers` for a credential that is no token,
  /// `invalid-jwt` for a token that is not believed, `jwt-invalid-claims` and `jwt-missing-role-claims` for one without session,
  /// `access-denied` for a role that it does not allow.
  package func identity(requestedRole: String?, header: (String) -> [String]) async throws(EngineError) -> Identity? {
    var found: [(issuer: Issuer, token: Token)] = []
    for issuer in issuers {
      if let text = try Self.token(at: issuer.settings.place, header) { found.append((issuer, try Token(text))) }
    }
    guard let first = found.first else { return nil }
    // Of several issuers, the one that the token names; the keys of the others must not vouch for it.
    let chosen =
      found.first { $0.issuer.settings.issuer == $0.token.claims["iss"]?.stringValue } ?? found.first { $0.issuer.settings.issuer == nil }
      ?? first
    return try await believe(chosen.token, of: chosen.issuer, requestedRole)
  }

  private func believe(_ token: Token, of issuer: Issuer, _ requestedRole: String?) async throws(EngineError) -> Identity {
    let keys: [TokenKey]
    switch issuer.keys {
    case .fixed(let key): keys = [key]
    case .fetched(let set): keys = try await set.keys(for: token)
    }
    guard await Self.isSigned(token, by: keys) else { throw .invalidToken("JWSError JWSInvalidSignature") }
    try token.check(issuer.settings, now: time(nil))
    return try Self.identity(of: token, issuer.settings, requestedRole: requestedRole)
  }

  private static func isSigned(_ token: Token, by keys: [TokenKey]) async -> Bool {
    for key in keys where await key.signed(token) { return true }
    return false
  }

  private static func token(at place: TokenSettings.Place, _ header: (String) -> [String]) throws(EngineError) -> String? {
    switch place {
    case .authorization: return try header("authorization").first.map(bearer)
    case .header(let name): return try header(name).first.map(bearer)
    case .cookie(let name): return header("cookie").lazy.compactMap { Cookies.value(of: name, in: $0) }.first
    }
  }

  /// The token of `Bearer <token>`; the scheme's case does not matter (RFC 9110, section 11.1).
  private static func bearer(_ value: String) throws(EngineError) -> String {
    let parts = value.split(separator: " ")
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw EngineError(.invalidHeaders, "Malformed Authorization header") }
    return String(parts[1])
  }
}

/// The header `Cookie` (RFC 6265, section 4.2).
enum Cookies {
  /// The value of the first cookie of a name.
  static func value(of name: String, in header: String) -> String? {
    for pair in header.split(separator: ";") {
      let pair = pair.drop { $0 == " " }
      guard let equals = pair.firstIndex(of: "="), pair[..<equals] == name else { continue }
      return String(pair[pair.index(after: equals)...])
    }
    return nil
  }
}
