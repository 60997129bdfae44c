/// A moment of the clock that stands still while the machine sleeps: a laptop's sleep must not look like a hung connector.
typealias Moment = SuspendingClock.Instant

/// The life of one connector's process as a pure state machine: events in, actions out, no clock and no I/O.
///
///     idle -needed-> starting -connected-> greeting -welcomed-> ready -exited-> starting (the first time), backingOff (again)
///                        \---- refused, too slow, exited ----> ending -exited-> backingOff -(pause over)-> starting or idle
///     ready -ping unanswered-> ending -exited-> as above            any -stop-> stopping -exited-> stopped
///
/// After every event the driver performs the actions in order and calls ``woke(at:)`` at ``nextWake``.
struct ConnectorLifecycle {
  enum State: Equatable {
    case idle
    case starting(until: Moment)
    case greeting(until: Moment)
    case ready(Run)
    /// The process was killed, or lost its control connection; its exit is awaited.
    case ending(ConnectorFailure, readySince: Moment?)
    case backingOff(until: Moment, ConnectorFailure)
    case stopping(next: StopStep, at: Moment)
    case stopped
  }

  /// A process that answers.
  struct Run: Equatable {
    var since: Moment
    var lastPing: UInt32 = 0
    /// When the ping that is not answered yet was sent.
    var unansweredSince: Moment?
    /// The next moment to send a ping, or to look after the one that is under way.
    var due: Moment
  }

  enum StopStep: Equatable { case terminate, kill, wait }

  enum Action: Equatable {
    case spawn
    case sendHello
    case sendPing(UInt32)
    /// Close the control connection in order: the connector ends by itself.
    case sayGoodbye
    case terminate
    case kill
    /// Forget the control connection and the socket of the process that ended.
    case discard
    /// Those who wait get the connector.
    case admit
    /// Those who wait get the error.
    case refuse(ConnectorFailure)
    case report(LogLevel, ConnectorFailure)
    case finished
  }

  private(set) var state = State.idle
  private let settings: SupervisionSettings
  /// Whether someone waits for the connector.
  private var isAwaited = false
  /// Ends in a row, without a healthy run between them.
  private var ends = 0
  private var jitter: Jitter

  init(settings: SupervisionSettings, seed: UInt64) {
    self.settings = settings
    jitter = Jitter(state: seed)
  }

  /// When ``woke(at:)`` is to be called, if nothing else happens.
  var nextWake: Moment? {
    switch state {
    case .idle, .ending, .stopped: nil
    case .starting(let until), .greeting(let until), .backingOff(let until, _): until
    case .ready(let run): run.due
    case .stopping(.wait, _): nil
    case .stopping(_, let at): at
    }
  }

  /// Someone wants to talk to the connector.
  mutating func needed(at now: Moment) -> [Action] {
    switch state {
    case .idle:
      isAwaited = true
      return start(at: now)
    case .ready: return [.admit]
    case .starting, .greeting, .ending:
      isAwaited = true
      return []
    case .backingOff(let until, let failure):
      guard until - now <= settings.patience else { return [.refuse(failure)] }
      isAwaited = true
      return []
    case .stopping, .stopped: return [.refuse(.shuttingDown)]
    }
  }

  /// The process could not even be started.
  mutating func spawnFailed(_ failure: ConnectorFailure, at now: Moment) -> [Action] {
    guard case .starting = state else { return [] }
    return afterEnd(failure, readySince: nil, at: now)
  }

  /// The control connection stands.
  mutating func connected() -> [Action] {
    guard case .starting(let until) = state else { return [] }
    state = .greeting(until: until)
    return [.sendHello]
  }

  mutating func welcomed(at now: Moment) -> [Action] {
    guard case .greeting = state else { return [] }
    state = .ready(Run(since: now, due: now + settings.pingInterval))
    isAwaited = false
    return [.admit]
  }

  /// The process is of no use: it refused the greeting, spoke nonsense, closed its control connection or cannot be reached any more.
  mutating func broke(_ failure: ConnectorFailure) -> [Action] {
    switch state {
    case .starting, .greeting: state = .ending(failure, readySince: nil)
    case .ready(let run): state = .ending(failure, readySince: run.since)
    case .idle, .ending, .backingOff, .stopping, .stopped: return []
    }
    return [.kill]
  }

  mutating func ponged(_ number: UInt32, at now: Moment) {
    guard case .ready(var run) = state, number == run.lastPing else { return }
    run.unansweredSince = nil
    run.due = now + settings.pingInterval
    state = .ready(run)
  }

  /// The process ended; `how` is a phrase such as `exited with status 1`.
  mutating func exited(_ how: String, at now: Moment) -> [Action] {
    switch state {
    case .starting, .greeting: return afterEnd(.endedAtStart(how), readySince: nil, at: now)
    case .ready(let run): return afterEnd(.ended(how), readySince: run.since, at: now)
    case .ending(.unreachable, let since):
      return afterEnd(since == nil ? .endedAtStart(how) : .ended(how), readySince: since, at: now)
    case .ending(let failure, let since): return afterEnd(failure, readySince: since, at: now)
    case .stopping:
      state = .stopped
      return [.discard, .finished]
    case .idle, .backingOff, .stopped: return []
    }
  }

  /// The connector is to end for good.
  mutating func stop(at now: Moment) -> [Action] {
    let refusal: [Action] = isAwaited ? [.refuse(.shuttingDown)] : []
    isAwaited = false
    switch state {
    case .idle, .backingOff:
      state = .stopped
      return refusal + [.finished]
    case .starting:
      state = .stopping(next: .kill, at: now + settings.stopGrace)
      return refusal + [.terminate]
    case .greeting, .ready:
      state = .stopping(next: .terminate, at: now + settings.stopGrace)
      return refusal + [.sayGoodbye]
    case .ending:
      state = .stopping(next: .wait, at: now)
      return refusal
    case .stopping: return []
    case .stopped: return [.finished]
    }
  }

  /// Time passed.
  mutating func woke(at now: Moment) -> [Action] {
    guard let nextWake, now >= nextWake else { return [] }
    switch state {
    case .starting, .greeting: return broke(.tooSlow(settings.startDeadline))
    case .ready(let run): return lookAfter(run, at: now)
    case .backingOff:
      state = .idle
      return isAwaited ? start(at: now) : []
    case .stopping(.terminate, _):
      state = .stopping(next: .kill, at: now + settings.stopGrace)
      return [.terminate]
    case .stopping(.kill, _):
      state = .stopping(next: .wait, at: now)
      return [.kill]
    case .idle, .ending, .stopping(.wait, _), .stopped: return []
    }
  }
}

extension ConnectorLifecycle {
  private mutating func start(at now: Moment) -> [Action] {
    state = .starting(until: now + settings.startDeadline)
    return [.spawn]
  }

  private mutating func lookAfter(_ old: Run, at now: Moment) -> [Action] {
    var run = old
    defer { if case .ready = state { state = .ready(run) } }
    let late = now - run.due
    run.due = now + settings.pingInterval
    guard let since = run.unansweredSince else {
      run.lastPing &+= 1
      run.unansweredSince = now
      return [.sendPing(run.lastPing)]
    }
    // The host itself stood still (stopped, starved, in a debugger): the pong may lie unread, so the connector gets its time again.
    if late > settings.pingInterval {
      run.unansweredSince = now
      return []
    }
    return now - since >= settings.pingDeadline ? broke(.hung(now - since)) : []
  }

  private mutating func afterEnd(_ failure: ConnectorFailure, readySince: Moment?, at now: Moment) -> [Action] {
    if let readySince, now - readySince >= settings.healthyRun { ends = 0 }
    ends += 1
    let report = Action.report(.error, failure)
    if readySince != nil, ends == 1 { return [report, .discard] + start(at: now) }
    let pause = settings.firstBackoff * Double(1 << min(ends - 1, 20)) * jitter.next()
    let bounded = min(pause, settings.longestBackoff)
    state = .backingOff(until: now + bounded, failure)
    // A connector that never became ready is not waited for twice by the same request: it would hear the same again.
    guard isAwaited, readySince == nil || bounded > settings.patience else { return [report, .discard] }
    isAwaited = false
    return [report, .discard, .refuse(failure)]
  }
}

/// Random factors between 0.75 and 1.25, so that hosts that lost the same database do not come back in step (SplitMix64).
private struct Jitter {
  var state: UInt64

  mutating func next() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return 0.75 + Double((mixed ^ (mixed >> 31)) >> 11) * 0x1p-54
  }
}
