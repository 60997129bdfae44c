import Errors
import GraphQL
package import JSON
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A real GraphQL server on a free port of 127.0.0.1: a schema in SDL, resolvers as closures.
///
///     let server = try RemoteGraphQLServer(
///       sdl: "type Query { message(id: Int!): Message }  type Message { id: Int!  msg: String! }",
///       resolvers: ["Query.message": { _, arguments in ["id": arguments["id"] ?? nil, "msg": "hello"] }])
///
/// Validates as the specification asks, answers introspection, counts requests, and can be made to misbehave.
package final class RemoteGraphQLServer: Sendable {
  /// The value of a field: from the value of its object and the coerced arguments. Fields without one are members of their object.
  /// Values of interfaces and unions need `__typename`. Thrown errors become `errors` with the field's path.
  package typealias Resolver = @Sendable (_ parent: JSON, _ arguments: JSONObject) throws -> JSON

  /// An error of a resolver.
  package struct FieldError: Error {
    package var message: String
    package var extensions: JSON?

    package init(_ message: String, extensions: JSON? = nil) {
      self.message = message
      self.extensions = extensions
    }
  }

  /// What the server received.
  package struct Request: Sendable {
    /// Empty if it is no request of GraphQL.
    package var query: String
    package var operationName: String?
    package var variables: JSONObject
    /// The whole body; null if it is no JSON.
    package var body: JSON
    /// In the order of receipt, names in lower case.
    package var headers: [(name: String, value: String)]
    /// Whether it asks for the schema.
    package var isIntrospection: Bool

    /// The first header of a name in lower case.
    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
  }

  /// How a request is answered. What it was is recorded in any case.
  package enum Behaviour: Sendable {
    /// As GraphQL asks.
    case normal
    /// As GraphQL asks, after milliseconds.
    case slow(milliseconds: Int)
    /// These bytes, whatever was asked.
    case raw(status: Int, headers: [String: String] = [:], body: [UInt8])
    /// A body of this many bytes of a JSON string, streamed.
    case huge(bytes: Int)
    /// Never.
    case hang
    /// The connection ends without an answer.
    case close
    /// The connection is reset without an answer.
    case reset
    /// The connection ends, or is reset, when the head and half of a body are sent.
    case breakOff(reset: Bool)
    /// These bytes on the connection, which then ends.
    case bytes([UInt8])
  }

  package let port: Int
  /// Where GraphQL is answered.
  package var url: String { url(host: "127.0.0.1") }

  /// The same by another name of this machine.
  package func url(host: String) -> String { "\(scheme)://\(host):\(port)/graphql" }

  private let scheme: String
  private let group: MultiThreadedEventLoopGroup
  private let channel: any Channel
  private let service: RemoteGraphQLService
  private let isRunning = Atomic(true)

  /// Starts a server; `port` 0 takes a free one. With a certificate it speaks HTTPS.
  package init(
    sdl: String, resolvers: [String: Resolver] = [:], port: Int = 0, certificate: SelfSignedCertificate? = nil
  ) throws {
    let context = try certificate?.serverContext
    scheme = context == nil ? "http" : "https"
    let service = RemoteGraphQLService(schema: try Schema(sdl: sdl), resolvers: resolvers)
    self.service = service
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    channel = try ServerBootstrap(group: group)
      .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let context { try pipeline.addHandler(NIOSSLServerHandler(context: context)) }
          try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
          try pipeline.addHandler(RemoteGraphQLHandler(service))
        }
      }
      .bind(host: "127.0.0.1", port: port).wait()
    self.port = channel.localAddress?.port ?? 0
  }

  deinit { stop() }

  /// Everything received so far but introspection.
  package var requests: [Request] { service.requests.filter { !$0.isIntrospection } }

  /// How often the schema was asked for.
  package var introspections: Int { service.requests.count { $0.isIntrospection } }

  /// Forgets what was received.
  package func forgetRequests() { service.forgetRequests() }

  /// From now on requests that are no introspection are answered like this; introspection too if `introspection` says so.
  package func behave(_ behaviour: Behaviour, introspection: Bool = false) {
    service.behave(behaviour, introspection: introspection)
  }

  /// From now on another schema is served.
  package func replace(sdl: String, resolvers: [String: Resolver] = [:]) throws {
    service.replace(schema: try Schema(sdl: sdl), resolvers: resolvers)
  }

  /// From now on answers have these headers too.
  package func answer(headers: [(String, String)]) { service.answer(headers: headers) }

  /// Closes the port and all connections.
  package func stop() {
    guard isRunning.exchange(false, ordering: .relaxed) else { return }
    try? channel.close().wait()
    group.shutdownGracefully { _ in }
  }
}

/// What the connections of a server share.
final class RemoteGraphQLService: Sendable {
  private struct State {
    var schema: Schema
    var resolvers: [String: RemoteGraphQLServer.Resolver]
    var requests: [RemoteGraphQLServer.Request] = []
    var behaviour = RemoteGraphQLServer.Behaviour.normal
    var appliesToIntrospection = false
    var headers: [(String, String)] = []
  }

  private let state: Mutex<State>

  init(schema: Schema, resolvers: [String: RemoteGraphQLServer.Resolver]) {
    state = Mutex(State(schema: schema, resolvers: resolvers))
  }

  var requests: [RemoteGraphQLServer.Request] { state.withLock(\.requests) }
  var headers: [(String, String)] { state.withLock(\.headers) }

  func forgetRequests() { state.withLock { $0.requests = [] } }

  func answer(headers: [(String, String)]) { state.withLock { $0.headers = headers } }

  func behave(_ behaviour: RemoteGraphQLServer.Behaviour, introspection: Bool) {
    state.withLock {
      $0.behaviour = behaviour
      $0.appliesToIntrospection = introspection
    }
  }

  func replace(schema: Schema, resolvers: [String: RemoteGraphQLServer.Resolver]) {
    state.withLock {
      $0.schema = schema
      $0.resolvers = resolvers
    }
  }

  /// Notes a request and says how it shall be answered.
  func receive(_ request: RemoteGraphQLServer.Request) -> RemoteGraphQLServer.Behaviour {
    state.withLock {
      $0.requests.append(request)
      return request.isIntrospection && !$0.appliesToIntrospection ? .normal : $0.behaviour
    }
  }

  /// The answer that GraphQL asks for.
  func answer(to request: RemoteGraphQLServer.Request) -> JSON {
    let (schema, resolvers) = state.withLock { ($0.schema, $0.resolvers) }
    return RemoteGraphQLExecution.answer(to: request, schema: schema, resolvers: resolvers)
  }
}
