import HTTPServer
import NIOCore
import Testing

@Suite(.serialized) struct RequestTests {
  @Test func pathQueryAndBodyAreDecoded() async throws {
    try await withServer(respond: echo) { server in
      let client = try RawClient(port: server.port)
      try await client.send("POST /a%20b/%C3%A9?x=1+2&y&z=%26 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
      let response = try await client.response()
      #expect(response.status == 200)
      #expect(response.headers["content-type"] == "text/plain")
      #expect(response.body == "POST /a b/\u{E9} x=1 2,y=,z=& abc")
    }
  }

  @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
    let respond: @Sendable (HTTPRequest, any HTTPResponseWriter) async -> Void = { request, response in
      // The first one is the slowest.
      if request.path == "/0" { try? await Task.sleep(for: .milliseconds(30)) }
      await echo(request, response)
    }
    try await withServer(respond: respond) { server in
      let client = try RawClient(port: server.port)
      let requests = (0..<200).map { "POST /\($0) HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n<>" }
      try await client.send(requests.joined())
      for number in 0..<200 { #expect(try await client.response().body == "POST /\(number)  <>") }
    }
  }

  @Test func aRequestSplitAnywhereIsTheSame() async throws {
    let request = Array("POST /p?q=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody".utf8)
    try await withServer(respond: echo) { server in
      let client = try RawClient(port: server.port)
      for cut in stride(from: 1, to: request.count, by: 3) {
        try await client.send(Array(request[..<cut]))
        try await Task.sleep(for: .microseconds(300))
        try await client.send(Array(request[cut...]))
        #expect(try await client.response().body == "POST /p q=1 body")
      }
      for byte in request { try await client.send([byte]) }
      #expect(try await client.response().body == "POST /p q=1 body")
    }
  }

  @Test func chunkedBodiesAreJoined() async throws {
    try await withServer(respond: echo) { server in
      let client = try RawClient(port: server.port)
      try await client.send(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n5;x=y\r\ndefgh\r\n0\r\nT: t\r\n\r\n")
      #expect(try await client.response().body == "POST /  abcdefgh")
      #expect(try await client.get("/again").status == 200)
    }
  }

  @Test(arguments: [
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n123456\r\n5\r\n78901\r\n",
  ]) func tooLongABodyIsRefusedBeforeItIsRead(request: String) async throws {
    try await withServer(configure: { $0.maximumBodyBytes = 10 }, respond: echo) { server in
      let client = try RawClient(port: server.port)
      try await client.send(request)
      let response = try await client.response()
      #expect(response.status == 413)
      #expect(response.headers["connection"] == "close")
      #expect(try await client.readToEnd().isEmpty)
    }
  }

  @Test func aRefusedClientThatGoesOnSendingSeesTheRefusal() async throws {
    try await withServer(configure: { $0.maximumBodyBytes = 10 }, respond: echo) { server in
      let client = try RawClient(port: server.port)
      try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n")
      try await client.send([UInt8](repeating: 65, count: 4_000_000))
      #expect(try await client.response().status == 413)
    }
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400), ("nonsense\r\n\r\n", 400),
    ("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a\r\nA: \(String(repeating: "a", count: 70_000))\r\n\r\n", 431),
    ("GET /\(String(repeating: "a", count: 200_000)) HTTP/1.1\r\nHost: a\r\n\r\n", 431),
  ]) func malformedRequestsAreRefused(request: String, status: Int) async throws {
    try await withServer(respond: echo) { server in
      let client = try RawClient(port: server.port)
      try await client.send("GET /good HTTP/1.1\r\nHost: a\r\n\r\n" + request)
      #expect(try await client.response().status == 200)
      #expect(try await client.response().status == status)
      #expect(try await client.readToEnd().isEmpty)
    }
  }

  @Test func aBodyIsAskedForWhenTheClientWaits() async throws {
    try await withServer(respond: echo) { server in
      let client = try RawClient(port: server.port)
      try await client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
      #expect(try await client.response(hasBody: false).status == 100)
      try await client.send("abc")
      #expect(try await client.response().body == "POST /  abc")
    }
  }

  @Test func aTargetKeepsEncodedSlashesApart() throws {
    let target = try #require(RequestTarget("http://host:80/a%2Fb//c?q"))
    #expect(target.text == "/a%2Fb//c?q")
    #expect(target.path == "/a/b//c")
    #expect(target.pathComponents == ["a/b", "c"])
    #expect(RequestTarget("*")?.path == "*")
    #expect(RequestTarget("http://host")?.path == "/")
    #expect(RequestTarget("http://host?q=1")?.queryItems.map(\.name) == ["q"])
  }
}
