import JSON

/// What the server says on a socket.
enum ServerMessage {
  case acknowledge
  case keepAlive
  case pong(payload: JSON?)
  /// A whole answer, as JSON bytes.
  case result(id: String, answer: [UInt8])
  /// The elements of `errors` of an operation that was not run.
  case refusal(id: String, errors: [JSON])
  case complete(id: String)
  /// Says why a connection does not work; only the older protocol has it, the newer one closes.
  case connectionError(String)

  func text(_ dialect: SocketDialect) -> String {
    switch self {
    case .acknowledge: return "{\"type\":\"connection_ack\"}"
    case .keepAlive: return dialect == .current ? "{\"type\":\"ping\"}" : "{\"type\":\"ka\"}"
    case .pong(let payload):
      guard let payload else { return "{\"type\":\"pong\"}" }
      return "{\"type\":\"pong\",\"payload\":\(payload.text)}"
    case .result(let id, let answer): return Self.message(dialect == .current ? "next" : "data", id, answer)
    case .refusal(let id, let errors):
      // The older protocol's payload is an object; Hasura's has the list in it.
      let payload: JSON = dialect == .current ? .array(errors) : ["errors": .array(errors)]
      return Self.message("error", id, payload.bytes)
    case .complete(let id): return "{\"type\":\"complete\",\"id\":\(JSON.string(id).text)}"
    case .connectionError(let reason): return "{\"type\":\"connection_error\",\"payload\":\(JSON.string(reason).text)}"
    }
  }

  private static func message(_ type: String, _ id: String, _ payload: [UInt8]) -> String {
    let head = "{\"type\":\"\(type)\",\"id\":\(JSON.string(id).text),\"payload\":"
    return String(unsafeUninitializedCapacity: head.utf8.count + payload.count + 1) { buffer in
      var end = buffer.initialize(fromContentsOf: head.utf8)
      end = buffer[end...].initialize(fromContentsOf: payload)
      end = buffer[end...].initialize(fromContentsOf: CollectionOfOne(UInt8(ascii: "}")))
      return end
    }
  }
}
