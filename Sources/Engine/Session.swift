import HTTPServer
import RemoteSchemas

/// Who asks: the role, and the session variables that permissions refer to.
struct Session: Sendable, Equatable {
  var role: String
  /// Names in lower case, all beginning with `x-hasura-`.
  var variables: [String: String]
  /// Whether the request proved to come from an administrator (also when it then chose another role).
  var isAdministrator: Bool
  /// Whether the request comes from a backend, which may use permissions that are for backends only.
  var isBackend: Bool { isAdministrator && variables["x-hasura-use-backend-only-permissions"] == "true" }
  /// The headers of the request, for remote servers that are forwarded them.
  var headers = HTTPFields()
  /// Seconds since 1970 after which the session is over; nil is never.
  var expiry: Int?
  /// Headers for the client's answers.
  var responseHeaders: [RemoteHeader] = []

  static let admin = "admin"
}
