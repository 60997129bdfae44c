import ConnectorProtocol
import JSON

/// Functions of many rows.
struct Aggregation {
  private let rows: [Row]

  init(_ rows: [Row]) { self.rows = rows }

  /// The positions of columns in these rows.
  static func indices(_ columns: [Column], _ rows: [Row]) throws(ConnectorError) -> [Int] {
    guard let table = rows.first?.table else { return [] }
    var indices: [Int] = []
    for column in columns { indices.append(try table.index(of: column.name)) }
    return indices
  }

  /// The number of rows, of one column's values that are not null, or of several columns' combinations, which are never null.
  func count(_ columns: [Int], distinct: Bool) -> Cell {
    if columns.isEmpty { return .number(JSONNumber(rows.count)) }
    var seen: [[Cell]] = []
    var count = 0
    for row in rows {
      let tuple = columns.map { row.cells[$0] }
      if tuple == [.null] || (distinct && seen.contains(tuple)) { continue }
      count += 1
      if distinct { seen.append(tuple) }
    }
    return .number(JSONNumber(count))
  }

  /// The function of the values of a column that are not null; null if there are none.
  func function(_ name: String, _ column: String, distinct: Bool = false) throws(ConnectorError) -> Cell {
    var values: [Cell] = []
    for row in rows {
      let value = try row.value(column)
      if value.isNull || (distinct && values.contains(value)) { continue }
      values.append(value)
    }
    guard let first = values.first else { return .null }
    switch name {
    case "min": return values.dropFirst().reduce(first) { $1.compare($0) < 0 ? $1 : $0 }
    case "max": return values.dropFirst().reduce(first) { $1.compare($0) > 0 ? $1 : $0 }
    case "sum": return Self.sum(values)
    case "avg": return .double(values.reduce(0) { $0 + ($1.double ?? 0) } / Double(values.count))
    case "bool_and": return .boolean(values.allSatisfy { $0 == .boolean(true) })
    case "bool_or": return .boolean(values.contains(.boolean(true)))
    default: throw ConnectorError(.unsupported, code: "unknown-function", message: "there is no aggregate function \(name)")
    }
  }

  /// Exact for integers; other sums are those of doubles.
  private static func sum(_ values: [Cell]) -> Cell {
    var total = 0
    for value in values {
      guard case .number(let number) = value, let integer = number.int, case let (sum, overflow) = total.addingReportingOverflow(integer),
        !overflow
      else { return .double(values.reduce(0) { $0 + ($1.double ?? 0) }) }
      total = sum
    }
    return .number(JSONNumber(total))
  }
}
