import HTTPServer
import NIOCore
import NIOPosix

/// Runs a server on a free port for the length of `body`.
func withServer(
  host: String = "127.0.0.1",
  configure: (inout HTTPServerConfiguration) -> Void = { _ in },
  respond: @escaping @Sendable (HTTPRequest, any HTTPResponseWriter) async -> Void,
  _ body: (HTTPServer) async throws -> Void
) async throws {
  var configuration = HTTPServerConfiguration(host: host, port: 0)
  configure(&configuration)
  let server = try await HTTPServer.start(configuration, on: MultiThreadedEventLoopGroup.singleton, respond: respond)
  do {
    try await body(server)
    await server.shutdownGracefully(deadline: .milliseconds(200))
  } catch {
    await server.shutdownGracefully(deadline: .zero)
    throw error
  }
}

/// Says what it was asked: `GET /path a=1,b= body`.
@Sendable func echo(_ request: HTTPRequest, _ response: any HTTPResponseWriter) async {
  let query = request.queryItems.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
  await response.respond(
    .ok, headers: ["Content-Type": "text/plain"],
    body: "\(request.method.rawValue) \(request.path) \(query) \(String(buffer: request.body))")
}
