import ConnectorProtocol
import JSON

/// The rows that an operation wrote, as far as somebody wants them.
struct WrittenRows {
  let affected: Int
  /// Without rows if none were asked for.
  let batch: RowBatch
  /// What the columns are; nil if there is no row.
  let columns: ReturnedColumns?

  init(affected: Int, batch: RowBatch = RowBatch(rowCount: 0, columnCount: 0, owner: nil), columns: ReturnedColumns? = nil) {
    self.affected = affected
    self.batch = batch
    self.columns = columns
  }

  /// The rows of all parts, with the columns that all of them have.
  init(joining parts: [WrittenRows]) {
    let filled = parts.filter { $0.batch.rowCount > 0 }
    if filled.count == 1 {
      self.init(affected: parts.reduce(0) { $0 + $1.affected }, batch: filled[0].batch, columns: filled[0].columns)
      return
    }
    let columnCount = filled.map(\.batch.columnCount).min() ?? 0
    let batch = RowBatch(rowCount: 0, columnCount: columnCount, owner: nil)
    for part in filled {
      for row in 0..<part.batch.rowCount {
        let cells = batch.appendRow()
        for column in 0..<columnCount {
          let cell = part.batch.cell(row, column)
          if !cell.isNull { cells[column] = batch.adopt(cell.buffer) }
        }
      }
    }
    self.init(affected: parts.reduce(0) { $0 + $1.affected }, batch: batch, columns: filled.first?.columns)
  }

  /// A value of the only row, as a parameter of another statement.
  func value(at column: Int, of type: ColumnType, _ dialect: any SQLDialect) -> Parameter {
    batch.parameter(0, column, of: type, dialect)
  }
}

extension RowBatch {
  /// A value as a parameter of another statement.
  func parameter(_ row: Int, _ column: Int, of type: ColumnType, _ dialect: any SQLDialect) -> Parameter {
    let cell = cell(row, column)
    guard !cell.isNull else { return .null }
    let (_, format) = dialect.shown(type, .verbatim(""), numbersAsStrings: false)
    switch format {
    case .boolean: return .text(CellText.isTrue(cell.buffer) ? "true" : "false")
    case .timestamp:
      var bytes = ByteWriter()
      bytes.appendTimestamp(cell.buffer)
      return .text(String(decoding: bytes.takeArray(), as: UTF8.self))
    default: return .text(String(decoding: cell.buffer, as: UTF8.self))
    }
  }
}
