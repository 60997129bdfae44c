import HTTPServer
import NIOCore
import Synchronization
import Testing

@Suite(.serialized) struct ResponseTests {
  @Test func aConnectionIsKeptUnlessTheClientSaysOtherwise() async throws {
    try await withServer(respond: echo) { server in
      let client = try RawClient(port: server.port)
      #expect(try await client.get("/1").headers["connection"] == nil)
      try await client.send("GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(try await client.response().headers["connection"] == "close")
      #expect(try await client.readToEnd().isEmpty)

      let old = try RawClient(port: server.port)
      try await old.send("GET /3 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      #expect(try await old.response().headers["connection"] == "keep-alive")
      try await old.send("GET /4 HTTP/1.0\r\n\r\n")
      #expect(try await old.response().body == "GET /4  ")
      #expect(try await old.readToEnd().isEmpty)
    }
  }

  @Test func headAndEmptyStatusesHaveNoBody() async throws {
    let respond: @Sendable (HTTPRequest, any HTTPResponseWriter) async -> Void = { request, response in
      await response.respond(request.path == "/204" ? .noContent : .ok, body: "body")
    }
    try await withServer(respond: respond) { server in
      let client = try RawClient(port: server.port)
      try await client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await client.response(hasBody: false).headers["content-length"] == "4")
      #expect(try await client.get("/204") == .init(status: 204, headers: [:], body: ""))
      #expect(try await client.get("/").body == "body")
    }
  }

  @Test func aHeaderCannotStartAnotherOne() async throws {
    try await withServer { _, response in
      await response.respond(.ok, headers: ["X-A": "1\r\nX-B: 2", "Content-Length": "9"], body: "body")
    } _: { server in
      let response = try await RawClient(port: server.port).get("/")
      #expect(response.headers == ["x-a": "1  X-B: 2", "content-length": "4"])
    }
  }

  @Test func anUpgradeThatIsNotGrantedIsAnOrdinaryRequest() async throws {
    try await withServer(respond: echo) { server in
      let client = try RawClient(port: server.port)
      try await client.send("POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 3\r\n\r\nabc")
      #expect(try await client.response().body == "POST /  abc")
      #expect(try await client.readToEnd().isEmpty)
    }
  }

  @Test func aStreamArrivesInChunks() async throws {
    try await withServer { _, response in
      await response.writeHead(.ok, headers: ["A": "b"])
      for piece in ["one", "", "two"] { try? await response.writeBody(Array(piece.utf8)) }
      await response.end()
    } _: { server in
      let client = try RawClient(port: server.port)
      #expect(try await client.get("/").body == "onetwo")
      try await client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await client.response(hasBody: false).status == 200)
      #expect(try await client.get("/").body == "onetwo")

      let old = try RawClient(port: server.port)
      try await old.send("GET / HTTP/1.0\r\n\r\n")
      #expect(String(decoding: try await old.readToEnd(), as: UTF8.self).hasSuffix("\r\n\r\nonetwo"))
    }
  }

  @Test func aWriterWaitsForASlowReader() async throws {
    let written = Atomic<Int>(0)
    let total = 64
    try await withServer { _, response in
      await response.writeHead(.ok, headers: [:])
      for _ in 0..<total {
        try? await response.writeBody([UInt8](repeating: 65, count: 1 << 20))
        written.add(1, ordering: .relaxed)
      }
      await response.end()
    } _: { server in
      let client = try RawClient(port: server.port, receiveBuffer: 64 << 10)
      try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      try await Task.sleep(for: .milliseconds(300))
      #expect(written.load(ordering: .relaxed) < 16)
      #expect(try await client.response().body.utf8.count == total << 20)
      #expect(written.load(ordering: .relaxed) == total)
    }
  }

  @Test func aWriterThatWaitsIsToldWhenItsTaskIsCancelled() async throws {
    let (outcomes, log) = AsyncStream.makeStream(of: String.self)
    try await withServer { _, response in
      let writing = Task {
        await response.writeHead(.ok, headers: [:])
        while true { try await response.writeBody([UInt8](repeating: 65, count: 1 << 20)) }
      }
      try? await Task.sleep(for: .milliseconds(100))
      writing.cancel()
      do { try await writing.value } catch { log.yield("\(type(of: error))") }
      await response.abort()
    } _: { server in
      let client = try RawClient(port: server.port, receiveBuffer: 64 << 10)
      try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      for await outcome in outcomes {
        #expect(outcome == "CancellationError")
        break
      }
    }
  }

  @Test func aReaderThatStopsIsGivenUp() async throws {
    let (outcomes, log) = AsyncStream.makeStream(of: String.self)
    try await withServer(configure: { $0.idleTimeout = .milliseconds(100) }) { _, response in
      await response.writeHead(.ok, headers: [:])
      do {
        while true { try await response.writeBody([UInt8](repeating: 65, count: 1 << 20)) }
      } catch { log.yield("\(type(of: error))") }
    } _: { server in
      let client = try RawClient(port: server.port, receiveBuffer: 64 << 10)
      try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      for await outcome in outcomes {
        #expect(outcome == "ConnectionClosed")
        break
      }
      await #expect(throws: RawClient.Failure.self) { try await client.response() }
    }
  }

  @Test(arguments: ["1.0", "1.1"]) func anAbortedAnswerIsNotWellFormed(version: String) async throws {
    try await withServer { _, response in
      await response.writeHead(.ok, headers: [:])
      try? await response.writeBody(Array("part".utf8))
      await response.abort()
    } _: { server in
      let client = try RawClient(port: server.port)
      try await client.send("GET / HTTP/\(version)\r\nHost: a\r\n\r\n")
      await #expect(throws: RawClient.Failure.self) {
        let bytes = try await client.readToEnd()
        Issue.record("ended with \(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }

  @Test func aHandlerThatForgetsIsNoticed() async throws {
    try await withServer { request, response in
      if request.path == "/half" { await response.writeHead(.ok, headers: [:]) }
    } _: { server in
      let client = try RawClient(port: server.port)
      #expect(try await client.get("/").status == 500)
      await #expect(throws: RawClient.Failure.self) { try await client.get("/half") }
    }
  }

  @Test func aHandlerMayAnswerFromAnotherExecutor() async throws {
    try await withServer { request, response in
      await Task.detached { await echo(request, response) }.value
    } _: { server in
      let answer = try await RawClient(port: server.port).get("/x")
      #expect(answer.body == "GET /x  ")
    }
  }

  @Test func itListensOnIPv6() async throws {
    try await withServer(host: "::1", respond: echo) { server in
      let answer = try await RawClient(port: server.port, isIPv6: true).get("/6")
      #expect(answer.body == "GET /6  ")
    }
  }
}
