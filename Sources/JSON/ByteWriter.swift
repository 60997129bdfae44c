/// A growing buffer of bytes that has exactly one owner: what the hot path writes answers into.
///
/// The buffer is malloc'd memory without reference counting or exclusivity checks; it is freed with the writer.
public struct ByteWriter: ~Copyable, @unchecked Sendable {
  @usableFromInline var base: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int

  /// How many bytes were written.
  @inlinable public var count: Int { written }

  @usableFromInline var written = 0

  /// An empty writer that can take `capacity` bytes before it grows.
  @inlinable
  public init(capacity: Int = 256) {
    self.capacity = max(capacity, 16)
    base = .allocate(byteCount: max(capacity, 16), alignment: 16)
  }

  deinit { base.deallocate() }

  /// Makes room for `more` bytes beyond those written, at least doubling the buffer when it grows.
  @inlinable
  public mutating func reserve(_ more: Int) {
    if written &+ more > capacity { grow(more) }
  }

  @usableFromInline
  @inline(never)
  mutating func grow(_ more: Int) {
    let larger = max(capacity * 2, written + more)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    moved.copyMemory(from: base, byteCount: written)
    base.deallocate()
    (base, capacity) = (moved, larger)
  }

  /// Appends one byte.
  @inlinable
  public mutating func append(_ byte: UInt8) {
    reserve(1)
    base.storeBytes(of: byte, toByteOffset: written, as: UInt8.self)
    written &+= 1
  }

  /// Appends bytes as they are.
  @inlinable
  public mutating func append(contentsOf bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + written).copyMemory(from: source, byteCount: bytes.count)
    written &+= bytes.count
  }

  /// Appends bytes as they are.
  @inlinable
  public mutating func append(contentsOf bytes: [UInt8]) {
    bytes.withUnsafeBytes { append(contentsOf: $0) }
  }

  /// Appends bytes as they are.
  @inlinable
  public mutating func append(contentsOf bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { append(contentsOf: $0) }
  }

  /// Appends the UTF-8 of a text as it is, without quotes or escapes.
  @inlinable
  public mutating func append(contentsOf text: String) {
    var copy = text
    copy.withUTF8 { append(contentsOf: UnsafeRawBufferPointer($0)) }
  }

  /// Appends a literal as it is, without quotes or escapes.
  @inlinable
  public mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends an integer in decimal.
  @inlinable
  public mutating func append(_ value: Int) {
    var magnitude = value.magnitude
    reserve(20)
    if value < 0 { append(UInt8(ascii: "-")) }
    var length = 1
    var rest = magnitude / 10
    while rest > 0 {
      length &+= 1
      rest /= 10
    }
    var at = written &+ length
    repeat {
      at &-= 1
      base.storeBytes(of: UInt8(truncatingIfNeeded: magnitude % 10) &+ UInt8(ascii: "0"), toByteOffset: at, as: UInt8.self)
      magnitude /= 10
    } while magnitude > 0
    written &+= length
  }

  /// Calls `body` with the bytes written so far; they must not be kept.
  @inlinable
  public borrowing func withBytes<Result: ~Copyable, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(start: base, count: written))
  }

  /// Forgets what was written, with or without the memory.
  @inlinable
  public mutating func removeAll(keepingCapacity: Bool = true) {
    written = 0
    if keepingCapacity { return }
    base.deallocate()
    capacity = 256
    base = .allocate(byteCount: capacity, alignment: 16)
  }

  /// Forgets all but the first `count` bytes: takes back what was written after a remembered `count`.
  @inlinable
  public mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= written)
    written = count
  }

  /// Returns what was written as an array and empties the writer.
  @inlinable
  public mutating func takeArray() -> [UInt8] {
    let array = [UInt8](UnsafeRawBufferPointer(start: base, count: written))
    written = 0
    return array
  }
}
