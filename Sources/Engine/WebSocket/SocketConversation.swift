import Errors
import Glibc
import HTTPServer
import JSON
import NIOWebSocket
import Synchronization

/// One socket: does what its `SocketProtocol` says, and tells it what came of it.
///
/// Runs on the event loop of its connection, so what two of its tasks send leaves in the order in which the protocol said it.
final class SocketConversation: Sendable {
  private let socket: WebSocketSession
  private let endpoint: SocketEndpoint
  private let state: Mutex<State>

  private struct State {
    var rules: SocketProtocol
    var session: Session?
    /// Finishing one stops its operation.
    var stops: [SocketProtocol.Operation: AsyncStream<Void>.Continuation] = [:]
  }

  init(_ socket: WebSocketSession, dialect: SocketDialect, endpoint: SocketEndpoint) {
    self.socket = socket
    self.endpoint = endpoint
    state = Mutex(State(rules: SocketProtocol(dialect)))
  }

  /// Returns when the socket is closed and nothing runs for it any more.
  func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.awaitInitialisation() }
      group.addTask { await self.keepAlive() }
      while let text = await socket.nextMessage() {
        for action in state.withLock({ $0.rules.receive(text) }) { await perform(action, &group) }
      }
      group.cancelAll()
    }
  }

  /// Tells the protocol something that leads to nothing but messages or the end.
  func tell(_ event: (inout SocketProtocol) -> [SocketProtocol.Action]) async {
    for action in state.withLock({ event(&$0.rules) }) {
      switch action {
      case .send(let text): await socket.send(text)
      case .close(let why): close(why)
      case .authenticate, .start, .stop: preconditionFailure("only messages of the client start and stop something")
      }
    }
  }

  private func perform(_ action: SocketProtocol.Action, _ group: inout DiscardingTaskGroup) async {
    switch action {
    case .send(let text): await socket.send(text)
    case .close(let why): close(why)
    case .authenticate(let headers): await authenticate(headers, &group)
    case .start(let operation, let request): start(operation, request, &group)
    case .stop(let operation): state.withLock { $0.stops.removeValue(forKey: operation) }?.finish()
    }
  }

  private func authenticate(_ headers: [String: String], _ group: inout DiscardingTaskGroup) async {
    do throws(EngineError) {
      let session = try await endpoint.session(of: socket, saying: headers)
      state.withLock { $0.session = session }
      if let expiry = session.expiry { group.addTask { await self.end(at: expiry) } }
      await tell { $0.admitted() }
    } catch {
      await tell { $0.rejected(error.message) }
    }
  }

  /// Closes the socket when what its client proved is over.
  private func end(at expiry: Int) async {
    // Some credentials hold for longer than timers count.
    while case let left = expiry - time(nil), left > 0 {
      guard (try? await Task.sleep(for: .seconds(min(left, 86_400)))) != nil else { return }
    }
    close(.expired)
  }

  private func start(_ operation: SocketProtocol.Operation, _ request: GraphQLRequest, _ group: inout DiscardingTaskGroup) {
    guard let session = state.withLock({ $0.session }) else { preconditionFailure("an operation needs a session") }
    let (stopped, stop) = AsyncStream.makeStream(of: Void.self)
    state.withLock { $0.stops[operation] = stop }
    group.addTask {
      await withDiscardingTaskGroup { group in
        group.addTask {
          await SocketOperation(operation, request, session, self.endpoint.graphQL).run(for: self)
          stop.finish()
        }
        for await _ in stopped {}
        group.cancelAll()
      }
      self.state.withLock { _ = $0.stops.removeValue(forKey: operation) }
    }
  }

  private func awaitInitialisation() async {
    guard (try? await Task.sleep(for: .seconds(endpoint.graphQL.configuration.socketInitialisationSeconds))) != nil else { return }
    await tell { $0.initialisationTimedOut() }
  }

  private func keepAlive() async {
    let interval = endpoint.graphQL.configuration.socketKeepAliveSeconds
    guard interval > 0 else { return }
    while (try? await Task.sleep(for: .seconds(interval))) != nil { await tell { $0.keepAliveDue() } }
  }

  private func close(_ why: SocketClose) {
    socket.close(code: WebSocketErrorCode(codeNumber: Int(why.code)), reason: why.reason)
  }
}
