import CSystemCalls
import Glibc
import Synchronization

/// The thread that interrupts calls that are cancelled or whose time is over.
///
/// It sleeps until the earliest time that it was told of, even if that call has ended long since: waking it for every call would cost more
/// than the calls.
final class DeadlineWatch: Sendable {
  private let calls = Mutex<[ObjectIdentifier: RunningCall]>([:])
  /// `Int` on purpose: in Swift 6.3.1 the minimum of an `Atomic<UInt64>` compares as if it had a sign.
  private let wakeTime = Atomic<Int>(.max)
  /// The last cancellations that found nothing to cancel, newest last: they travel on another socket and may overtake their request.
  private let early = Mutex<[UInt32]>([])
  private let hasEarly = Atomic<Bool>(false)
  private let wakeEnd: Int32
  private let sleepEnd: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    joinery_socket_pair(&ends)
    (wakeEnd, sleepEnd) = (ends[0], ends[1])
  }

  deinit {
    close(wakeEnd)
    close(sleepEnd)
  }

  /// Milliseconds on a clock that nobody sets.
  static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  /// Watches the calls of a socket.
  func add(_ call: RunningCall) { calls.withLock { $0[ObjectIdentifier(call)] = call } }

  /// Watches the calls of a socket no more.
  func remove(_ call: RunningCall) { calls.withLock { $0[ObjectIdentifier(call)] = nil } }

  /// Begins the call of a request on `call`. `deadline` is on this watch's clock; `.max` means never.
  func begin(_ request: UInt32, on call: RunningCall, deadline: Int) {
    call.begin(request, deadline: deadline)
    if deadline < .max { expect(deadline) }
    if hasEarly.load(ordering: .sequentiallyConsistent), early.withLock({ $0.contains(request) }) { cancelRunning(request) }
  }

  /// Cancels the call of this request as soon as it runs; does nothing if it has ended.
  func cancel(_ request: UInt32) {
    if cancelRunning(request) { return }
    early.withLock { early in
      early.append(request)
      if early.count > 64 { early.removeFirst() }
    }
    hasEarly.store(true, ordering: .sequentiallyConsistent)
    cancelRunning(request)
  }

  /// Cancels all calls that run.
  func cancelAll() { cancelRunning(nil) }

  @discardableResult
  private func cancelRunning(_ request: UInt32?) -> Bool {
    var isRunning = false
    for call in all where call.cancel(request) { isRunning = true }
    if isRunning { expect(Self.now()) }
    return isRunning
  }

  /// Makes sure that the watch looks at `time`.
  func expect(_ time: Int) {
    if time >= wakeTime.load(ordering: .relaxed) { return }
    if time >= wakeTime.min(time, ordering: .sequentiallyConsistent).oldValue { return }
    var byte: UInt8 = 0
    _ = write(wakeEnd, &byte, 1)
  }

  /// Ends the thread.
  func stop() { shutdown(wakeEnd, Int32(SHUT_RDWR)) }

  /// Starts the thread.
  func start() {
    startThread("deadlines") { [self] in
      while sleep() { look() }
    }
  }

  private var all: [RunningCall] { calls.withLock { Array($0.values) } }

  /// Returns after the time has come or was moved; false when it is time to stop.
  private func sleep() -> Bool {
    let time = wakeTime.load(ordering: .sequentiallyConsistent)
    let milliseconds = time == .max ? -1 : Int32(clamping: time - min(Self.now(), time))
    var entry = pollfd(fd: sleepEnd, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, milliseconds) > 0 else { return true }
    var bytes: (UInt64, UInt64) = (0, 0)
    return read(sleepEnd, &bytes, 16) > 0
  }

  private func look() {
    let now = Self.now()
    guard now >= wakeTime.load(ordering: .sequentiallyConsistent) else { return }
    // First never, then what the calls say: a call that begins meanwhile tells its own time.
    wakeTime.store(.max, ordering: .sequentiallyConsistent)
    let next = all.reduce(Int.max) { min($0, $1.interrupt(now: now)) }
    _ = wakeTime.min(next, ordering: .sequentiallyConsistent)
  }
}
