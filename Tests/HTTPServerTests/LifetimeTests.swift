import HTTPServer
import NIOCore
import Testing

@Suite(.serialized) struct LifetimeTests {
  @Test func aClientThatGoesCancelsItsRequest() async throws {
    let (events, log) = AsyncStream.makeStream(of: String.self)
    try await withServer { _, _ in
      log.yield("started")
      try? await Task.sleep(for: .seconds(30))
      log.yield(Task.isCancelled ? "cancelled" : "slept")
    } _: { server in
      var seen = events.makeAsyncIterator()
      let client = try RawClient(port: server.port)
      try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(await seen.next() == "started")
      client.reset()
      #expect(await seen.next() == "cancelled")
    }
  }

  @Test func handlersRunOnTheLoopOfTheirConnection() async throws {
    try await withServer { request, response in
      async let inChild = request.eventLoop.inEventLoop
      await response.respond(.ok, body: "\(request.eventLoop.inEventLoop) \(await inChild)")
    } _: { server in
      let answer = try await RawClient(port: server.port).get("/")
      #expect(answer.body == "true true")
    }
  }

  @Test func aSilentConnectionIsClosed() async throws {
    try await withServer(configure: { $0.idleTimeout = .milliseconds(100) }, respond: echo) { server in
      let client = try RawClient(port: server.port)
      #expect(try await client.get("/").status == 200)
      try await client.send("GET / HTTP/1.1\r\nHo")
      #expect(try await client.readToEnd().isEmpty)
    }
  }

  @Test func anAnswerMayTakeLongerThanTheIdleTimeout() async throws {
    try await withServer(configure: { $0.idleTimeout = .milliseconds(50) }) { request, response in
      try? await Task.sleep(for: .milliseconds(300))
      await echo(request, response)
    } _: { server in
      let answer = try await RawClient(port: server.port).get("/")
      #expect(answer.status == 200)
    }
  }

  @Test func shuttingDownFinishesWhatHasArrived() async throws {
    let (started, log) = AsyncStream.makeStream(of: Void.self)
    try await withServer { request, response in
      log.yield()
      try? await Task.sleep(for: .milliseconds(200))
      await echo(request, response)
    } _: { server in
      let idle = try RawClient(port: server.port)
      let client = try RawClient(port: server.port)
      try await client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n")
      for await _ in started { break }
      async let cut = server.shutdownGracefully(deadline: .seconds(5))
      #expect(try await client.response().body == "GET /1  ")
      let last = try await client.response()
      #expect(last.body == "GET /2  ")
      #expect(last.headers["connection"] == "close")
      #expect(try await client.readToEnd().isEmpty)
      #expect(try await idle.readToEnd().isEmpty)
      #expect(await cut == 0)
      #expect(throws: RawClient.Failure.self) { try RawClient(port: server.port) }
    }
  }

  @Test func shuttingDownCutsWhatIsLeftAtTheDeadline() async throws {
    let (events, log) = AsyncStream.makeStream(of: String.self)
    try await withServer { _, _ in
      log.yield("started")
      try? await Task.sleep(for: .seconds(30))
      log.yield("cancelled")
    } _: { server in
      var seen = events.makeAsyncIterator()
      let client = try RawClient(port: server.port)
      try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(await seen.next() == "started")
      #expect(await server.shutdownGracefully(deadline: .milliseconds(50)) == 1)
      #expect(await seen.next() == "cancelled")
    }
  }

  @Test func aPortInUseIsAnError() async throws {
    try await withServer(respond: echo) { server in
      await #expect(throws: (any Error).self) {
        try await withServer(configure: { $0.port = server.port }, respond: echo) { _ in }
      }
    }
  }
}
