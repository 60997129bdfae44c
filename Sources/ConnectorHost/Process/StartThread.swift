import Glibc

/// Runs `body` on a new thread that nobody joins.
func startThread(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
  // These threads only sleep in a system call and make one call back.
  pthread_attr_setstacksize(&attributes, 256 * 1024)
  var thread = pthread_t()
  let argument = Unmanaged.passRetained(ThreadBody(run: body))
  let result = pthread_create(
    &thread, &attributes,
    { argument in
      guard let argument else { return nil }
      Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
      return nil
    }, argument.toOpaque())
  if result == 0 { return }
  argument.release()
  throw SystemError(number: result)
}

private final class ThreadBody {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) { self.run = run }
}
