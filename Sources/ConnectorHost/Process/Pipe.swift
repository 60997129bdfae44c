import Glibc

/// The two ends of a pipe, both closed at exec. Owned by whoever made it.
struct Pipe {
  let reading: CInt
  let writing: CInt

  init() throws(SystemError) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .last }
    (reading, writing) = (ends[0], ends[1])
    // pipe2 hides behind _GNU_SOURCE. A process started between the two calls by someone else would inherit an end; our own do not.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }
}
