import ConnectorProtocol

/// Which canonical types can be join keys of each other: only pairs in which equality means the same on both sides.
enum KeyTypes {
  /// Whether keys of one type can be looked up in a column of the other.
  static func canMatch(_ key: CanonicalType, _ column: CanonicalType) -> Bool {
    guard let key = Family(key), let column = Family(column) else { return false }
    return key == column || (key.isTextual && column.isTextual)
  }

  /// Types between whose values the conversion loses nothing.
  private enum Family: Equatable {
    case exactNumber, approximateNumber, boolean, text, uuid, bytes, date, time, timeWithTimeZone, timestamp, timestampWithTimeZone

    init?(_ type: CanonicalType) {
      switch type {
      case .int16, .int32, .int64, .numeric: self = .exactNumber
      case .float32, .float64: self = .approximateNumber
      case .boolean: self = .boolean
      case .text, .enumeration: self = .text
      case .uuid: self = .uuid
      case .bytes: self = .bytes
      case .date: self = .date
      case .time: self = .time
      case .timeWithTimeZone: self = .timeWithTimeZone
      case .timestamp: self = .timestamp
      case .timestampWithTimeZone: self = .timestampWithTimeZone
      case .interval, .json, .array, .geometry, .opaque: return nil
      }
    }

    var isTextual: Bool { self == .text || self == .uuid }
  }
}
