import ConnectorProtocol
import NIOCore
import NIOPosix

/// A source as the rest of the host sees it: calls go out over pooled connections to its connector.
///
/// A call takes one connection and gives it back at its end. No call may be made while the caller holds a connection of the same source
/// (``withTransaction(context:_:)``) except on that connection: with a pool of one it would wait for itself. Chunks of an answer count as
/// holding: collect, then ask.
package final class SourceHandle: Sendable {
  /// The source's name in metadata.
  package let name: String
  /// The kind that its connector serves.
  package let kind: String
  let pool: ConnectionPool
  let settings: SupervisionSettings
  private let opening: OpenCall
  private let connectionRetries: Int
  private let process: ConnectorProcess?
  private let eventLoopGroup: any EventLoopGroup

  /// A connection that the database's server did not accept after so long is not waited for.
  private static let openDeadline = TimeAmount.seconds(30)
  /// How often a connection is sought to a process that may be ending at this moment, and how long to wait before each further time.
  private static let pausesForRestart: [TimeAmount] = [.milliseconds(5), .milliseconds(50), .milliseconds(200)]

  init(_ opening: OpenCall, pool: PoolSettings, process: ConnectorProcess?, host: ConnectorHost.Configuration) {
    name = opening.source
    kind = opening.kind
    self.opening = opening
    self.pool = ConnectionPool(pool)
    connectionRetries = max(0, pool.retries)
    self.process = process
    settings = host.supervision
    eventLoopGroup = host.eventLoopGroup
  }

  deinit { pool.close() }

  /// Closes the connections. Calls that run come to their end; later ones are refused.
  package func close() async { pool.close() }

  /// When a call with this context is over.
  func deadline(_ context: CallContext) -> CallDeadline { CallDeadline(context, grace: TimeAmount(settings.answerGrace)) }

  /// A connection of the pool, on the caller's event loop if possible.
  func connection(until deadline: CallDeadline) async throws(CallFailure) -> DataConnection {
    let eventLoop = MultiThreadedEventLoopGroup.currentEventLoop ?? eventLoopGroup.next()
    return try await pool.acquire(on: eventLoop, until: deadline.hostGivesUp) { () async throws(CallFailure) in
      try await self.open(on: eventLoop, until: deadline)
    }
  }

  private func open(on eventLoop: any EventLoop, until deadline: CallDeadline) async throws(CallFailure) -> DataConnection {
    guard let process else { throw .refused(ConnectorError(.unsupported, message: "no connector serves the kind \"\(kind)\"")) }
    let limit = min(deadline.hostGivesUp ?? .distantFuture, .now() + Self.openDeadline)
    var pauses = Self.pausesForRestart[...]
    var retries = connectionRetries
    var session = try await process.session(until: limit)
    while true {
      do throws(CallFailure) {
        return try await .opened(to: session, on: eventLoop, for: opening, until: limit, grace: TimeAmount(settings.answerGrace))
      } catch {
        var isGone = false
        switch error {
        case .refused(let refusal):
          guard refusal.family == .unavailable, refusal.isRetryable, retries > 0, !Task.isCancelled else { throw error }
          retries -= 1
        case .unreachable, .lost:
          guard let pause = pauses.popFirst(), !Task.isCancelled else { throw .refused(error.error) }
          if case .unreachable = error { isGone = true }
          await Handover<Void>().value(until: .now() + pause, on: eventLoop) { _ in }
        }
        session = try await process.session(after: session, isGone: isGone, until: limit)
      }
    }
  }
}
