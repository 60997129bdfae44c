import JSON

/// One value of a row, and how values compare on every engine.
enum Cell: Hashable {
  case null
  case int(Int)
  case text(String)
  case bool(Bool)

  var json: JSON {
    switch self {
    case .null: nil
    case .int(let value): .number(JSONNumber(value))
    case .text(let value): .string(value)
    case .bool(let value): .bool(value)
    }
  }

  var sql: String {
    switch self {
    case .null: "NULL"
    case .int(let value): String(value)
    case .text(let value): "'\(value)'"
    case .bool(let value): value ? "TRUE" : "FALSE"
    }
  }

  var int: Int? {
    guard case .int(let value) = self else { return nil }
    return value
  }

  /// Below zero, zero or above zero; nil when one side is null.
  func compared(to other: Cell) -> Int? {
    switch (self, other) {
    case (.int(let left), .int(let right)): left < right ? -1 : left > right ? 1 : 0
    case (.text(let left), .text(let right)): left < right ? -1 : left > right ? 1 : 0
    case (.bool(let left), .bool(let right)): left == right ? 0 : right ? -1 : 1
    default: nil
    }
  }
}

typealias CellRow = [String: Cell]
