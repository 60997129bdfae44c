import Glibc
import Synchronization

/// A program that this host started, and its end.
///
/// Made with `posix_spawn` and not with swift-subprocess: a connector must be a direct child that outlives the task that needed it first,
/// inherit nothing but its three standard streams, and be reaped without a signal handler of the whole process.
final class ChildProcess: Sendable {
  let id: pid_t
  private let hasEnded = Mutex(false)

  private init(id: pid_t) { self.id = id }

  /// Starts a program with exactly this environment; standard input is empty. Errors go to nowhere if `errors` is nil.
  static func spawn(
    _ command: String, arguments: [String], environment: [String], output: CInt, errors: CInt?
  ) throws(SystemError) -> ChildProcess {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    if let errors {
      posix_spawn_file_actions_adddup2(&actions, errors, 2)
    } else {
      posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    }
    // Whatever any library of the host opened without close-on-exec stays behind.
    _ = addCloseFrom?(&actions, 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    resetSignals(&attributes)

    var id = pid_t()
    let result = withCStrings([command] + arguments) { arguments in
      withCStrings(environment) { posix_spawn(&id, command, &actions, &attributes, arguments, $0) }
    }
    guard result == 0 else { throw SystemError(number: result) }
    return ChildProcess(id: id)
  }

  /// Calls back from a thread of its own when the process ended, with a phrase such as `exited with status 1`. To be called once: it reaps.
  func reap(_ ended: @escaping @Sendable (String) -> Void) throws(SystemError) {
    try startThread { [self] in
      var information = siginfo_t()
      // The zombie stays until the lock is held, so that `send` never hits another process that got the same number.
      while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
      var status: CInt = 0
      hasEnded.withLock { hasEnded in
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        hasEnded = true
      }
      ended(Self.phrase(status))
    }
  }

  /// Kills the process and waits for its end. Not to be mixed with ``reap(_:)``.
  func killAndReap() {
    send(SIGKILL)
    var status: CInt = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
  }

  /// Sends a signal, unless the process ended.
  func send(_ signal: CInt) {
    hasEnded.withLock { hasEnded in
      if !hasEnded { _ = kill(id, signal) }
    }
  }

  private static func phrase(_ status: CInt) -> String {
    let signal = status & 0x7f
    return signal == 0 ? "exited with status \((status >> 8) & 0xff)" : "was ended by signal \(signal)"
  }

  /// The host ignores SIGPIPE and may block others; a child would inherit that.
  private static func resetSignals(_ attributes: inout posix_spawnattr_t) {
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
  }
}

/// `posix_spawn_file_actions_addclosefrom_np` of glibc 2.34, which Glibc's module hides behind `_GNU_SOURCE`. With an older glibc all
/// depends on close-on-exec, which our own descriptors and SwiftNIO's have.
private let addCloseFrom: AddCloseFrom? = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map {
  unsafeBitCast($0, to: AddCloseFrom.self)
}

private typealias AddCloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, CInt) -> CInt

/// Calls `body` with a null-terminated array of C strings.
private func withCStrings<Result>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
  let pointers = texts.map { strdup($0) }
  defer { pointers.forEach { free($0) } }
  return body(pointers + [nil])
}
