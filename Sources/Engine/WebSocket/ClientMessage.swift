import Errors
import JSON

/// What a client says on a socket.
enum ClientMessage {
  /// `connection_init`; the headers are those that its payload carries in place of HTTP's.
  case initialise(headers: [String: String])
  case ping(payload: JSON?)
  case pong
  /// `subscribe`, formerly `start`.
  case start(id: String, GraphQLRequest)
  /// `complete`, formerly `stop`.
  case stop(id: String)
  case terminate

  /// Why a text is no message of the protocol.
  struct Malformed: Error, Equatable {
    let reason: String
  }

  init(_ text: String, _ dialect: SocketDialect) throws(Malformed) {
    let message = try Self.object(text)
    guard let type = message["type"]?.stringValue else { throw Malformed(reason: "Message is missing the 'type' property") }
    switch (dialect, type) {
    case (_, "connection_init"): self = .initialise(headers: try Self.headers(message["payload"]))
    case (.current, "ping"): self = .ping(payload: try Self.payload(message))
    case (.current, "pong"):
      _ = try Self.payload(message)
      self = .pong
    case (.current, "subscribe"), (.legacy, "start"): self = .start(id: try Self.id(message), try Self.request(message))
    case (.current, "complete"), (.legacy, "stop"): self = .stop(id: try Self.id(message))
    case (.legacy, "connection_terminate"): self = .terminate
    default: throw Malformed(reason: "Invalid message 'type' property \(JSON.string(type).text)")
    }
  }

  private static func object(_ text: String) throws(Malformed) -> JSONObject {
    let json: JSON
    do throws(JSONSyntaxError) { json = try JSON(parsing: text) } catch {
      throw Malformed(reason: "Message is not JSON: \(error)")
    }
    guard case .object(let message) = json else { throw Malformed(reason: "Message is not an object") }
    return message
  }

  private static func id(_ message: JSONObject) throws(Malformed) -> String {
    guard let id = message["id"]?.stringValue, !id.isEmpty else {
      throw Malformed(reason: "Message is missing the 'id' property, a string that is not empty")
    }
    return id
  }

  /// The optional payload of `ping` and `pong`.
  private static func payload(_ message: JSONObject) throws(Malformed) -> JSON? {
    guard let payload = message["payload"], !payload.isNull else { return nil }
    guard payload.objectValue != nil else { throw Malformed(reason: "The 'payload' property is not an object") }
    return payload
  }

  private static func request(_ message: JSONObject) throws(Malformed) -> GraphQLRequest {
    guard let payload = message["payload"] else { throw Malformed(reason: "Message is missing the 'payload' property") }
    do throws(EngineError) { return try GraphQLRequest(decoding: payload) } catch {
      throw Malformed(reason: "Invalid 'payload': \(error.message)")
    }
  }

  /// Hasura's connection parameters: `{"headers": {name: text}}`.
  private static func headers(_ payload: JSON?) throws(Malformed) -> [String: String] {
    guard let payload, !payload.isNull else { return [:] }
    guard let parameters = payload.objectValue else { throw Malformed(reason: "The 'payload' property is not an object") }
    guard let given = parameters["headers"], !given.isNull else { return [:] }
    guard let given = given.objectValue else { throw Malformed(reason: "The 'headers' of the payload are not an object") }
    var headers: [String: String] = [:]
    for (name, value) in given.entries {
      guard let value = value.stringValue else { throw Malformed(reason: "The header \(JSON.string(name).text) is not a string") }
      headers[name.lowercased()] = value
    }
    return headers
  }
}
