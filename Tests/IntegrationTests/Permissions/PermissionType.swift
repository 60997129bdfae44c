/// A type of columns of the permission suite: its name on each kind, and the few values that rows have, so that equal ones meet.
enum PermissionType: String, CaseIterable, Sendable {
  case int, small, big, decimal, float, real, flag, text, char, folded, name, uuid, bytes
  case day, clock, zonedClock, moment, instant, document, plainDocument, ints, texts, mood, label

  /// The type in a definition of a table; nil if the kind has no such type.
  func native(on kind: Kind) -> String? {
    switch kind {
    case .postgres: postgres
    case .mysql: mysql
    case .sqlite: sqlite
    }
  }

  private var postgres: String {
    switch self {
    case .int: "INT"
    case .small: "SMALLINT"
    case .big: "BIGINT"
    case .decimal: "NUMERIC(8,2)"
    case .float: "DOUBLE PRECISION"
    case .real: "REAL"
    case .flag: "BOOLEAN"
    case .text: "VARCHAR(40)"
    case .char: "CHAR(5)"
    case .folded: "CITEXT"
    case .name: "NAME"
    case .uuid: "UUID"
    case .bytes: "BYTEA"
    case .day: "DATE"
    case .clock: "TIME"
    case .zonedClock: "TIMETZ"
    case .moment: "TIMESTAMP"
    case .instant: "TIMESTAMPTZ"
    case .document: "JSONB"
    case .plainDocument: "JSON"
    case .ints: "INT[]"
    case .texts: "TEXT[]"
    case .mood: "mood"
    case .label: "LTREE"
    }
  }

  private var mysql: String? {
    switch self {
    case .decimal: "DECIMAL(8,2)"
    case .float: "DOUBLE"
    case .bytes: "VARBINARY(9)"
    case .moment: "DATETIME"
    case .instant: "TIMESTAMP NULL DEFAULT NULL"
    case .document: "JSON"
    case .int, .big, .flag, .text, .uuid, .day, .clock: postgres
    default: nil
    }
  }

  private var sqlite: String? {
    switch self {
    case .decimal: "DECIMAL(8,2)"
    case .float: "REAL"
    case .bytes: "BLOB"
    case .moment: "DATETIME"
    case .document: "JSON"
    case .int, .big, .flag, .text, .uuid, .day, .clock, .instant: postgres
    default: nil
    }
  }

  /// Texts that no two are equal of when case does not count.
  static let words = ["ash", "Birch", "cedar", "Date", "elm"]

  static let documents = [
    #"{"a": 1}"#, #"{"a": 2, "b": [1, 2]}"#, #"{"b": {"c": "x"}}"#, #"["a", "b"]"#, #"["a", 1]"#, #""a""#, "3", "true",
    #"{"a": 1, "c": null}"#,
  ]

  private static let uuids = (1...6).map { "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1\($0)" }

  /// A value as rows have it; never null.
  func value(_ dice: inout Dice) -> Cell {
    switch self {
    case .int, .small: .int(dice.number(0...9))
    case .big: .int(9_007_199_254_740_993 + dice.number(0...9))
    case .decimal: .decimal(dice.number(1...12) * 25)
    case .float: .float(Double(dice.number(0...4000)) / 4)
    case .real: .float(Double(dice.number(0...9)) / 2)
    case .flag: .bool(dice.happens(50))
    case .text, .folded, .name: .text(dice.one(of: Self.words))
    case .char: .text(dice.one(of: ["birch", "cedar", "maple", "thyme"]))
    case .uuid: .text(dice.one(of: Self.uuids))
    case .bytes: .text(dice.one(of: ["\\x00ff", "\\x41", "\\x4142", "\\x80"]))
    case .day: .text("2020-02-2\(dice.number(1...9))")
    case .clock: .text("1\(dice.number(0...9)):30:00")
    case .zonedClock: .text("1\(dice.number(0...9)):30:00+00")
    case .moment: .text("2020-02-2\(dice.number(1...9))T10:00:00")
    case .instant: .text("2020-02-2\(dice.number(1...9))T10:00:00+00:00")
    case .document, .plainDocument: .document(dice.one(of: Self.documents))
    case .ints: .list((0..<dice.number(1...2)).map { _ in .int(dice.number(1...3)) })
    case .texts: .list((0..<dice.number(1...2)).map { _ in .text(dice.one(of: ["ash", "elm"])) })
    case .mood: .text(dice.one(of: Self.moods))
    case .label: .text(dice.one(of: ["a", "a.b", "a.b.c", "a.c", "b", "b.c", "c.b.a"]))
    }
  }

  /// In the order of their definition.
  static let moods = ["sad", "fair", "glad"]

  /// A literal of SQL.
  func sql(_ cell: Cell, on kind: Kind) -> String {
    switch (self, cell) {
    case (_, .null): return "NULL"
    case (.bytes, .text(let text)) where kind != .postgres: return "x'\(text.dropFirst(2))'"
    case (.moment, .text(let text)) where kind == .mysql: return "'\(text.map { $0 == "T" ? " " : String($0) }.joined())'"
    case (.instant, .text(let text)) where kind == .mysql:
      return "'\(text.prefix(19).map { $0 == "T" ? " " : String($0) }.joined())'"
    case (_, .int), (_, .decimal), (_, .float): return cell.text
    case (_, .bool(let value)): return value ? "TRUE" : "FALSE"
    case (_, .list(let cells)): return "'{\(cells.map(\.text).joined(separator: ","))}'"
    default: return "'\(cell.text)'"
    }
  }
}
