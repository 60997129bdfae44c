/// A value that travels beside a query. The place where its slot is used says what type it has.
public enum Parameter: Hashable, Sendable {
  case null
  /// The value's canonical text: `true`, `42`, `2020-01-31T10:00:00`, JSON text for json.
  case text(String)
  case list([String?])
}

/// The key tuples of a lookup, column by column. No tuple holds a null; a tuple's index is its ordinal.
public struct KeyColumns: Equatable, Sendable {
  /// As many as the query has lookup keys, in their order.
  public var columns: [KeyColumn]
  /// The number of tuples, which every column has.
  public var count: Int

  /// Key columns of these parts.
  public init(columns: [KeyColumn] = [], count: Int = 0) {
    self.columns = columns
    self.count = count
  }
}

/// The values of one key column in canonical text, laid end to end: value `i` is `bytes[ends[i-1]..<ends[i]]`.
public struct KeyColumn: Equatable, Sendable {
  /// All values, end to end.
  public var bytes: [UInt8]
  /// The end of each value; rising.
  public var ends: [UInt32]

  /// A key column of these parts.
  public init(bytes: [UInt8] = [], ends: [UInt32] = []) {
    self.bytes = bytes
    self.ends = ends
  }
}
