import NIOCore
import Synchronization

/// What all connections of one server share.
final class ServerContext: Sendable {
  let configuration: HTTPServerConfiguration
  let idleTimeout: TimeAmount
  let respond: @Sendable (HTTPRequest, any HTTPResponseWriter) async -> Void
  let connections = OpenConnections()

  init(
    _ configuration: HTTPServerConfiguration,
    respond: @escaping @Sendable (HTTPRequest, any HTTPResponseWriter) async -> Void
  ) {
    self.configuration = configuration
    self.respond = respond
    idleTimeout = TimeAmount(configuration.idleTimeout)
  }
}

/// The connections whose task has not ended, for shutting down.
final class OpenConnections: Sendable {
  private struct State {
    var connections: [ObjectIdentifier: HTTPConnection] = [:]
    var isDraining = false
    var whenEmpty: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// False once the server is shutting down.
  func add(_ connection: HTTPConnection) -> Bool {
    state.withLock { state in
      guard !state.isDraining else { return false }
      state.connections[ObjectIdentifier(connection)] = connection
      return true
    }
  }

  func remove(_ connection: HTTPConnection) {
    let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      state.connections[ObjectIdentifier(connection)] = nil
      guard state.connections.isEmpty else { return [] }
      defer { state.whenEmpty = [] }
      return state.whenEmpty
    }
    for waiter in waiters { waiter.resume() }
  }

  var all: [HTTPConnection] {
    state.withLock { Array($0.connections.values) }
  }

  func drain() {
    state.withLock { $0.isDraining = true }
    for connection in all { connection.drain() }
  }

  func untilEmpty() async {
    await withCheckedContinuation { continuation in
      let isEmpty = state.withLock { state in
        if !state.connections.isEmpty { state.whenEmpty.append(continuation) }
        return state.connections.isEmpty
      }
      if isEmpty { continuation.resume() }
    }
  }
}
