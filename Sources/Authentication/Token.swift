import Errors
import JSON

/// A JSON Web Token in compact form (RFC 7519, section 3), taken apart and not yet believed.
struct Token {
  let text: String
  /// `alg` and `kid` of the header.
  let algorithm: String
  let keyID: String?
  let claims: JSON

  /// Throws `invalid-jwt` for anything that is not a signed token in compact form.
  init(_ text: String) throws(EngineError) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Self.object(parts[0]), let claims = Self.object(parts[1]) else {
      throw .invalidToken("JWSError (JSONDecodeError \"invalid JWT encoding\")")
    }
    guard let algorithm = header["alg"]?.stringValue else {
      throw .invalidToken("JWSError (JSONDecodeError \"header has no algorithm\")")
    }
    self.text = text
    self.algorithm = algorithm
    self.claims = claims
    keyID = header["kid"]?.stringValue
  }

  private static func object(_ part: Substring) -> JSON? {
    guard let bytes = Base64URL.decode(part), let json = try? JSON(parsing: bytes), json.objectValue != nil else { return nil }
    return json
  }

  /// Throws unless the registered claims hold (RFC 7519, section 4.1).
  func check(_ settings: TokenSettings, now: Int) throws(EngineError) {
    let skew = settings.allowedSkew
    // A time that cannot be read must not mean that there is none.
    for name in ["exp", "nbf"] where !(claims[name] ?? .null).isNull && Self.seconds(claims[name]) == nil {
      throw .invalidToken("JWTClaimsSetDecodeError \"'\(name)' is no date\"")
    }
    if let expiry, now - skew >= expiry { throw .invalidToken("JWTExpired") }
    if let start = Self.seconds(claims["nbf"]), now + skew < start { throw .invalidToken("JWTNotYetValid") }
    if !settings.audiences.isEmpty, settings.audiences.isDisjoint(with: audiences) { throw .invalidToken("JWTNotInAudience") }
    if let issuer = settings.issuer, claims["iss"]?.stringValue != issuer { throw .invalidToken("JWTNotInIssuer") }
  }

  /// Seconds since 1970; nil is never.
  var expiry: Int? { Self.seconds(claims["exp"]) }

  /// `aud` is one text or a list of them.
  private var audiences: [String] {
    guard let audience = claims["aud"] else { return [] }
    return audience.arrayValue?.compactMap(\.stringValue) ?? audience.stringValue.map { [$0] } ?? []
  }

  /// A NumericDate may have a fraction. One that is further away than anybody waits for is brought nearer, so that it can be counted with.
  private static func seconds(_ json: JSON?) -> Int? {
    guard case .number(let number)? = json else { return nil }
    return Int(max(-farthest, min(number.double.rounded(.down), farthest)))
  }

  /// The end of the year 9999.
  private static let farthest = 253_402_300_799.0
}

extension EngineError {
  /// Hasura's words for a token that is not believed.
  static func invalidToken(_ reason: String) -> EngineError { EngineError(.jwtInvalid, "Could not verify JWT: \(reason)") }
}
