import NIOCore

/// Which connection a request gets: the bookkeeping of a pool, without its connections' I/O.
///
/// A request prefers an idle connection of its own event loop, then a new one while there are fewer than the maximum, then an idle one of
/// another loop, and else waits its turn.
struct PoolState<Connection: PooledConnection> {
  enum Admission {
    case reuse(Connection)
    /// The caller opens a connection and reports ``opened(_:)`` or ``openingFailed()``.
    case open
    case wait
    case closed
  }

  /// What is to be done for a request that waited, and with which connections.
  struct Consequences {
    var admit: (waiter: Waiter, Admission)?
    var close: [Connection] = []
  }

  typealias Waiter = Handover<PoolOutcome<Connection>>

  private(set) var isClosed = false
  private var maximum: Int
  private var lifetime: TimeAmount?
  private(set) var idle: [Connection] = []
  private var members: Set<ObjectIdentifier> = []
  private var opening = 0
  private var waiters = CircularBuffer<Waiter>()

  init(maximum: Int, lifetime: TimeAmount?) {
    self.maximum = max(1, maximum)
    self.lifetime = lifetime
  }

  /// Open connections and those being opened.
  var size: Int { members.count + opening }

  mutating func acquire(on eventLoop: any EventLoop, at now: NIODeadline) -> (Admission, close: [Connection]) {
    guard !isClosed else { return (.closed, []) }
    var expired: [Connection] = []
    if waiters.isEmpty {
      while let connection = takeIdle(of: eventLoop) {
        if connection.isUsable(at: now, lifetime) { return (.reuse(connection), expired) }
        members.remove(ObjectIdentifier(connection))
        expired.append(connection)
      }
    }
    if size < maximum {
      opening += 1
      return (.open, expired)
    }
    return (.wait, expired)
  }

  mutating func enqueue(_ waiter: Waiter) { waiters.append(waiter) }

  /// A connection that was to be opened stands, and is in use.
  mutating func opened(_ connection: Connection) {
    opening -= 1
    members.insert(ObjectIdentifier(connection))
  }

  /// Nothing came of an opening: who waits longest may try.
  mutating func openingFailed() -> Consequences {
    opening -= 1
    return admitToFreedPlace()
  }

  /// A connection's use is over and it waits for its next request.
  mutating func release(_ connection: Connection, at now: NIODeadline) -> Consequences {
    guard !isClosed, connection.isUsable(at: now, lifetime) else {
      var consequences = forget(connection)
      consequences.close = [connection]
      return consequences
    }
    if let waiter = waiters.popFirst() { return Consequences(admit: (waiter, .reuse(connection))) }
    idle.append(connection)
    return Consequences()
  }

  /// A connection broke or was closed.
  mutating func forget(_ connection: Connection) -> Consequences {
    guard members.remove(ObjectIdentifier(connection)) != nil else { return Consequences() }
    idle.removeAll { $0 === connection }
    return admitToFreedPlace()
  }

  /// Takes out the connections that nobody needed since `limit`, or that are too old.
  mutating func removeIdle(since limit: NIODeadline, at now: NIODeadline) -> [Connection] {
    let lifetime = lifetime
    return removeIdle { ($0.idleSince <= limit && !$0.isPermanent) || !$0.isUsable(at: now, lifetime) }
  }

  /// Takes out the idle connections of a kind.
  mutating func removeIdle(where isUnwanted: (Connection) -> Bool) -> [Connection] {
    let unwanted = idle.filter(isUnwanted)
    for connection in unwanted { members.remove(ObjectIdentifier(connection)) }
    idle.removeAll { connection in unwanted.contains { $0 === connection } }
    return unwanted
  }

  /// Refuses all that wait and all that come; returns who waits and the connections that are to be closed now.
  mutating func close() -> (waiters: [Waiter], close: [Connection]) {
    isClosed = true
    let result = (Array(waiters), idle)
    waiters.removeAll()
    for connection in idle { members.remove(ObjectIdentifier(connection)) }
    idle = []
    return result
  }

  private mutating func admitToFreedPlace() -> Consequences {
    guard !isClosed, size < maximum, let waiter = waiters.popFirst() else { return Consequences() }
    opening += 1
    return Consequences(admit: (waiter, .open))
  }

  private mutating func takeIdle(of eventLoop: any EventLoop) -> Connection? {
    // The most recently used first, so that the rest may grow old and be closed.
    if let own = idle.lastIndex(where: { $0.eventLoop === eventLoop }) { return idle.remove(at: own) }
    return size < maximum ? nil : idle.popLast()
  }

}

extension PooledConnection {
  fileprivate func isUsable(at now: NIODeadline, _ lifetime: TimeAmount?) -> Bool {
    isOpen && (isPermanent || lifetime.map { openedAt + $0 > now } ?? true)
  }
}

/// What the bookkeeping needs to know of a connection.
protocol PooledConnection: AnyObject, Sendable {
  var eventLoop: any EventLoop { get }
  var isOpen: Bool { get }
  var openedAt: NIODeadline { get }
  /// Whether it is kept however old or idle it is.
  var isPermanent: Bool { get }
  /// When its last request ended; only read while it is idle.
  var idleSince: NIODeadline { get }
}

/// What a request that waited for a connection gets.
enum PoolOutcome<Connection: Sendable>: Sendable {
  case reuse(Connection)
  case open
  case closed
  case gaveUp(GiveUp)
}
