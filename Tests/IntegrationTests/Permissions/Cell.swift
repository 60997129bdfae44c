import JSON

/// One value of a row. What a text, a document or a list is, and how it compares, says its ``PermissionType``.
enum Cell: Hashable, Sendable {
  case null
  case int(Int)
  case text(String)
  case bool(Bool)
  /// In hundredths.
  case decimal(Int)
  case float(Double)
  /// A JSON document as PostgreSQL writes it, so that one text is one document.
  case document(String)
  case list([Cell])

  /// The value as JSON; for the types of ``PermissionType`` whose text is their own.
  var json: JSON {
    switch self {
    case .null: nil
    case .int(let value): .number(JSONNumber(value))
    case .text(let value): .string(value)
    case .bool(let value): .bool(value)
    case .decimal(let value): Self.decimal(value)
    case .float(let value): Self.number(value.description)
    case .document(let text): (try? JSON(parsing: text)) ?? nil
    case .list(let cells): .array(cells.map(\.json))
    }
  }

  /// What a statistical function makes of it.
  var double: Double? {
    switch self {
    case .int(let value): Double(value)
    case .decimal(let value): Double(value) / 100
    case .float(let value): value
    default: nil
    }
  }

  /// The text without the quotes of a literal: of a number, a truth value, a document.
  var text: String {
    switch self {
    case .text(let value), .document(let value): value
    default: json.text
    }
  }

  private static func decimal(_ hundredths: Int) -> JSON {
    let digits = String(abs(hundredths))
    let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    return number("\(hundredths < 0 ? "-" : "")\(padded.dropLast(2)).\(padded.suffix(2))")
  }

  private static func number(_ text: String) -> JSON { JSONNumber(text: text).map { .number($0) } ?? nil }
}

/// The values of a row by the names that the database has for its columns.
typealias CellRow = [String: Cell]
