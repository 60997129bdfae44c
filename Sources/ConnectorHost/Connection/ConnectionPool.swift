import NIOCore
import Synchronization

/// The connections of one source in this host, at most as many as its settings say.
///
/// Who holds one of its connections never asks for a second: see ``SourceHandle``.
final class ConnectionPool: Sendable {
  private let state: Mutex<PoolState<DataConnection>>
  private let settings: PoolSettings

  init(_ settings: PoolSettings) {
    self.settings = settings
    state = Mutex(
      PoolState(maximum: settings.maximumConnections, lifetime: settings.connectionLifetime.map { TimeAmount($0) }))
  }

  /// How many connections are open or being opened.
  var size: Int { state.withLock { $0.size } }

  /// How many of them wait for a request.
  var idleCount: Int { state.withLock { $0.idle.count } }

  /// A connection for one request, opened with `open` if need be. The caller gives it back or abandons it.
  func acquire(
    on eventLoop: any EventLoop, until deadline: NIODeadline?,
    open: () async throws(CallFailure) -> DataConnection
  ) async throws(CallFailure) -> DataConnection {
    switch admission(on: eventLoop) {
    case .reuse(let connection): return connection
    case .open: return try await opened(open)
    case .closed: throw .sourceClosed
    case .wait: break
    }
    switch await turn(on: eventLoop, until: deadline) {
    case .reuse(let connection): return connection
    case .open: return try await opened(open)
    case .closed: throw .sourceClosed
    case .gaveUp(.cancelled): throw .cancelled
    case .gaveUp(.timedOut): throw deadline.map { $0 <= .now() } == true ? .timedOut : .poolTimedOut
    }
  }

  /// Gives a connection back whose answer was read to its end.
  func release(_ connection: DataConnection) {
    let now = NIODeadline.now()
    connection.idleSince = now
    carryOut(state.withLock { $0.release(connection, at: now) })
  }

  /// A connection is closed.
  func forget(_ connection: DataConnection) {
    carryOut(state.withLock { $0.forget(connection) })
  }

  /// Closes the connections that were idle for too long.
  func closeIdle() {
    let now = NIODeadline.now()
    let limit = now - TimeAmount(settings.idleTimeout)
    for connection in state.withLock({ $0.removeIdle(since: limit, at: now) }) { connection.close() }
  }

  /// Closes the idle connections that are likely to be as dead as one that just broke: those of the same run of the connector.
  func closeIdle(of session: ConnectorSession) {
    for connection in state.withLock({ $0.removeIdle { $0.session === session } }) { connection.close() }
  }

  /// Closes the idle connections; those in use follow when they are given back.
  func close() {
    let (waiters, connections) = state.withLock { $0.close() }
    for waiter in waiters { waiter.deliver(.closed) }
    for connection in connections { connection.close() }
  }

  private func admission(on eventLoop: any EventLoop) -> PoolState<DataConnection>.Admission {
    let now = NIODeadline.now()
    let (admission, expired) = state.withLock { $0.acquire(on: eventLoop, at: now) }
    for connection in expired { connection.close() }
    return admission
  }

  private func turn(on eventLoop: any EventLoop, until deadline: NIODeadline?) async -> PoolOutcome<DataConnection> {
    let waiter = PoolState<DataConnection>.Waiter()
    let poolDeadline = settings.poolTimeout.map { NIODeadline.now() + TimeAmount($0) }
    let limit = [deadline, poolDeadline].compactMap(\.self).min()
    // A place may have become free since the first look.
    let (admission, expired) = state.withLock { state in
      let (admission, expired) = state.acquire(on: eventLoop, at: .now())
      if case .wait = admission { state.enqueue(waiter) }
      return (admission, expired)
    }
    for connection in expired { connection.close() }
    switch admission {
    case .reuse(let connection): return .reuse(connection)
    case .open: return .open
    case .closed: return .closed
    case .wait: return await waiter.value(until: limit, on: eventLoop) { .gaveUp($0) }
    }
  }

  private func opened(_ open: () async throws(CallFailure) -> DataConnection) async throws(CallFailure) -> DataConnection {
    do throws(CallFailure) {
      let connection = try await open()
      state.withLock { $0.opened(connection) }
      connection.belong(to: self)
      return connection
    } catch {
      carryOut(state.withLock { $0.openingFailed() })
      throw error
    }
  }

  private func carryOut(_ first: PoolState<DataConnection>.Consequences) {
    var consequences = first
    for connection in consequences.close { connection.close() }
    while let (waiter, admission) = consequences.admit {
      consequences = admit(waiter, admission)
    }
  }

  /// Passes a connection or a free place on; to the next if this waiter has given up.
  private func admit(
    _ waiter: PoolState<DataConnection>.Waiter, _ admission: PoolState<DataConnection>.Admission
  ) -> PoolState<DataConnection>.Consequences {
    switch admission {
    case .reuse(let connection):
      if waiter.deliver(.reuse(connection)) { return .init() }
      return state.withLock { $0.release(connection, at: .now()) }
    case .open:
      if waiter.deliver(.open) { return .init() }
      return state.withLock { $0.openingFailed() }
    case .wait, .closed: return .init()
    }
  }
}
