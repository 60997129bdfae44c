import HTTPServer
import NIOCore
import Testing

@Suite(.serialized) struct WebSocketTests {
  private let webSocket = WebSocketHandling(
    decide: { $0.path == "/ws" ? .accept(subprotocol: "graphql-transport-ws") : .refuse },
    serve: { session in
      while let message = await session.nextMessage() {
        if message == "bye" { return session.close(code: .unknown(4400), reason: "so long") }
        await session.send("<\(message)>")
      }
    })

  private func upgrade(_ path: String) -> String {
    """
    GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n
    """
  }

  private func frame(_ opcode: UInt8, _ payload: String, isFinal: Bool = true) -> [UInt8] {
    let bytes = Array(payload.utf8)
    let mask: [UInt8] = [1, 2, 3, 4]
    let length: [UInt8] = bytes.count < 126 ? [UInt8(bytes.count)] : [126, UInt8(bytes.count >> 8), UInt8(bytes.count & 255)]
    return [opcode | (isFinal ? 0x80 : 0), length[0] | 0x80] + length.dropFirst() + mask
      + bytes.enumerated().map { $1 ^ mask[$0 % 4] }
  }

  private func received(_ client: RawClient) async throws -> (opcode: UInt8, payload: [UInt8]) {
    let head = try await client.read(2)
    return (head[0] & 0x0F, try await client.read(Int(head[1])))
  }

  @Test func messagesGoBothWays() async throws {
    try await withServer(configure: { $0.webSocket = webSocket }, respond: echo) { server in
      let client = try RawClient(port: server.port)
      #expect(try await client.get("/first").status == 200)
      // The first message comes together with the request.
      try await client.send(Array(upgrade("/ws").utf8) + frame(1, "early"))
      let response = try await client.response(hasBody: false)
      #expect(response.status == 101)
      #expect(response.headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
      #expect(response.headers["sec-websocket-protocol"] == "graphql-transport-ws")
      #expect(try await received(client).payload == Array("<early>".utf8))

      try await client.send(frame(1, "in ", isFinal: false) + frame(9, "ping") + frame(0, "parts"))
      let pong = try await received(client)
      #expect(pong.opcode == 10 && pong.payload == Array("ping".utf8))
      #expect(try await received(client).payload == Array("<in parts>".utf8))

      try await client.send(frame(1, "1") + frame(1, "2") + frame(1, "bye"))
      #expect(try await received(client).payload == Array("<1>".utf8))
      #expect(try await received(client).payload == Array("<2>".utf8))
      let close = try await received(client)
      #expect(close.opcode == 8 && close.payload == [UInt8(4400 >> 8), UInt8(4400 & 255)] + Array("so long".utf8))
      try await client.send(frame(8, "\u{3}\u{0}"))
      #expect(try await client.readToEnd().isEmpty)
    }
  }

  @Test func whatIsNotAcceptedIsAnOrdinaryRequest() async throws {
    try await withServer(configure: { $0.webSocket = webSocket }, respond: echo) { server in
      let client = try RawClient(port: server.port)
      try await client.send(upgrade("/other"))
      #expect(try await client.response().body == "GET /other  ")
      let incomplete = try RawClient(port: server.port)
      try await incomplete.send("GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
      #expect(try await incomplete.response().status == 400)
    }
  }

  @Test(arguments: [(UInt8(2), "binary", 1003), (UInt8(1), String(repeating: "long", count: 300), 1009), (UInt8(3), "", 1002)])
  func aSessionEndsWithItsReason(opcode: UInt8, payload: String, code: Int) async throws {
    var webSocket = webSocket
    webSocket.maximumMessageBytes = 1000
    try await withServer(configure: { $0.webSocket = webSocket }, respond: echo) { server in
      let client = try RawClient(port: server.port)
      try await client.send(upgrade("/ws"))
      #expect(try await client.response(hasBody: false).status == 101)
      try await client.send(frame(opcode, payload))
      let close = try await received(client)
      #expect(close.opcode == 8 && close.payload.prefix(2) == [UInt8(code >> 8), UInt8(code & 255)])
    }
  }

  @Test func aServerThatStopsSaysSo() async throws {
    try await withServer(configure: { $0.webSocket = webSocket }, respond: echo) { server in
      let client = try RawClient(port: server.port)
      try await client.send(upgrade("/ws"))
      #expect(try await client.response(hasBody: false).status == 101)
      async let cut = server.shutdownGracefully(deadline: .seconds(5))
      #expect(try await received(client).payload == [UInt8(1001 >> 8), UInt8(1001 & 255)])
      try await client.send(frame(8, ""))
      #expect(await cut == 0)
    }
  }
}
