extension CanonicalType {
  /// Whether keys of this type can be matched with a column of another engine without losing anything (`docs/protocol.md`, "Keys").
  ///
  /// A relationship between other types is refused when it is made, and a lookup with them by its connector.
  public func isMatchable(with column: CanonicalType) -> Bool {
    guard let own = keyFamily, let other = column.keyFamily else { return false }
    return own == other || (own == .text && other == .uuid) || (own == .uuid && other == .text)
  }

  private enum KeyFamily {
    case boolean, exactNumber, float, text, uuid, bytes, date, time, timeWithTimeZone, timestamp, timestampWithTimeZone
  }

  /// What values are compared as; nil for types that are no keys.
  private var keyFamily: KeyFamily? {
    switch self {
    case .boolean: .boolean
    case .int16, .int32, .int64, .numeric: .exactNumber
    case .float32, .float64: .float
    case .text, .enumeration: .text
    case .uuid: .uuid
    case .bytes: .bytes
    case .date: .date
    case .time: .time
    case .timeWithTimeZone: .timeWithTimeZone
    case .timestamp: .timestamp
    case .timestampWithTimeZone: .timestampWithTimeZone
    case .interval, .json, .array, .geometry, .opaque: nil
    }
  }
}
