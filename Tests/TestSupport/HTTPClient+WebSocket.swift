import Glibc

extension HTTPClient {
  /// Opens a WebSocket, sends texts, and reads what comes until there are `count` texts or nothing comes any more.
  package func webSocket(
    _ path: String, subprotocol: String, sending texts: [String], expecting count: Int
  ) throws(Failure) -> [String] {
    let descriptor = try connected()
    defer { close(descriptor) }
    let head = [
      "GET \(path) HTTP/1.1", "Host: localhost", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: \(subprotocol)", "", "",
    ]
    send(Array(head.joined(separator: "\r\n").utf8), on: descriptor)
    // Frames may not follow before the server has agreed.
    var received: [UInt8] = []
    while Self.endOfHead(received) == nil { guard Self.receive(into: &received, descriptor) else { return [] } }
    received.removeFirst(Self.endOfHead(received) ?? 0)
    for text in texts { send(Self.frame(text), on: descriptor) }
    var answers: [String] = []
    while answers.count < count {
      if let text = Self.takeFrame(&received) { answers.append(text) } else if !Self.receive(into: &received, descriptor) { break }
    }
    return answers
  }

  private static func endOfHead(_ bytes: [UInt8]) -> Int? {
    let end = Array("\r\n\r\n".utf8)
    guard bytes.count >= 4 else { return nil }
    return (0...(bytes.count - 4)).first { Array(bytes[$0..<$0 + 4]) == end }.map { $0 + 4 }
  }

  private static func receive(into bytes: inout [UInt8], _ descriptor: Int32) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count > 0 { bytes += buffer[..<count] }
    return count > 0
  }

  /// A text frame, masked with zeros.
  private static func frame(_ text: String) -> [UInt8] {
    let payload = Array(text.utf8)
    let length: [UInt8] =
      payload.count < 126 ? [0x80 | UInt8(payload.count)] : [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    let mask: [UInt8] = [0, 0, 0, 0]
    return [0x81] + length + mask + payload
  }

  /// The text of the first frame, if it is complete; shorter than 64 kB.
  private static func takeFrame(_ bytes: inout [UInt8]) -> String? {
    guard bytes.count >= 4 else { return nil }
    let isLong = bytes[1] == 126
    let start = isLong ? 4 : 2
    let end = start + (isLong ? Int(bytes[2]) << 8 | Int(bytes[3]) : Int(bytes[1]))
    guard bytes.count >= end else { return nil }
    defer { bytes.removeFirst(end) }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
