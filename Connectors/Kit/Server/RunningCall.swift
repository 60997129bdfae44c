import Synchronization

/// The call that a data socket runs now, as the other threads may see and interrupt it.
///
/// A call cannot end while its session is being interrupted, so that an interruption never hits the call after it.
final class RunningCall: Sendable {
  private struct State {
    var request: UInt32?
    /// On the monotonic clock in milliseconds; `.max` means never.
    var deadline = Int.max
    var interruption: Interruption?
    /// Whether a thread is on its way to interrupt the session.
    var isBeingInterrupted = false
  }

  /// Why a call should end early.
  enum Interruption {
    case cancelled
    case timedOut
  }

  /// Held for moments only: the control thread waits for it.
  private let state = Mutex(State())
  /// The session to interrupt; held while that happens, which may take as long as asking a database for it.
  private let session = Mutex<SessionBox?>(nil)

  /// A session is used by one thread, except for ``Session/cancel()``, which is made for others.
  private struct SessionBox: @unchecked Sendable {
    let session: any Session
  }

  /// Gives the session that interruptions go to; nil when it is closed.
  func setSession(_ session: (any Session)?) {
    let box = session.map { SessionBox(session: $0) }
    self.session.withLock { $0 = box }
  }

  /// Begins the call of a request.
  func begin(_ request: UInt32, deadline: Int) {
    state.withLock { state in
      state.request = request
      state.deadline = deadline
      state.interruption = nil
    }
  }

  /// Ends the call and returns why it was interrupted, if it was.
  func end() -> Interruption? {
    session.withLock { _ in
      state.withLock { state in
        state.request = nil
        state.deadline = .max
        return state.interruption
      }
    }
  }

  /// Why the call that runs should end, if it should.
  var interruption: Interruption? { state.withLock { $0.interruption } }

  /// Marks the call as cancelled if it is the one of this request (of any, if nil); ``interrupt(now:)`` does the rest.
  func cancel(_ request: UInt32?) -> Bool {
    state.withLock { state in
      guard let running = state.request, request == nil || running == request else { return false }
      state.interruption = state.interruption ?? .cancelled
      return true
    }
  }

  /// Interrupts the call if it is cancelled or its time is over, and returns when to look again.
  ///
  /// A call that was interrupted and still runs is interrupted again: the database may have had nothing to interrupt the first time.
  /// On a thread of its own: a database that does not answer must not keep the calls of other sockets beyond their time.
  func interrupt(now: Int) -> Int {
    let next = state.withLock { state -> Int? in
      guard state.request != nil else { return .max }
      if state.interruption == nil {
        if now < state.deadline { return state.deadline }
        state.interruption = .timedOut
      }
      if state.isBeingInterrupted { return now + Self.repetition }
      state.isBeingInterrupted = true
      return nil
    }
    if let next { return next }
    let isStarted = startThread("interrupt") { [self] in
      session.withLock { box in
        if state.withLock({ $0.request != nil && $0.interruption != nil }) { box?.session.cancel() }
      }
      state.withLock { $0.isBeingInterrupted = false }
    }
    if !isStarted { state.withLock { $0.isBeingInterrupted = false } }
    return now + Self.repetition
  }

  /// Milliseconds between two interruptions of the same call.
  private static let repetition: Int = 100
}
