/// When remote servers that gave no schema are asked again: after a second, then after twice as long each time, up to a minute.
struct RemoteRetries {
  private var waiting: [String: Wait] = [:]

  private struct Wait {
    var failures = 0
    var next = ContinuousClock.now
  }

  private static let longest = 60

  /// The servers whose time has come.
  var due: Set<String> { Set(waiting.filter { $0.value.next <= .now }.keys) }

  /// Begins to wait for these, and ends to wait for all others.
  mutating func keep(_ names: Set<String>) {
    waiting = waiting.filter { names.contains($0.key) }
    for name in names where waiting[name] == nil { waiting[name] = Wait() }
  }

  /// Notes that these were asked now.
  mutating func note(_ names: Set<String>) {
    for name in names {
      guard var wait = waiting[name] else { continue }
      wait.next = .now + .seconds(min(Self.longest, 1 << min(wait.failures, 6)))
      wait.failures += 1
      waiting[name] = wait
    }
  }
}
