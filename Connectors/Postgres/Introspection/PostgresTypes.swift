import ConnectorProtocol

/// The types that described columns have, resolved through domains and arrays.
struct PostgresTypes {
  private var entries: [String: Entry] = [:]

  /// A row of the catalog's types.
  private struct Entry {
    var name: String
    var kind: String
    var base: String
    var element: String
    var isArray: Bool
    /// The type's own name in a cast.
    var native: String
    var isComparable: Bool
  }

  /// The columns: oid, name, kind, base type, element type, category, formatted name, whether values can be ordered.
  init(_ rows: [[String?]]) {
    for row in rows {
      let values = row.map { $0 ?? "" }
      entries[values[0]] = Entry(
        name: values[1], kind: values[2], base: values[3], element: values[4], isArray: values[5] == "A" && values[4] != "0",
        native: values[6], isComparable: values[7] == "t")
    }
  }

  /// What a column of a type is to everyone else.
  struct Resolved {
    var type: ColumnType
    var scalar: String
    /// A scalar that capabilities do not name.
    var own: ScalarType?
  }

  /// Resolves the type `oid`, printed as `native` with its modifiers.
  func resolve(_ oid: String, native: String) -> Resolved {
    guard let entry = entries[oid] else {
      return Resolved(type: ColumnType(native: native, canonical: .opaque), scalar: "String", own: nil)
    }
    // A cast to a domain could fail where a comparison must only be false, so a domain's column is one of its base type.
    if entry.kind == "d" { return resolve(entry.base, native: entries[entry.base]?.native ?? native) }
    if entry.isArray {
      let element = resolve(entry.element, native: entries[entry.element]?.native ?? "")
      let type = ColumnType(native: native, canonical: .array(of: element.type.canonical))
      return Resolved(type: type, scalar: element.scalar, own: element.own)
    }
    let canonical = entry.kind == "e" ? .enumeration : Self.canonical(entry.name, native)
    let scalar = PostgresScalars.name(of: entry.name)
    let isOwn = !Self.builtIn.contains(scalar)
    return Resolved(
      type: ColumnType(native: native, canonical: canonical), scalar: scalar,
      own: isOwn ? PostgresScalars.own(scalar, canonical, isComparable: entry.isComparable) : nil)
  }

  private static let builtIn = Set(PostgresScalars.all.map(\.name))

  private static let canonicals: [String: CanonicalType] = [
    "bool": .boolean, "int2": .int16, "int4": .int32, "int8": .int64, "float4": .float32, "float8": .float64, "text": .text,
    "varchar": .text, "bpchar": .text, "citext": .text, "name": .text, "char": .text, "bytea": .bytes, "uuid": .uuid, "date": .date,
    "time": .time, "timetz": .timeWithTimeZone, "timestamp": .timestamp, "timestamptz": .timestampWithTimeZone, "interval": .interval,
    "json": .json, "jsonb": .json, "geometry": .geometry, "geography": .geometry,
  ]

  private static func canonical(_ name: String, _ native: String) -> CanonicalType {
    if name == "numeric" { return numeric(native) }
    return canonicals[name] ?? .opaque
  }

  /// `numeric(10,2)`
  private static func numeric(_ native: String) -> CanonicalType {
    let numbers = native.split { $0 == "(" || $0 == ")" || $0 == "," }.dropFirst().map { Int($0) }
    return .numeric(precision: numbers.first ?? nil, scale: numbers.dropFirst().first ?? nil)
  }
}
