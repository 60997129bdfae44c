import ConnectorProtocol

/// What a declared type means. SQLite itself knows only storage classes; the words decide, by the same kind of rules as its affinities.
struct SQLiteColumnType {
  var type: ColumnType
  var scalar: String

  init(declared: String, collation: String?) {
    let (canonical, scalar) = Self.meaning(declared.uppercased())
    let named = canonical == .text ? collation.flatMap { $0 == "BINARY" ? nil : $0 } : nil
    type = ColumnType(native: declared, canonical: canonical, collation: named)
    self.scalar = scalar
  }

  /// The first rule with a word that the declaration contains. Order matters: `BIGINT` before `INT`, `DATETIME` before `DATE`.
  private static let rules: [(words: [String], canonical: CanonicalType, scalar: String)] = [
    (["BIGINT", "BIG INT", "INT8", "INT64"], .int64, "bigint"),
    (["BOOL"], .boolean, "Boolean"),
    (["POINT"], .opaque, "String"),
    (["INTERVAL"], .opaque, "String"),
    // Integers hold 64 bits whatever they are called; the scalar is the one that people expect, and larger values are answered.
    (["INT"], .int64, "Int"),
    (["CHAR", "CLOB", "TEXT", "STRING"], .text, "String"),
    (["BLOB", "BINARY", "BYTEA"], .bytes, "bytea"),
    (["REAL", "FLOA", "DOUB"], .float64, "Float"),
    (["TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE"], .timestampWithTimeZone, "timestamptz"),
    (["DATETIME", "TIMESTAMP"], .timestamp, "timestamp"),
    (["DATE"], .date, "date"),
    (["TIME"], .time, "time"),
    (["JSON"], .json, "jsonb"),
    (["UUID", "GUID", "UNIQUEIDENTIFIER"], .uuid, "uuid"),
  ]

  private static func meaning(_ declared: String) -> (CanonicalType, String) {
    if let rule = rules.first(where: { $0.words.contains { contains(declared, $0) } }) { return (rule.canonical, rule.scalar) }
    guard ["DECIMAL", "NUMERIC", "NUMBER", "MONEY"].contains(where: { contains(declared, $0) }) else { return (.opaque, "String") }
    let numbers = declared.split { !$0.isNumber }.compactMap { Int($0) }
    guard let precision = numbers.first else { return (.numeric(precision: nil, scale: nil), "numeric") }
    return (.numeric(precision: precision, scale: numbers.count > 1 ? numbers[1] : 0), "numeric")
  }

  /// Whether a column of a declared type keeps texts as they are. `STRING` does not: SQLite knows no such word and makes numbers of digits.
  static func keepsTexts(_ declared: String) -> Bool {
    let declared = declared.uppercased()
    return ["CHAR", "CLOB", "TEXT"].contains { contains(declared, $0) }
  }

  private static func contains(_ text: String, _ word: String) -> Bool {
    let (text, word) = (Array(text.utf8), Array(word.utf8))
    return text.count >= word.count && (0...(text.count - word.count)).contains { text[$0...].starts(with: word) }
  }
}
