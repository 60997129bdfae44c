import CConnectorWire

extension CanonicalType {
  /// The types that are nothing but their kind, with the kind's number in the protocol.
  private static let simple: [(kind: Joinery__CanonicalType__Kind, type: CanonicalType)] = [
    (JOINERY__CANONICAL_TYPE__KIND__OPAQUE, .opaque), (JOINERY__CANONICAL_TYPE__KIND__BOOLEAN, .boolean),
    (JOINERY__CANONICAL_TYPE__KIND__INT16, .int16), (JOINERY__CANONICAL_TYPE__KIND__INT32, .int32),
    (JOINERY__CANONICAL_TYPE__KIND__INT64, .int64), (JOINERY__CANONICAL_TYPE__KIND__FLOAT32, .float32),
    (JOINERY__CANONICAL_TYPE__KIND__FLOAT64, .float64), (JOINERY__CANONICAL_TYPE__KIND__TEXT, .text),
    (JOINERY__CANONICAL_TYPE__KIND__BYTES, .bytes), (JOINERY__CANONICAL_TYPE__KIND__UUID, .uuid),
    (JOINERY__CANONICAL_TYPE__KIND__DATE, .date), (JOINERY__CANONICAL_TYPE__KIND__TIME, .time),
    (JOINERY__CANONICAL_TYPE__KIND__TIME_WITH_TIME_ZONE, .timeWithTimeZone), (JOINERY__CANONICAL_TYPE__KIND__TIMESTAMP, .timestamp),
    (JOINERY__CANONICAL_TYPE__KIND__TIMESTAMP_WITH_TIME_ZONE, .timestampWithTimeZone),
    (JOINERY__CANONICAL_TYPE__KIND__INTERVAL, .interval), (JOINERY__CANONICAL_TYPE__KIND__JSON, .json),
    (JOINERY__CANONICAL_TYPE__KIND__ENUMERATION, .enumeration), (JOINERY__CANONICAL_TYPE__KIND__GEOMETRY, .geometry),
  ]

  func wire(_ arena: WireArena) -> Pointer<Joinery__CanonicalType> {
    let message = arena.make(joinery__canonical_type__init)
    var element = self
    while case .array(let inner) = element {
      element = inner
      message.pointee.array_depth += 1
    }
    if case .numeric(let precision, let scale) = element {
      message.pointee.kind = JOINERY__CANONICAL_TYPE__KIND__NUMERIC
      if let precision {
        message.pointee.has_precision_case = JOINERY__CANONICAL_TYPE__HAS_PRECISION_PRECISION
        message.pointee.precision = UInt32(precision)
      }
      if let scale {
        message.pointee.has_scale_case = JOINERY__CANONICAL_TYPE__HAS_SCALE_SCALE
        message.pointee.scale = Int32(scale)
      }
    } else if let kind = Self.simple.first(where: { $0.type == element })?.kind {
      message.pointee.kind = kind
    }
    return message
  }

  /// A kind that this version does not know is opaque: it can be shown and is no join key.
  init(_ pointer: Pointer<Joinery__CanonicalType>?) throws(FrameError) {
    guard let message = pointer?.pointee else {
      self = .opaque
      return
    }
    guard message.array_depth <= 64 else { throw FrameError("malformed header: an array type of \(message.array_depth) dimensions") }
    if message.kind == JOINERY__CANONICAL_TYPE__KIND__NUMERIC {
      let hasPrecision = message.has_precision_case == JOINERY__CANONICAL_TYPE__HAS_PRECISION_PRECISION
      let hasScale = message.has_scale_case == JOINERY__CANONICAL_TYPE__HAS_SCALE_SCALE
      self = .numeric(precision: hasPrecision ? Int(message.precision) : nil, scale: hasScale ? Int(message.scale) : nil)
    } else {
      self = Self.simple.first { $0.kind == message.kind }?.type ?? .opaque
    }
    for _ in 0..<message.array_depth { self = .array(of: self) }
  }
}
