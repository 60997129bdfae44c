import Testing

/// One line of the key matrix: keys in a table of `orders_db`, keys in a table of `users_db`, and which rows belong together.
struct KeyCase: Sendable, CustomTestStringConvertible {
  let name: String
  let left: Keys
  let right: Keys
  /// Per row on the left the rows on the right, counted from 1; nil where a column of the key is null.
  let expected: [[Int]?]

  /// Keys as SQL, with the types of their columns in each kind; no types where the kind has none.
  struct Keys: Sendable {
    let types: [Kind: [String]]
    let rows: [String]
  }

  init(_ name: String, _ left: Keys, _ right: Keys, _ expected: [[Int]?]) {
    self.name = name
    self.left = left
    self.right = right
    self.expected = expected
  }

  var testDescription: String { name }
  var leftTable: String { "l_" + name }
  var rightTable: String { "r_" + name }

  func applies(to pair: Pair) -> Bool { left.types[pair.orders] != nil && right.types[pair.users] != nil }
}

extension KeyCase.Keys {
  /// One column of the same type everywhere.
  static func of(_ type: String, _ rows: [String]) -> Self { of([type], rows) }

  static func of(_ types: [String], _ rows: [String]) -> Self {
    Self(types: Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0, types) }), rows: rows)
  }

  /// One column of a type per kind; kinds that are not given have no such type.
  static func of(postgres: String? = nil, mysql: String? = nil, sqlite: String? = nil, _ rows: [String]) -> Self {
    let types: [(Kind, String?)] = [(.postgres, postgres), (.mysql, mysql), (.sqlite, sqlite)]
    return Self(types: Dictionary(uniqueKeysWithValues: types.compactMap { kind, type in type.map { (kind, [$0]) } }), rows: rows)
  }

  /// The statements that make a table of the keys.
  func statements(_ table: String, _ kind: Kind) -> [String] {
    guard let types = types[kind] else { return [] }
    let columns = types.enumerated().map { "k\($0) \($1)" }.joined(separator: ", ")
    let values = rows.enumerated().map { "(\($0 + 1), \(kind.literal($1)))" }.joined(separator: ", ")
    return ["CREATE TABLE \(table) (id INT PRIMARY KEY, \(columns))", "INSERT INTO \(table) VALUES \(values)"]
  }
}

extension Kind {
  /// SQL in this kind's spelling: `\0` within a text stands for NUL, `x'...'` for bytes.
  func literal(_ text: String) -> String {
    if self == .postgres, text.hasPrefix("x'") { return "decode(\(text.dropFirst()), 'hex')" }
    guard text.contains("\\0") else { return text }
    switch self {
    case .postgres: return text
    case .mysql: return "CONCAT(" + text.replacing("\\0", with: "', CHAR(0 USING utf8mb4), '") + ")"
    case .sqlite: return text.replacing("\\0", with: "' || char(0) || '")
    }
  }
}
