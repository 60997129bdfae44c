import Errors
package import JSON

/// What a remote GraphQL server answered.
package struct RemoteAnswer: Equatable, Sendable {
  /// The object `data`; nil if it is null or left out.
  package let data: JSONObject?
  /// As the server gave them.
  package let errors: [JSON]
  /// The headers that reach the client.
  package let forwardedHeaders: [RemoteHeader]
  /// The whole body.
  package let body: JSONObject

  /// Reads an HTTP answer. A status of failure with a GraphQL answer is a GraphQL answer (GraphQL over HTTP, section 6.4).
  ///
  /// Throws `remote-schema-error` for anything else.
  init(_ response: RemoteResponse, from server: RemoteServer) throws(EngineError) {
    let about = "remote schema \"\(server.name)\""
    if (300..<400).contains(response.status) {
      throw Self.refused("the \(about) answered with a redirect, which is not followed", response)
    }
    let body: JSON
    do throws(JSONSyntaxError) {
      body = try JSON(parsing: response.body)
    } catch {
      guard (200..<300).contains(response.status) else {
        throw Self.refused("the \(about) answered with status \(response.status)", response)
      }
      throw Self.refused("the answer of \(about) is not JSON", response)
    }
    guard case .object(let object) = body, object["data"] != nil || object["errors"] != nil else {
      guard (200..<300).contains(response.status) else {
        throw Self.refused("the \(about) answered with status \(response.status)", response)
      }
      throw Self.refused("the answer of \(about) has neither \"data\" nor \"errors\"", response)
    }
    self.body = object
    errors = try Self.errors(object["errors"] ?? .null, about, response)
    switch object["data"] ?? .null {
    case .null: data = nil
    case .object(let members): data = members
    default: throw Self.refused("\"data\" in the answer of \(about) is no object", response)
    }
    forwardedHeaders = ForwardedHeaders.ofAnswer(response.headers)
  }

  private static func errors(_ json: JSON, _ about: String, _ response: RemoteResponse) throws(EngineError) -> [JSON] {
    switch json {
    case .null: return []
    case .array(let errors): return errors
    default: throw refused("\"errors\" in the answer of \(about) is no list", response)
    }
  }

  /// The beginning of what was answered is for administrators only.
  private static func refused(_ message: String, _ response: RemoteResponse) -> EngineError {
    let shown = String(decoding: response.body.prefix(500), as: UTF8.self)
    return EngineError(
      .remoteSchemaError, message, detail: ["status": .number(JSONNumber(response.status)), "body": .string(shown)])
  }
}
