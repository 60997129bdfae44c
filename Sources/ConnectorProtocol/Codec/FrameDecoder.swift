/// Cuts a stream of bytes into frames, however it was split on its way.
///
///     decoder.feed(bytes)
///     while let message = try decoder.next({ HostMessage(decoding: $0, in: arena) }) { ... }
///
/// After an error no frame is found any more: the stream has lost its rhythm.
public struct FrameDecoder: ~Copyable {
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  private let usualCapacity: Int
  private var start = 0
  private var end = 0

  /// A decoder that can hold `capacity` bytes before it grows.
  public init(capacity: Int = 16 * 1024) {
    self.capacity = capacity
    usualCapacity = capacity
    base = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { base.deallocate() }

  /// Bytes that were fed and do not belong to a returned frame yet.
  public var pending: Int { end - start }

  /// Appends bytes of the stream.
  public mutating func feed(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    makeRoom(for: bytes.count)
    (base + end).copyMemory(from: source, byteCount: bytes.count)
    end += bytes.count
  }

  /// Lets `fill` write bytes of the stream into free memory and takes as many as it says. Returns what `fill` returned.
  ///
  /// The room offered suffices for the frame whose prefix is already there.
  public mutating func feed(_ fill: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
    makeRoom(for: missing())
    let count = fill(UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end))
    if count > 0 { end += count }
    return count
  }

  /// Passes the next frame to `body` if all of it is there, else returns nil.
  public mutating func next<Result>(_ body: (Frame) throws(FrameError) -> Result) throws(FrameError) -> Result? {
    let bytes = UnsafeRawBufferPointer(start: base + start, count: end - start)
    guard let prefix = try FramePrefix(parsing: bytes), bytes.count >= prefix.frameSize else { return nil }
    defer { consume(prefix.frameSize) }
    return try body(Frame(prefix, in: bytes))
  }

  private func missing() -> Int {
    let bytes = UnsafeRawBufferPointer(start: base + start, count: end - start)
    guard let prefix = (try? FramePrefix(parsing: bytes)) ?? nil else { return FramePrefix.size }
    return max(prefix.frameSize - bytes.count, 1)
  }

  private static let keptCapacity = 4 << 20

  private mutating func consume(_ count: Int) {
    start += count
    guard start == end else { return }
    (start, end) = (0, 0)
    // One large frame must not cost its memory for as long as the socket lives.
    if capacity > max(usualCapacity, Self.keptCapacity) {
      base.deallocate()
      (base, capacity) = (.allocate(byteCount: usualCapacity, alignment: 16), usualCapacity)
    }
  }

  private mutating func makeRoom(for count: Int) {
    if capacity - end >= count { return }
    let used = end - start
    if used + count <= capacity {
      base.copyMemory(from: base + start, byteCount: used)
    } else {
      let larger = max(capacity * 2, used + count)
      let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
      moved.copyMemory(from: base + start, byteCount: used)
      base.deallocate()
      (base, capacity) = (moved, larger)
    }
    (start, end) = (0, used)
  }
}
