import Foundation
import JSON

/// What functions make of rows.
struct PermissionSummary {
  let rows: [CellRow]
  let kind: Kind

  func json(_ part: PermissionAggregate.Part) -> JSON {
    switch part {
    case .count(let columns, let isDistinct): .number(JSONNumber(count(columns, isDistinct ?? false)))
    case .function(let function, let columns):
      .object(JSONObject(columns.map { (key: $0.field, value: value(function, $0).json) }))
    }
  }

  /// One column's nulls do not count; a row of several columns is never null.
  private func count(_ columns: [PermissionColumn], _ isDistinct: Bool) -> Int {
    let values = rows.map { row in columns.map { row[$0.name] ?? .null } }
    let known = columns.count == 1 ? values.filter { $0 != [.null] } : values
    return isDistinct && !columns.isEmpty ? Set(known).count : known.count
  }

  /// Null without values.
  func value(_ function: String, _ column: PermissionColumn) -> Cell {
    let values = rows.compactMap { $0[column.name] }.filter { $0 != .null }
    func precedes(_ left: Cell, _ right: Cell) -> Bool { (column.type.compare(left, right, on: kind) ?? 0) < 0 }
    switch function {
    case "min": return values.min(by: precedes) ?? .null
    case "max": return values.max(by: precedes) ?? .null
    case "sum": return values.isEmpty ? .null : values.dropFirst().reduce(values[0], add)
    case "avg":
      guard let sum = value("sum", column).double else { return .null }
      return .float(sum / Double(values.count))
    default: return spread(function, values).map { .float($0) } ?? .null
    }
  }

  private func add(_ left: Cell, _ right: Cell) -> Cell {
    switch (left, right) {
    case (.int(let left), .int(let right)): .int(left + right)
    case (.decimal(let left), .decimal(let right)): .decimal(left + right)
    default: .float((left.double ?? 0) + (right.double ?? 0))
    }
  }

  /// Of the population or of a sample, squared or not. Large integers keep their digits as differences from the first.
  private func spread(_ function: String, _ values: [Cell]) -> Double? {
    guard let first = values.first else { return nil }
    let numbers = values.map { value in
      if case .int(let first) = first, case .int(let value) = value { Double(value - first) } else { value.double ?? 0 }
    }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let isPopulation = function.hasSuffix("_pop")
    guard isPopulation || numbers.count > 1 else { return nil }
    let variance = squares / Double(isPopulation ? numbers.count : numbers.count - 1)
    return function.hasPrefix("stddev") ? variance.squareRoot() : variance
  }
}
