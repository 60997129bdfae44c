import ConnectorProtocol

/// What a native type is to everyone else: canonical type, GraphQL scalar, and whether its text compares byte by byte.
struct MySQLColumnType {
  var type: ColumnType
  var scalar: String

  /// Collations that compare byte by byte, trailing blanks aside.
  private static let bytewise: Set<String> = ["utf8mb4_bin"]

  /// `native` is `COLUMN_TYPE` of `information_schema`, e.g. `bigint(20) unsigned`; `isJSON` says that a check keeps the text valid JSON.
  init(native: String, collation: String?, isJSON: Bool) {
    let lower = native.lowercased()
    let word = String(lower.prefix { $0.isLetter || $0.isNumber })
    let isUnsigned = lower.contains("unsigned")
    let (canonical, scalar) =
      isJSON ? (.json, "jsonb") : Self.meaning(word, lower, isUnsigned) ?? (.opaque, "String")
    let isText = canonical == .text || canonical == .enumeration
    let named = isText ? collation.flatMap { Self.bytewise.contains($0) ? nil : $0 } : nil
    type = ColumnType(native: native, canonical: canonical, collation: named)
    self.scalar = scalar
  }

  private static func meaning(_ word: String, _ lower: String, _ isUnsigned: Bool) -> (CanonicalType, String)? {
    switch word {
    case "tinyint": lower.hasPrefix("tinyint(1)") && !isUnsigned ? (.boolean, "Boolean") : (.int16, "Int")
    case "smallint": (isUnsigned ? .int32 : .int16, "Int")
    case "mediumint": (.int32, "Int")
    case "int": isUnsigned ? (.int64, "bigint") : (.int32, "Int")
    case "bigint": (isUnsigned ? .numeric(precision: 20, scale: 0) : .int64, "bigint")
    case "year": (.int16, "Int")
    case "bit": lower == "bit(1)" ? (.boolean, "Boolean") : (.numeric(precision: 20, scale: 0), "bigint")
    case "decimal", "numeric": (decimal(lower), "numeric")
    case "float": (.float32, "Float")
    case "double", "real": (.float64, "Float")
    case "date": (.date, "date")
    case "time": (.time, "time")
    case "datetime": (.timestamp, "timestamp")
    case "timestamp": (.timestampWithTimeZone, "timestamptz")
    case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "set": (.text, "String")
    case "enum": (.enumeration, "String")
    case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob": (.bytes, "bytea")
    case "json": (.json, "jsonb")
    case "uuid": (.uuid, "uuid")
    case "inet4", "inet6": (.opaque, "String")
    case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection",
      "geomcollection":
      (.geometry, "geometry")
    default: nil
    }
  }

  /// `decimal(14,4)`; without numbers MySQL means `(10,0)`.
  private static func decimal(_ lower: String) -> CanonicalType {
    let numbers = lower.split { !$0.isNumber }.compactMap { Int($0) }
    return .numeric(precision: numbers.first ?? 10, scale: numbers.count > 1 ? numbers[1] : 0)
  }
}
