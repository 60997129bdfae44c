private import CLibPQ
import Glibc

/// What cancels the statement of a connection from another thread.
final class PostgresCanceller: @unchecked Sendable {
  private var pointer: OpaquePointer?
  // A plain mutex: the cancel thread holds it while libpq talks to the server, the connection's thread only while it connects anew.
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init(_ connection: OpaquePointer) {
    lock.initialize(to: pthread_mutex_t())
    pthread_mutex_init(lock, nil)
    pointer = PQgetCancel(connection)
  }

  deinit {
    PQfreeCancel(pointer)
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  /// Takes the key of a new connection; nil: there is nothing to cancel.
  func renew(_ connection: OpaquePointer?) {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    PQfreeCancel(pointer)
    pointer = connection.flatMap { PQgetCancel($0) }
  }

  func cancel() {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    guard let pointer else { return }
    var message = [CChar](repeating: 0, count: 256)
    PQcancel(pointer, &message, Int32(message.count))
  }
}
