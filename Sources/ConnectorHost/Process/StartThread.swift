import Glibc

/// Runs `body` on a new thread that nobody joins.
func startThread(_ body: @escaping @Sendable () -> Void) {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
  // These threads only sleep in a system call and make one call back.
  pthread_attr_setstacksize(&attributes, 256 * 1024)
  var thread = pthread_t()
  let result = pthread_create(
    &thread, &attributes,
    { argument in
      guard let argument else { return nil }
      Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
      return nil
    }, Unmanaged.passRetained(ThreadBody(run: body)).toOpaque())
  precondition(result == 0, "no thread could be made: \(SystemError(number: result).message)")
}

private final class ThreadBody {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) { self.run = run }
}
