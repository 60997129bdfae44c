public import JSON

/// The answer of a running query: where a connector writes JSON and reports what the host needs for joins.
///
/// Bytes leave in chunks as they are written, so memory stays flat however long an answer is; a write may wait for the host (credit).
public final class Answer {
  /// The JSON of the chunk at hand. Append only.
  public var json = ByteWriter()
  /// Rows of the outermost selection that ended in this chunk.
  private var rowCount = 0
  private var ordinals: [UInt32] = []
  private var rowEnds: [UInt32] = []

  public init() {}
}
