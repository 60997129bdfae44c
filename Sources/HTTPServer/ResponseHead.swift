import NIOCore
import NIOHTTP1

/// The status line and the header fields of an answer.
struct ResponseHead {
  enum Framing {
    case length(Int)
    case chunked
    /// For HTTP/1.0, which has no chunks.
    case untilClose
    /// 204, 304 and 1xx say nothing about a body.
    case none
  }

  let status: HTTPStatus
  let headers: HTTPFields
  let framing: Framing
  let keepsConnection: Bool
  let isHTTP10: Bool

  func write(into buffer: inout ByteBuffer) {
    if status == .ok {
      buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
    } else {
      buffer.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
    }
    for (name, value) in headers where !Self.isOwnedByServer(name) {
      Self.write(name, into: &buffer)
      buffer.writeStaticString(": ")
      Self.write(value, into: &buffer)
      buffer.writeStaticString("\r\n")
    }
    writeFraming(into: &buffer)
    buffer.writeStaticString("\r\n")
  }

  /// The answer that turns the connection into a WebSocket; its `Connection` field belongs to the handshake.
  static func switchingProtocols(_ headers: HTTPFields) -> ByteBuffer {
    var buffer = ByteBuffer(staticString: "HTTP/1.1 101 Switching Protocols\r\n")
    for (name, value) in headers {
      write(name, into: &buffer)
      buffer.writeStaticString(": ")
      write(value, into: &buffer)
      buffer.writeStaticString("\r\n")
    }
    buffer.writeStaticString("\r\n")
    return buffer
  }

  private func writeFraming(into buffer: inout ByteBuffer) {
    switch framing {
    case .length(let length): buffer.writeString("content-length: \(length)\r\n")
    case .chunked: buffer.writeStaticString("transfer-encoding: chunked\r\n")
    case .untilClose, .none: break
    }
    if !keepsConnection {
      buffer.writeStaticString("connection: close\r\n")
    } else if isHTTP10 {
      buffer.writeStaticString("connection: keep-alive\r\n")
    }
  }

  /// Control characters become blanks: a value taken from elsewhere must not be able to start a new field.
  private static func write(_ text: String, into buffer: inout ByteBuffer) {
    let start = buffer.writerIndex
    let length = buffer.writeString(text)
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return }
    for index in start..<start + length {
      guard let byte = buffer.getInteger(at: index, as: UInt8.self), byte < 0x20 || byte == 0x7F else { continue }
      buffer.setInteger(UInt8(ascii: " "), at: index)
    }
  }

  private static func isOwnedByServer(_ name: String) -> Bool {
    switch name.utf8.count {
    case 10: name.lowercased() == "connection"
    case 14: name.lowercased() == "content-length"
    case 17: name.lowercased() == "transfer-encoding"
    default: false
    }
  }
}
