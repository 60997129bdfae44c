public import ConnectorProtocol
public import JSON

/// The answer of a running query: where a connector writes JSON and reports what the host needs for joins.
///
/// Bytes leave in chunks of about 128 KiB, so memory stays flat however long an answer is; ending a row may wait for the host (credit).
///
/// - A plain query: ``json`` takes the whole JSON value of the selection, brackets and commas included; ``endRow()`` after each row of the
///   outermost selection.
/// - A lookup: ``json`` takes one row's object after the other with nothing between them, ``endRow(ordinal:)`` after each.
/// - A remote field: its key and colon are written, then ``place(use:columnCount:)`` and one ``key(_:)`` per column, and no value.
///
/// An answer made with ``init()`` collects in memory until ``takeChunk()``.
public final class Answer {
  /// The JSON of the chunk at hand. Append only; what was written before the last end of a row may already have left.
  public var json = ByteWriter(capacity: 4096)
  /// Microseconds spent waiting for the database, for the statistics of the answer; the connector adds to it.
  public var databaseMicroseconds = 0

  @usableFromInline var rowCount = 0
  @usableFromInline var ordinals: [UInt32] = []
  @usableFromInline var rowEnds: [UInt32] = []
  @usableFromInline var keyBytes = 0
  @usableFromInline let places = PlaceLog()
  /// Where chunks go; nil collects in memory.
  unowned(unsafe) var sink: (any AnswerSink)?

  /// A chunk leaves at the first end of a row after this many bytes.
  @usableFromInline static let chunkSize = 128 * 1024

  /// An answer that collects in memory: for returned rows of mutations, and for tests.
  public init() {}

  init(sink: any AnswerSink) { self.sink = sink }

  /// Ends a row of a plain query's outermost selection. Throws when the answer is not wanted any more (family `cancelled`).
  @inlinable
  public func endRow() throws(ConnectorError) {
    rowCount &+= 1
    if json.count &+ keyBytes >= Self.chunkSize { try flush() }
  }

  /// Ends a row of a lookup; `ordinal` is the index of the key tuple that the row belongs to. Throws as ``endRow()``.
  @inlinable
  public func endRow(ordinal: UInt32) throws(ConnectorError) {
    ordinals.append(ordinal)
    rowEnds.append(UInt32(truncatingIfNeeded: json.count))
    try endRow()
  }

  /// Lets a large part of a plain query's answer leave inside of a row, e.g. between two nested rows. Not for lookups, whose rows are not cut.
  @inlinable
  public func flushInsideRow() throws(ConnectorError) {
    if json.count &+ keyBytes >= Self.chunkSize, ordinals.isEmpty { try flush() }
  }

  /// Reports that the value of remote use `use` belongs here, where ``json`` ends now. `columnCount` calls of ``key(_:)`` must follow.
  @inlinable
  public func place(use: Int, columnCount: Int) {
    places.begin(use: use, columnCount: columnCount, offset: UInt32(truncatingIfNeeded: json.count))
    keyBytes &+= 8
  }

  /// Gives the canonical text of the next key column of the place reported last; nil if the column is null.
  @inlinable
  public func key(_ text: UnsafeRawBufferPointer?) {
    places.key(text)
    keyBytes &+= 4 &+ (text?.count ?? 0)
  }

  /// Returns everything that was written since the last chunk, and starts a new one.
  public func takeChunk() -> RowChunk {
    let chunk = RowChunk(
      json: json.takeArray(), rowCount: rowCount, ordinals: ordinals, rowEnds: rowEnds, uses: places.uses())
    startChunk()
    return chunk
  }

  @usableFromInline
  func flush() throws(ConnectorError) {
    guard let sink else { return }
    try sink.send(self)
    startChunk()
  }

  /// Sends bytes past all framing: for the connector of tests that lies, and for no other.
  package func sendUnframed(_ bytes: [UInt8]) throws(ConnectorError) { try sink?.sendUnframed(bytes) }

  /// Empties the chunk and keeps the memory.
  func startChunk() {
    json.removeAll()
    rowCount = 0
    keyBytes = 0
    ordinals.removeAll(keepingCapacity: true)
    rowEnds.removeAll(keepingCapacity: true)
    places.removeAll()
  }

  /// Makes the answer ready for another request.
  func reset() {
    startChunk()
    databaseMicroseconds = 0
  }
}

/// What takes the chunks of an answer.
protocol AnswerSink: AnyObject {
  /// Sends the chunk at hand of `answer`; waits for the host if it has to.
  func send(_ answer: Answer) throws(ConnectorError)
  /// Sends bytes as they are.
  func sendUnframed(_ bytes: [UInt8]) throws(ConnectorError)
}
