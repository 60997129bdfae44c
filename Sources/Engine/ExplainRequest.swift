import Errors
import JSON

/// The body of a request to explain an operation: `{query: {query, variables, operationName}, user, is_relay}`.
struct ExplainRequest: Equatable {
  let operation: GraphQLRequest
  /// The session variables to plan for, names in lower case.
  let variables: [String: String]

  /// Throws `parse-failed` for a body of another form, `not-supported` for Relay's schema.
  init(decoding json: JSON) throws(EngineError) {
    guard case .object(let object) = json else {
      throw EngineError(
        .parseFailed, "parsing Hasura.GraphQL.Explain.GQLExplain(GQLExplain) failed, expected Object, but encountered \(json.aesonKind)")
    }
    guard let query = object["query"] else { throw EngineError(.parseFailed, "key \"query\" not found") }
    operation = try at(.key("query")) { () throws(EngineError) in try GraphQLRequest(decoding: query) }
    variables = try at(.key("user")) { () throws(EngineError) in try Self.variables(object["user"]) }
    switch object["is_relay"] {
    case .none, .null, .bool(false): break
    case .bool(true): throw EngineError(.notSupported, "Relay is not supported", at: ["is_relay"])
    case .some(let other):
      throw EngineError(.parseFailed, "parsing Bool failed, expected Boolean, but encountered \(other.aesonKind)", at: ["is_relay"])
    }
  }

  private static func variables(_ json: JSON?) throws(EngineError) -> [String: String] {
    guard let json, json != .null else { return [:] }
    guard case .object(let object) = json else {
      throw EngineError(.parseFailed, "parsing HashMap failed, expected Object, but encountered \(json.aesonKind)")
    }
    var variables: [String: String] = [:]
    for (name, value) in object.entries {
      guard case .string(let text) = value else {
        throw EngineError(
          .parseFailed, "parsing Text failed, expected String, but encountered \(value.aesonKind)", at: ErrorPath([.key(name)]))
      }
      // Other headers mean nothing to permissions.
      if name.lowercased().hasPrefix("x-hasura-") { variables[name.lowercased()] = text }
    }
    return variables
  }

  /// Who is explained to ask: the role that is named, else the administrator.
  var session: Session {
    var variables = variables
    let role = variables["x-hasura-role"] ?? Session.admin
    variables["x-hasura-role"] = role
    return Session(role: role, variables: variables, isAdministrator: true)
  }
}
