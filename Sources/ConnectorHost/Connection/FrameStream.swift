import ConnectorProtocol
import NIOCore

/// Cuts what a channel reads into frames. In the usual case, whole frames in one read, no byte is copied.
struct FrameStream: ~Copyable {
  let arena = WireArena()
  /// The beginning of a frame whose rest has not come yet.
  private var rest: ByteBuffer?

  /// Passes every frame that is complete now to `body`; the frame's memory is gone afterwards.
  mutating func take(_ read: ByteBuffer, _ body: (Frame, WireArena) throws(FrameError) -> Void) throws(FrameError) {
    var bytes = appended(read)
    var consumed = 0
    var failure: FrameError?
    let missing = bytes.withUnsafeReadableBytes { readable in
      do throws(FrameError) {
        while let frame = try Self.frame(in: UnsafeRawBufferPointer(rebasing: readable[consumed...])) {
          consumed += frame.prefix.frameSize
          try body(frame, arena)
        }
        return try FramePrefix(parsing: UnsafeRawBufferPointer(rebasing: readable[consumed...]))?.frameSize ?? 0
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    bytes.moveReaderIndex(forwardBy: consumed)
    guard bytes.readableBytes > 0 else { return }
    bytes.reserveCapacity(minimumWritableBytes: max(0, missing - bytes.readableBytes))
    rest = bytes
  }

  private mutating func appended(_ read: ByteBuffer) -> ByteBuffer {
    guard var bytes = rest else { return read }
    rest = nil
    bytes.writeImmutableBuffer(read)
    return bytes
  }

  private static func frame(in bytes: UnsafeRawBufferPointer) throws(FrameError) -> Frame? {
    guard let prefix = try FramePrefix(parsing: bytes), bytes.count >= prefix.frameSize else { return nil }
    return Frame(prefix, in: bytes)
  }
}
