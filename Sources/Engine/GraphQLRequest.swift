import Errors
package import JSON

/// The body of a GraphQL request.
package struct GraphQLRequest: Equatable, Sendable {
  package var query: String
  package var operationName: String?
  package var variables: JSONObject
  /// Whether a client asks for the text of its query to be kept under a hash (Automatic Persisted Queries).
  private var isPersisted = false

  package init(query: String, operationName: String? = nil, variables: JSONObject = JSONObject()) {
    self.query = query
    self.operationName = operationName
    self.variables = variables
  }

  /// Decodes `{query, variables, operationName, extensions}`.
  ///
  /// Throws `invalid-json` for what is no object and `parse-failed` for a member of the wrong type, in Hasura's words.
  init(decoding json: JSON) throws(EngineError) {
    guard case .object(let object) = json else {
      throw EngineError(.parseFailed, "parsing Text.Megaparsec failed, expected Object, but encountered \(json.aesonKind)")
    }
    guard let query = object["query"] else { throw EngineError(.parseFailed, "key \"query\" not found") }
    guard case .string(let text) = query else {
      throw EngineError(.parseFailed, "parsing Text failed, expected String, but encountered \(query.aesonKind)", at: ["query"])
    }
    self.query = text
    operationName = try Self.operationName(object["operationName"])
    variables = try Self.object(object["variables"], "variables")
    isPersisted = try Self.object(object["extensions"], "extensions")["persistedQuery"]?.isNull == false
  }

  /// Throws `not-supported` for extensions that are not there, in Hasura's words.
  func refuseExtensions() throws(EngineError) {
    if isPersisted { throw EngineError(.notSupported, "Automatic Persisted Queries is not enabled") }
  }

  private static func operationName(_ json: JSON?) throws(EngineError) -> String? {
    switch json {
    case .none, .null: return nil
    case .string(let name): return name
    case .some(let other):
      throw EngineError(.parseFailed, "parsing Text failed, expected String, but encountered \(other.aesonKind)", at: ["operationName"])
    }
  }

  private static func object(_ json: JSON?, _ key: String) throws(EngineError) -> JSONObject {
    switch json {
    case .none, .null: return JSONObject()
    case .object(let object): return object
    case .some(let other):
      throw EngineError(
        .parseFailed, "parsing HashMap failed, expected Object, but encountered \(other.aesonKind)", at: ErrorPath([.key(key)]))
    }
  }
}
