import ConnectorProtocol

/// A value that a result has of each row.
enum CellSource: Hashable {
  /// As the relation shows it.
  case column(Column)
  /// As it is in the database: what rows are matched by.
  case actual(Column)
  /// A column of a written row, as a mask shows it.
  case masked(Mask)
  case computed(ScalarCall)

  init(_ value: RowValue) {
    switch value {
    case .column(let column): self = .column(column)
    case .computed(let call): self = .computed(call)
    }
  }

  /// What rows are matched by.
  static func key(_ value: RowValue) -> CellSource { if case .column(let column) = value { .actual(column) } else { CellSource(value) } }

  var type: ColumnType {
    switch self {
    case .column(let column), .actual(let column): column.type
    case .masked(let mask): mask.column.type
    case .computed(let call): call.type
    }
  }
}

extension Translator {
  /// A column of a written row as a mask shows it.
  private func returned(_ mask: Mask, of alias: String) throws(ConnectorError) -> SQLExpression {
    returnedName = alias
    defer { returnedName = nil }
    return try masked(.column(of: alias, mask.column.name), mask.column.type, mask.shown, FilterScope(row: alias))
  }

  func value(_ source: CellSource, of alias: String) throws(ConnectorError) -> SQLExpression {
    switch source {
    case .column(let column): .column(of: alias, column.name)
    case .actual(let column): actual(column, of: alias)
    case .masked(let mask): try returned(mask, of: alias)
    case .computed(let call): try value(RowValue.computed(call), of: alias)
    }
  }
}
