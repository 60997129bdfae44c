import Testing

@testable import ConnectorHost

/// The life of a process as transcripts: what happened on the left, what is done about it on the right.
struct ConnectorLifecycleTests {
  private let start = Moment.now

  private func at(_ seconds: Double) -> Moment { start + .milliseconds(Int((seconds * 1000).rounded())) }

  private func idle() -> ConnectorLifecycle { ConnectorLifecycle(settings: SupervisionSettings(), seed: 7) }

  private func ready() -> ConnectorLifecycle {
    var life = idle()
    #expect(life.needed(at: at(0)) == [.spawn])
    #expect(life.connected() == [.sendHello])
    #expect(life.welcomed(at: at(0)) == [.admit])
    return life
  }

  @Test func `one start serves all who wait`() {
    var life = idle()
    #expect(life.needed(at: at(0)) == [.spawn])
    #expect(life.needed(at: at(0.1)) == [])
    #expect(life.connected() == [.sendHello])
    #expect(life.needed(at: at(0.2)) == [])
    #expect(life.welcomed(at: at(0.3)) == [.admit])
    #expect(life.needed(at: at(0.4)) == [.admit])
  }

  @Test func `a ready connector is pinged every second`() {
    var life = ready()
    #expect(life.nextWake == at(1))
    #expect(life.woke(at: at(0.5)) == [])
    #expect(life.woke(at: at(1)) == [.sendPing(1)])
    life.ponged(1, at: at(1.01))
    #expect(life.nextWake == at(2.01))
    #expect(life.woke(at: at(2.01)) == [.sendPing(2)])
  }

  @Test func `a connector that leaves a ping unanswered is killed and replaced`() {
    var life = ready()
    #expect(life.woke(at: at(1)) == [.sendPing(1)])
    #expect(life.woke(at: at(2)) == [])
    #expect(life.woke(at: at(3)) == [])
    #expect(life.woke(at: at(4)) == [.kill])
    #expect(life.needed(at: at(4)) == [])
    #expect(life.exited("was ended by signal 9", at: at(4.1)) == [.report(.error, .hung(.seconds(3))), .discard, .spawn])
    #expect(life.connected() == [.sendHello])
    #expect(life.welcomed(at: at(4.2)) == [.admit])
  }

  @Test func `an old pong does not count`() {
    var life = ready()
    _ = life.woke(at: at(1))
    life.ponged(1, at: at(1.1))
    #expect(life.woke(at: at(2.1)) == [.sendPing(2)])
    life.ponged(1, at: at(2.2))
    _ = life.woke(at: at(3.1))
    _ = life.woke(at: at(4.1))
    #expect(life.woke(at: at(5.1)) == [.kill])
  }

  @Test func `a host that stood still does not blame the connector`() {
    var life = ready()
    #expect(life.woke(at: at(1)) == [.sendPing(1)])
    #expect(life.woke(at: at(60)) == [])
    #expect(life.woke(at: at(61)) == [])
    #expect(life.woke(at: at(62)) == [])
    #expect(life.woke(at: at(63)) == [.kill])
  }

  @Test func `the first crash is followed by a restart at once, the next ones by pauses`() {
    var life = ready()
    #expect(life.exited("was ended by signal 9", at: at(10)) == [.report(.error, .ended("was ended by signal 9")), .discard, .spawn])
    #expect(life.connected() == [.sendHello])
    #expect(life.welcomed(at: at(10.1)) == [.admit])
    #expect(life.exited("was ended by signal 9", at: at(10.2)) == [.report(.error, .ended("was ended by signal 9")), .discard])
    guard case .backingOff(let until, _) = life.state else {
      Issue.record("\(life.state)")
      return
    }
    #expect(until > at(10.3) && until < at(10.5))
    #expect(life.needed(at: at(10.21)) == [])
    #expect(life.woke(at: until) == [.spawn])
  }

  @Test func `a healthy run forgives earlier crashes`() {
    var life = ready()
    _ = life.exited("exited with status 1", at: at(10))
    _ = life.connected()
    _ = life.welcomed(at: at(11))
    #expect(life.exited("exited with status 1", at: at(17)).last == .spawn)
  }

  @Test func `a crash at the start is told at once and not repeated in a busy loop`() {
    var life = idle()
    let failure = ConnectorFailure.endedAtStart("exited with status 1")
    #expect(life.needed(at: at(0)) == [.spawn])
    #expect(life.exited("exited with status 1", at: at(0.01)) == [.report(.error, failure), .discard, .refuse(failure)])
    var starts = 1
    var now = at(0.01)
    for _ in 0..<1000 {
      now = now + .milliseconds(10)
      for action in life.needed(at: now) + life.woke(at: now) where action == .spawn {
        starts += 1
        _ = life.exited("exited with status 1", at: now)
      }
    }
    #expect(starts >= 4 && starts <= 8)
  }

  @Test func `nobody waits: a failed connector is not started again by itself`() {
    var life = idle()
    _ = life.needed(at: at(0))
    _ = life.exited("exited with status 1", at: at(0.01))
    #expect(life.woke(at: at(5)) == [])
    #expect(life.state == .idle)
    #expect(life.nextWake == nil)
  }

  @Test func `long pauses are answered with the last failure`() {
    var life = idle()
    for second in 0..<8 { crashAtStart(&life, at: Double(second) * 100) }
    #expect(life.needed(at: at(701)) == [.refuse(.endedAtStart("exited with status 1"))])
  }

  private func crashAtStart(_ life: inout ConnectorLifecycle, at second: Double) {
    _ = life.woke(at: at(second))
    #expect(life.needed(at: at(second)) == [.spawn])
    _ = life.exited("exited with status 1", at: at(second))
  }

  @Test func `a slow start is ended`() {
    var life = idle()
    _ = life.needed(at: at(0))
    #expect(life.woke(at: at(9.9)) == [])
    #expect(life.woke(at: at(10)) == [.kill])
    #expect(life.exited("was ended by signal 9", at: at(10)).contains(.refuse(.tooSlow(.seconds(10)))))
  }

  @Test func `a refused greeting is told in the connector's words`() {
    var life = idle()
    _ = life.needed(at: at(0))
    _ = life.connected()
    let failure = ConnectorFailure.refused("host speaks 1 to 1, connector 7 to 9")
    #expect(life.broke(failure) == [.kill])
    #expect(life.exited("was ended by signal 9", at: at(0)).contains(.refuse(failure)))
  }

  @Test func `a closed control connection is the process's end, told by its exit`() {
    var life = ready()
    #expect(life.broke(.unreachable) == [.kill])
    #expect(life.broke(.unreachable) == [])
    #expect(life.exited("exited with status 3", at: at(6)).first == .report(.error, .ended("exited with status 3")))
  }

  @Test func `an orderly stop becomes less polite step by step`() {
    var life = ready()
    #expect(life.stop(at: at(1)) == [.sayGoodbye])
    #expect(life.woke(at: at(2)) == [])
    #expect(life.woke(at: at(3)) == [.terminate])
    #expect(life.woke(at: at(5)) == [.kill])
    #expect(life.needed(at: at(5)) == [.refuse(.shuttingDown)])
    #expect(life.exited("was ended by signal 9", at: at(5.1)) == [.discard, .finished])
    #expect(life.stop(at: at(6)) == [.finished])
  }

  @Test func `a stop during the start refuses those who wait`() {
    var life = idle()
    _ = life.needed(at: at(0))
    #expect(life.stop(at: at(0.1)) == [.refuse(.shuttingDown), .terminate])
    #expect(life.exited("was ended by signal 15", at: at(0.2)) == [.discard, .finished])
  }

  @Test func `pauses double, vary, and are bounded`() {
    var pauses: [Duration] = []
    var life = idle()
    var now = at(0)
    for _ in 0..<14 {
      now = now + .seconds(100)
      _ = life.woke(at: now)
      _ = life.needed(at: now)
      _ = life.exited("exited with status 1", at: now)
      if case .backingOff(let until, _) = life.state { pauses.append(until - now) }
    }
    #expect(pauses.count == 14)
    #expect(pauses[0] >= .milliseconds(75) && pauses[0] <= .milliseconds(125))
    #expect(pauses[3] >= .milliseconds(600) && pauses[3] <= .milliseconds(1000))
    #expect(pauses.max() == .seconds(30))
  }
}
