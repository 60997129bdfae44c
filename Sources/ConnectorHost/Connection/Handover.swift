import NIOCore
import Synchronization

/// One value on its way to one waiting task: the first delivery counts, later ones are told that they came too late.
final class Handover<Value: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(UnsafeContinuation<Value, Never>)
    case delivered(Value)
    case closed
  }

  private let state = Mutex(State.open)

  /// Hands the value over. False means that another one came first: this one is still the caller's.
  @discardableResult
  func deliver(_ value: Value) -> Bool {
    let (isFirst, waiting): (Bool, UnsafeContinuation<Value, Never>?) = state.withLock { state in
      switch state {
      case .open:
        state = .delivered(value)
        return (true, nil)
      case .awaited(let continuation):
        state = .closed
        return (true, continuation)
      case .delivered, .closed: return (false, nil)
      }
    }
    waiting?.resume(returning: value)
    return isFirst
  }

  /// Waits for the value; `giveUp` says which value it is when the deadline passed or the task was cancelled.
  ///
  /// To be called once.
  func value(
    until deadline: NIODeadline?, on eventLoop: any EventLoop, giveUp: @escaping @Sendable (GiveUp) -> Value
  ) async -> Value {
    let timer = deadline.map { deadline in
      eventLoop.scheduleTask(deadline: deadline) { _ = self.deliver(giveUp(.timedOut)) }
    }
    defer { timer?.cancel() }
    return await withTaskCancellationHandler {
      await withUnsafeContinuation { wait($0) }
    } onCancel: {
      deliver(giveUp(.cancelled))
    }
  }

  private func wait(_ continuation: UnsafeContinuation<Value, Never>) {
    let value: Value? = state.withLock { state in
      switch state {
      case .open:
        state = .awaited(continuation)
        return nil
      case .delivered(let value):
        state = .closed
        return value
      case .awaited, .closed: preconditionFailure("a handover is awaited once")
      }
    }
    if let value { continuation.resume(returning: value) }
  }
}

/// Why a task no longer waits.
enum GiveUp: Sendable {
  case timedOut, cancelled
}
