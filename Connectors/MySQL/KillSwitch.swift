import Glibc

/// Keeps a `KILL QUERY` from hitting a later statement than the one it was meant for: while one is on its way, nothing new starts.
final class KillSwitch: @unchecked Sendable {
  private var mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var isRunning = false
  private var isArmed = false
  private var wasUsed = false

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    mutex.deallocate()
    condition.deallocate()
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  /// Waits until no kill is on its way.
  func wait() {
    locked { while isArmed { pthread_cond_wait(condition, mutex) } }
  }

  /// A statement starts.
  func begin() {
    locked {
      while isArmed { pthread_cond_wait(condition, mutex) }
      isRunning = true
      wasUsed = false
    }
  }

  /// The statement has ended; returns whether a kill was sent meanwhile, which the server may still hold for the next statement.
  func end() -> Bool {
    locked {
      while isArmed { pthread_cond_wait(condition, mutex) }
      isRunning = false
      return wasUsed
    }
  }

  /// Asks for leave to kill; false if nothing runs or it is being killed already.
  func arm() -> Bool {
    locked {
      guard isRunning, !isArmed else { return false }
      isArmed = true
      wasUsed = true
      return true
    }
  }

  /// The kill was sent, or could not be.
  func disarm() {
    locked {
      isArmed = false
      pthread_cond_broadcast(condition)
    }
  }
}
