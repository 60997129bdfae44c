extension CanonicalType {
  /// The type's name in errors about values, PostgreSQL's whatever the engine, since clients know these; nil where each engine has its own.
  package var commonName: String? {
    switch self {
    case .boolean: "boolean"
    case .int16: "smallint"
    case .int32: "integer"
    case .int64: "bigint"
    case .numeric: "numeric"
    case .float32: "real"
    case .float64: "double precision"
    case .bytes: "bytea"
    case .uuid: "uuid"
    case .json: "json"
    case .date: "date"
    case .time: "time"
    case .timeWithTimeZone: "time with time zone"
    case .timestamp: "timestamp"
    case .timestampWithTimeZone: "timestamp with time zone"
    case .text, .interval, .enumeration, .array, .geometry, .opaque: nil
    }
  }
}
