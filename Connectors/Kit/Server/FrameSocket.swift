import ConnectorProtocol
import Glibc
import JSON

/// A blocking Unix socket that carries frames. Read by one thread; whoever writes holds the lock of its owner.
final class FrameSocket {
  let descriptor: Int32
  private var decoder = FrameDecoder(capacity: 32 * 1024)

  /// Why a read or write cannot go on.
  enum Failure: Error {
    case closed
    case malformed(FrameError)
  }

  /// A socket whose other end is gone is an error, not a signal, whatever the process does with signals.
  private static let noSignal = Int32(MSG_NOSIGNAL)

  /// Takes over `descriptor` and closes it in the end.
  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Makes reads and writes of all threads fail from now on.
  func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Waits for the next frame and returns what `body` makes of it; nil at the end of the stream between two frames.
  func read<Result>(_ body: (Frame) throws(FrameError) -> Result) throws(Failure) -> Result? {
    while true {
      if let result = try decode(body) { return result }
      if try fill() == 0 {
        if decoder.pending > 0 { throw .malformed(FrameError("the stream ended inside of a frame")) }
        return nil
      }
    }
  }

  /// Whether bytes can be read within `milliseconds`, or have been read already.
  func waits(milliseconds: Int32) -> Bool {
    if decoder.pending > 0 { return true }
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, milliseconds) > 0
  }

  private func decode<Result>(_ body: (Frame) throws(FrameError) -> Result) throws(Failure) -> Result? {
    do throws(FrameError) { return try decoder.next(body) } catch { throw .malformed(error) }
  }

  private func fill() throws(Failure) -> Int {
    while true {
      let count = decoder.feed { room in Glibc.read(descriptor, room.baseAddress, room.count) }
      if count >= 0 { return count }
      if errno != EINTR { throw .closed }
    }
  }

  /// Writes all bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.send(descriptor, rest.baseAddress, rest.count, Self.noSignal)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { throw .closed }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Writes all parts, in one system call if the socket takes them.
  func write(_ parts: UnsafeMutableBufferPointer<iovec>) throws(Failure) {
    var first = 0
    while first < parts.count {
      let chunk = min(parts.count - first, 1024)
      var message = msghdr()
      message.msg_iov = parts.baseAddress.map { $0 + first }
      message.msg_iovlen = chunk
      var count = sendmsg(descriptor, &message, Self.noSignal)
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw .closed }
      while first < parts.count, count >= parts[first].iov_len {
        count -= parts[first].iov_len
        first += 1
      }
      if count > 0 {
        parts[first].iov_base += count
        parts[first].iov_len -= count
      }
    }
  }
}
