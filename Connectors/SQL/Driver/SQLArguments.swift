package import JSON

/// The arguments of one run of a statement: texts laid end to end, each followed by a NUL that is not counted.
///
/// Reused from run to run, so that binding allocates nothing.
package final class SQLArguments {
  /// The texts; write here, then call ``endValue()``.
  package var bytes = ByteWriter(capacity: 256)
  /// Where each argument starts in ``bytes``.
  package private(set) var starts: [Int] = []
  /// The length of each argument; -1 for SQL's null.
  package private(set) var lengths: [Int] = []
  private var start = 0

  package init() {}

  package var count: Int { starts.count }

  /// Ends the argument whose bytes were written since the last one ended.
  package func endValue() {
    starts.append(start)
    lengths.append(bytes.count - start)
    bytes.append(UInt8(0))
    start = bytes.count
  }

  /// Appends SQL's null.
  package func appendNull() {
    starts.append(start)
    lengths.append(-1)
  }

  /// Appends a text.
  package func append(_ text: String) {
    bytes.append(contentsOf: text)
    endValue()
  }

  package func removeAll() {
    bytes.removeAll(keepingCapacity: bytes.count < 1 << 20)
    starts.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    start = 0
  }

  /// Calls `body` with the bytes of argument `index`, or with nil for null.
  package func withValue<Result>(_ index: Int, _ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
    if lengths[index] < 0 { return body(nil) }
    return bytes.withBytes { body(UnsafeRawBufferPointer(rebasing: $0[starts[index]..<starts[index] + lengths[index]])) }
  }

  /// The arguments for people; nil for null.
  package var texts: [String?] {
    (0..<count).map { index in withValue(index) { value in value.map { String(decoding: $0, as: UTF8.self) } } }
  }
}
