/// A part of an answer: JSON bytes, and what the host needs to join without reading them.
///
/// The bytes of all chunks of a plain query, laid end to end, are the selection's JSON with nothing at the places of remote fields.
/// A lookup's bytes are the JSON of rows (or of one aggregate object per ordinal), each labelled with the ordinal of its key.
public struct RowChunk: Equatable, Sendable {
  /// Bytes of the answer, with nothing at the places of remote fields.
  public var json: [UInt8]
  /// Number of rows of the outermost selection that end in this chunk.
  public var rowCount: Int
  /// Lookup only: the key ordinal of each row of the chunk. Rows of one ordinal come in the asked order; ordinals in any.
  public var ordinals: [UInt32]
  /// Lookup only: where each row ends in `json`.
  public var rowEnds: [UInt32]
  /// One entry per remote field use that has places in this chunk.
  public var uses: [RemoteUse]

  /// A row chunk of these parts.
  public init(json: [UInt8] = [], rowCount: Int = 0, ordinals: [UInt32] = [], rowEnds: [UInt32] = [], uses: [RemoteUse] = []) {
    self.json = json
    self.rowCount = rowCount
    self.ordinals = ordinals
    self.rowEnds = rowEnds
    self.uses = uses
  }
}

/// The places of one remote field in a chunk, in byte order, with the key of each.
public struct RemoteUse: Equatable, Sendable {
  /// The number given in ``FieldValue/remote(use:keys:)``.
  public var use: Int
  /// Where the values belong in the chunk's JSON; rising.
  public var offsets: [UInt32]
  /// Bit `i` (least significant first) is set when a key column of place `i` is null: nothing is looked up, the field is null.
  public var nulls: [UInt8]
  /// The key columns' canonical texts; a null tuple has empty texts.
  public var keys: [KeyColumn]

  /// A remote use of these parts.
  public init(use: Int, offsets: [UInt32] = [], nulls: [UInt8] = [], keys: [KeyColumn] = []) {
    self.use = use
    self.offsets = offsets
    self.nulls = nulls
    self.keys = keys
  }
}
