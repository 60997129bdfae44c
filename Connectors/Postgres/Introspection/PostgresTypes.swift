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
    /// The types of a composite type's fields.
    var fields: [String]
    var signs: Set<String>
    var hasOrder: Bool
    var aggregates: [String]
  }

  /// The columns: those of `PostgresIntrospection.typesSQL`.
  init(_ rows: [[String?]]) {
    for row in rows {
      let values = row.map { $0 ?? "" }
      func words(_ column: Int) -> [String] { values[column].split(separator: " ").map(String.init) }
      entries[values[0]] = Entry(
        name: values[1], kind: values[2], base: values[3], element: values[4], isArray: values[5] == "A" && values[4] != "0",
        native: values[6], fields: words(7), signs: Set(words(8)), hasOrder: values[9] == "t", aggregates: words(10))
    }
  }

  /// What a column of a type is to everyone else.
  struct Resolved {
    var type: ColumnType
    var scalar: String
    /// A scalar that capabilities do not name, or name with more than the database has.
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
    return Resolved(
      type: ColumnType(native: native, canonical: canonical), scalar: scalar,
      own: PostgresScalars.own(scalar, canonical, abilities: abilities(of: entry)))
  }

  /// What can be done with values of a type. Enumerations, ranges and composite types have the operators of their kind; those of a composite
  /// type fail unless each of its fields has an order.
  private func abilities(of entry: Entry) -> PostgresAbilities {
    switch entry.kind {
    case "e": return PostgresAbilities(signs: PostgresAbilities.allSigns, hasOrder: true, aggregates: ["max", "min"])
    case "r", "m": return PostgresAbilities(signs: PostgresAbilities.allSigns, hasOrder: true, aggregates: [])
    case "c":
      let hasOrder = entry.fields.allSatisfy(hasOrder)
      return PostgresAbilities(signs: hasOrder ? PostgresAbilities.allSigns : [], hasOrder: hasOrder, aggregates: [])
    default: return PostgresAbilities(signs: entry.signs, hasOrder: entry.hasOrder, aggregates: entry.aggregates)
    }
  }

  private func hasOrder(_ oid: String) -> Bool {
    guard let entry = entries[oid] else { return false }
    if entry.kind == "d" { return hasOrder(entry.base) }
    return entry.isArray ? hasOrder(entry.element) : abilities(of: entry).hasOrder
  }

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
