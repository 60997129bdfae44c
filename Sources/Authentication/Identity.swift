package import RemoteSchemas

/// What a credential proves about whoever sent it.
package struct Identity: Equatable, Sendable {
  package var role: String
  /// Names in lower case, all beginning with `x-hasura-`; without the role.
  package var variables: [String: String]
  /// Seconds since 1970 after which the credential is worth nothing; nil is never.
  package var expiry: Int?
  /// Headers for the client's answer: the cookies that a webhook sets.
  package var responseHeaders: [RemoteHeader]

  /// An identity of these parts.
  package init(role: String, variables: [String: String] = [:], expiry: Int? = nil, responseHeaders: [RemoteHeader] = []) {
    self.role = role
    self.variables = variables
    self.expiry = expiry
    self.responseHeaders = responseHeaders
  }
}
