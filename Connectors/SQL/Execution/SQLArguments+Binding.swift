package import ConnectorProtocol
import JSON

extension SQLArguments {
  /// Replaces the arguments by the values that a statement's placeholders take. Throws family `user` for a value that cannot be one.
  package func bind(
    _ placeholders: [SQLParameter], to parameters: [Parameter], _ keys: SQLKeyTuples?, _ dialect: any SQLDialect
  ) throws(ConnectorError) {
    removeAll()
    for placeholder in placeholders {
      switch placeholder.source {
      case .value(let slot): try bindValue(try parameter(slot, of: parameters), placeholder.type, dialect)
      case .list(let slot):
        switch try parameter(slot, of: parameters) {
        case .list(let values):
          try dialect.write(values, of: placeholder.type, into: &bytes)
          endValue()
        case .null: appendNull()
        case .text: throw ConnectorError(.internal, message: "a list was expected in parameter \(slot)")
        }
      case .path(let slot):
        guard case .list(let steps) = try parameter(slot, of: parameters) else {
          throw ConnectorError(.internal, message: "a path was expected in parameter \(slot)")
        }
        dialect.write(path: steps.map { $0 ?? "" }, into: &bytes)
        endValue()
      case .count(let slot, let cap):
        try bindCount(try parameter(slot, of: parameters), cap.map { cap throws(ConnectorError) in try parameter(cap, of: parameters) })
      case .offset(let slot): append(String(try count(try parameter(slot, of: parameters)) ?? 0))
      case .keyColumn(let column, let set): bindKeys(try set?.tuples(parameters) ?? keys, column: column, dialect)
      case .keyTuples(let set): bindKeys(try set?.tuples(parameters) ?? keys, column: nil, dialect)
      }
    }
  }

  private func parameter(_ slot: Slot, of parameters: [Parameter]) throws(ConnectorError) -> Parameter {
    guard parameters.indices.contains(slot) else {
      throw ConnectorError(.internal, message: "the query has no parameter \(slot)")
    }
    return parameters[slot]
  }

  private func bindValue(_ parameter: Parameter, _ type: ColumnType, _ dialect: any SQLDialect) throws(ConnectorError) {
    switch parameter {
    case .null: appendNull()
    case .text(let text):
      try dialect.write(text, as: type, into: &bytes)
      endValue()
    case .list(let values):
      try dialect.write(values, of: type, into: &bytes)
      endValue()
    }
  }

  private func bindCount(_ parameter: Parameter, _ cap: Parameter?) throws(ConnectorError) {
    let counts = [try count(parameter), try cap.flatMap { cap throws(ConnectorError) in try count(cap) }].compactMap { $0 }
    append(String(counts.min() ?? Self.unlimited))
  }

  /// Stands for no limit. Not SQL's null: PostgreSQL takes it for none, MySQL for 0, SQLite for an error, and a comparison with a row's number
  /// is never true. The sum of two is still an integer of 64 bits, which the comparison needs.
  private static let unlimited = Int.max / 2

  private func count(_ parameter: Parameter) throws(ConnectorError) -> Int? {
    switch parameter {
    case .null: return nil
    case .text(let text):
      guard let count = Int(text), count >= 0 else {
        throw ConnectorError(.user, code: "data-exception", message: "a row limit or offset must be a non-negative integer")
      }
      return min(count, Self.unlimited)
    case .list: throw ConnectorError(.internal, message: "a row limit cannot be a list")
    }
  }

  private func bindKeys(_ keys: SQLKeyTuples?, column: Int?, _ dialect: any SQLDialect) {
    dialect.write(keys ?? SQLKeyTuples(forms: []), column: column, into: &bytes)
    endValue()
  }
}
