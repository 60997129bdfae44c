private import CSystemCalls
import Glibc

/// Connects to a Unix socket whose listener runs as the same user, and returns the non-blocking descriptor.
///
/// The call never waits: a full queue of the listener is `EAGAIN`, no listener `ECONNREFUSED` or `ENOENT`, another user's `EACCES`.
func connectUnixSocket(_ path: String) throws(SystemError) -> CInt {
  let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue), 0)
  guard descriptor >= 0 else { throw .last }
  do throws(SystemError) {
    try connect(descriptor, to: path)
    guard try peerUser(of: descriptor) == geteuid() else { throw SystemError(number: EACCES) }
    return descriptor
  } catch {
    close(descriptor)
    throw error
  }
}

/// The length of `sun_path` without its final NUL.
let longestSocketPath = 107

private func connect(_ descriptor: CInt, to path: String) throws(SystemError) {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  guard path.utf8.count <= longestSocketPath else { throw SystemError(number: ENAMETOOLONG) }
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
  let result = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
  guard result == 0 else { throw .last }
}

private func peerUser(of descriptor: CInt) throws(SystemError) -> uid_t {
  var user = uid_t()
  guard joinery_peer_user(descriptor, &user) == 0 else { throw .last }
  return user
}
