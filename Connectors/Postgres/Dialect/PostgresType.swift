import ConnectorProtocol

/// Names of native types.
enum PostgresType {
  /// The type without its modifiers, fit for a cast that must not round, cut or pad: `character varying(20)` becomes
  /// `character varying`, `character(3)` becomes `bpchar`.
  static func base(_ native: String) -> String {
    var name = ""
    var depth = 0
    var isQuoted = false
    for byte in native.unicodeScalars {
      if byte == "\"" { isQuoted.toggle() }
      if byte == "(", !isQuoted { depth += 1 }
      if depth == 0 { name.unicodeScalars.append(byte) }
      if byte == ")", !isQuoted { depth -= 1 }
    }
    return switch name {
    case "character", "char": "bpchar"
    case "character[]": "bpchar[]"
    case "bit": "bit varying"
    default: name
    }
  }

  /// Whether the engine's equality of the type's texts is equality of their bytes.
  static func isPlainText(_ type: ColumnType) -> Bool {
    guard type.canonical == .text, type.collation == nil else { return false }
    return ["text", "character varying", "varchar"].contains(base(type.native))
  }

  static func isInteger(_ type: CanonicalType) -> Bool { type == .int16 || type == .int32 || type == .int64 }
}
