import Glibc

/// A system call's `errno`.
struct SystemError: Error, Equatable {
  var number: CInt

  /// The error of the call that just failed.
  static var last: SystemError { SystemError(number: errno) }

  var message: String { String(cString: strerror(number)) }
}
