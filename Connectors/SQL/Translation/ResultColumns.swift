import ConnectorProtocol

/// The columns of a result as they are found to be needed, each once.
struct ResultColumns {
  private(set) var columns: [SQLResultColumn] = []
  private var indices: [Key: Int] = [:]
  /// The index of the first column: 1 behind a label.
  let first: Int
  let alias: String

  /// What makes two results the same.
  private enum Key: Hashable {
    /// A column of the relation, by the name that it has there.
    case column(String)
    case raw(CellSource)
    case shown(CellSource, asStrings: Bool)
    case path(CellSource, Slot)
    case aggregate(String)
    case row
  }

  init(of alias: String, first: Int) {
    self.alias = alias
    self.first = first
  }

  /// The whole row as text.
  mutating func addRow(_ translator: Translator) -> Int {
    let text = ColumnType(native: "text", canonical: .text)
    return add(.row, SQLResultColumn(.cast(translator.actualRow(of: alias), to: text.native), type: text))
  }

  /// A value of the row as the driver prints it.
  mutating func add(raw source: CellSource, _ translator: Translator) throws(ConnectorError) -> Int {
    let expression = try translator.value(source, of: alias)
    let key = if case .column(_, let name) = expression { Key.column(name) } else { Key.raw(source) }
    return add(key, SQLResultColumn(expression, type: source.type))
  }

  /// A value of the row as it is shown in JSON.
  mutating func add(
    shown source: CellSource, _ translator: Translator, numbersAsStrings: Bool
  ) throws(ConnectorError) -> (Int, CellFormat) {
    let (expression, format) = translator.dialect.shown(
      source.type, try translator.value(source, of: alias), numbersAsStrings: numbersAsStrings)
    if case .column = expression { return (try add(raw: source, translator), format) }
    return (add(.shown(source, asStrings: numbersAsStrings), SQLResultColumn(expression, type: source.type)), format)
  }

  /// A value inside of a JSON value.
  mutating func add(_ source: CellSource, at path: Slot, _ translator: Translator) throws(ConnectorError) -> Int {
    let steps = SQLExpression.parameter(SQLParameter(.path(path), type: ColumnType(native: "text", canonical: .text)))
    let value = translator.dialect.json(try translator.value(source, of: alias), at: steps)
    return add(.path(source, path), SQLResultColumn(value, type: source.type))
  }

  /// An aggregate's result; `name` tells it from others of the same columns.
  mutating func add(aggregate name: String, _ expression: SQLExpression, type: ColumnType) -> Int {
    add(.aggregate(name), SQLResultColumn(expression, type: type))
  }

  private mutating func add(_ key: Key, _ column: SQLResultColumn) -> Int {
    if let index = indices[key] { return index }
    let index = first + columns.count
    columns.append(column)
    indices[key] = index
    return index
  }
}
