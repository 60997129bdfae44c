import Errors
import JSON

extension TokenVerifier {
  static let allowedRoles = "x-hasura-allowed-roles"
  static let defaultRole = "x-hasura-default-role"

  /// The role and the session variables that a believed token's claims give to whoever asks for `requestedRole`.
  static func identity(of token: Token, _ settings: TokenSettings, requestedRole: String?) throws(EngineError) -> Identity {
    var claims = try sessionClaims(of: token.claims, settings)
    guard let roles = claims.removeValue(forKey: allowedRoles) else {
      throw EngineError(.jwtRoleClaimMissing, "JWT claim does not contain \(allowedRoles)")
    }
    guard let list = roles.arrayValue, case let allowed = list.compactMap(\.stringValue), allowed.count == list.count else {
      throw EngineError(.jwtInvalidClaims, "invalid \(allowedRoles); should be a list of roles")
    }
    guard let usual = claims.removeValue(forKey: defaultRole) else {
      throw EngineError(.jwtRoleClaimMissing, "JWT claim does not contain \(defaultRole)")
    }
    guard let usual = usual.stringValue else { throw EngineError(.jwtInvalidClaims, "invalid \(defaultRole); should be a role") }
    let role = requestedRole ?? usual
    guard allowed.contains(role) else { throw EngineError(.accessDenied, "Your requested role is not in allowed roles", status: 400) }
    var variables: [String: String] = [:]
    for (name, value) in claims {
      guard let text = value.stringValue else {
        throw EngineError(.jwtInvalidClaims, "invalid x-hasura-* claims; should be a list of strings: \"\(name)\" is not a string")
      }
      variables[name] = text
    }
    variables["x-hasura-role"] = nil
    return Identity(role: role, variables: variables, expiry: token.expiry.map { $0 + settings.allowedSkew })
  }

  /// The claims that are session variables, names in lower case.
  private static func sessionClaims(of claims: JSON, _ settings: TokenSettings) throws(EngineError) -> [String: JSON] {
    switch settings.claims {
    case .map(let map): return try mappedClaims(map, claims)
    case .namespace(let path, let isText):
      guard let found = value(at: path, in: claims) else {
        throw EngineError(.jwtInvalidClaims, "claims key: '\(path.joined(separator: "."))' not found")
      }
      let object = isText ? found.stringValue.flatMap { try? JSON(parsing: $0) } : found
      guard let members = object?.objectValue else {
        throw EngineError(
          .jwtInvalidClaims,
          isText
            ? "expecting stringified json when claims_format is stringified_json" : "expecting a json object when claims_format is json")
      }
      var named: [String: JSON] = [:]
      for (name, value) in members where name.lowercased().hasPrefix("x-hasura-") { named[name.lowercased()] = value }
      return named
    }
  }

  private static func mappedClaims(_ map: [String: TokenSettings.MappedClaim], _ claims: JSON) throws(EngineError) -> [String: JSON] {
    var named: [String: JSON] = [:]
    for (name, place) in map {
      switch place {
      case .literal(let json): named[name] = json
      case .path(let path, let usual):
        if let found = value(at: path, in: claims) ?? usual { named[name] = found }
        guard named[name] != nil else {
          throw EngineError(.jwtInvalidClaims, "claim of \"\(name)\" not found at its path, and it has no default")
        }
      }
    }
    return named
  }

  private static func value(at path: [String], in json: JSON) -> JSON? {
    var value = json
    for step in path {
      guard let next = value.arrayValue != nil ? Int(step).flatMap({ value[$0] }) : value[step] else { return nil }
      value = next
    }
    return value.isNull ? nil : value
  }
}
