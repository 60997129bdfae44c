/// The closed set of types in which keys and values travel between engines.
///
/// A connector maps each native type to one of these; equality across engines is defined on canonical types only
/// (see `docs/protocol.md`, "Keys").
public indirect enum CanonicalType: Hashable, Sendable {
  case boolean
  case int16
  case int32
  case int64
  /// An exact decimal. `nil` means unbounded.
  case numeric(precision: Int?, scale: Int?)
  case float32
  case float64
  case text
  case bytes
  case uuid
  case date
  case time
  case timeWithTimeZone
  case timestamp
  case timestampWithTimeZone
  case interval
  case json
  /// One of a fixed list of labels, compared as text.
  case enumeration
  case array(of: CanonicalType)
  case geometry
  /// A type with no meaning outside of its own engine: it can be shown, compared by its engine, and never be a join key.
  case opaque
}

/// The type of a column, as its engine and as everyone else knows it.
public struct ColumnType: Hashable, Sendable {
  /// The engine's own name of the type, usable in a cast of its dialect, e.g. `character varying(20)`.
  public var native: String
  /// What its values are to other engines.
  public var canonical: CanonicalType
  /// The collation of a text column if it is not bytewise; `nil` means that the engine compares byte by byte.
  public var collation: String?

  /// A column type of these parts.
  public init(native: String, canonical: CanonicalType, collation: String? = nil) {
    self.native = native
    self.canonical = canonical
    self.collation = collation
  }
}
