import Errors
import Glibc
import Synchronization

/// The write end of the pipe that the handler uses; a handler can capture nothing.
private let signalPipe = Atomic<Int32>(-1)

/// Waits for SIGTERM or SIGINT.
///
/// A handler that writes to a pipe, not a blocked or ignored signal: those states would be inherited by the connectors.
struct ShutdownSignals: Sendable {
  private let readEnd: Int32

  init() throws(EngineError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
      throw EngineError(.unexpected, "cannot make a pipe for signals")
    }
    readEnd = ends[0]
    signalPipe.store(ends[1], ordering: .releasing)
    signal(SIGPIPE, SIG_IGN)
    for number in [SIGTERM, SIGINT] {
      signal(number) { _ in
        var byte: UInt8 = 1
        _ = write(signalPipe.load(ordering: .acquiring), &byte, 1)
      }
    }
  }

  func wait() async {
    await withCheckedContinuation { continuation in
      // A thread of its own, since it blocks for the whole life of the process.
      var thread = pthread_t()
      let box = Unmanaged.passRetained(Waiter(readEnd, continuation))
      pthread_create(
        &thread, nil,
        { argument in
          if let argument { Unmanaged<Waiter>.fromOpaque(argument).takeRetainedValue().run() }
          return nil
        }, box.toOpaque())
    }
  }

  private final class Waiter {
    private let file: Int32
    private let continuation: CheckedContinuation<Void, Never>

    init(_ file: Int32, _ continuation: CheckedContinuation<Void, Never>) {
      self.file = file
      self.continuation = continuation
    }

    func run() {
      var byte: UInt8 = 0
      while read(file, &byte, 1) < 0, errno == EINTR {}
      continuation.resume()
    }
  }
}
