import Errors
import HTTPServer
import JSON

/// Who asks: the role, and the session variables that permissions refer to.
struct Session: Sendable, Equatable {
  var role: String
  /// Names in lower case, all beginning with `x-hasura-`.
  var variables: [String: String]
  /// Whether the request proved to come from an administrator (also when it then chose another role).
  var isAdministrator: Bool
  /// The headers of the request, for remote servers that are forwarded them.
  var headers = HTTPFields()

  static let admin = "admin"
}

/// Decides who asks, from the headers of a request.
struct Authentication: Sendable {
  let adminSecrets: [String]
  let unauthorizedRole: String?

  /// The session of a request.
  ///
  /// With an admin secret set, a request without it has the unauthorized role, or is refused; one with a wrong secret is refused.
  /// Only an administrator may choose a role and session variables (Hasura's "admin secret" mode).
  func session(of headers: HTTPFields) throws(EngineError) -> Session {
    let variables = Self.sessionVariables(headers)
    let role = variables["x-hasura-role"]
    if adminSecrets.isEmpty { return session(role: role ?? Session.admin, variables, isAdministrator: true) }
    let given = headers.first(name: "x-hasura-admin-secret") ?? headers.first(name: "x-hasura-access-key")
    guard let given else {
      guard let unauthorizedRole else {
        throw EngineError(.accessDenied, "x-hasura-admin-secret/x-hasura-access-key required, but not found")
      }
      return session(role: unauthorizedRole, ["x-hasura-role": unauthorizedRole], isAdministrator: false)
    }
    guard isSecret(given) else { throw EngineError(.accessDenied, "invalid \"x-hasura-admin-secret\"/\"x-hasura-access-key\"") }
    return session(role: role ?? Session.admin, variables, isAdministrator: true)
  }

  private func session(role: String, _ variables: [String: String], isAdministrator: Bool) -> Session {
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
