import ConnectorProtocol

/// The columns of a result as they are found to be needed, each once.
struct ResultColumns {
  private(set) var columns: [SQLResultColumn] = []
  private var indices: [Key: Int] = [:]
  /// The index of the first column: 1 behind a label.
  let first: Int
  let alias: String

  /// What makes two results the same.
  private struct Key: Hashable {
    var column: String
    var form: Form
    enum Form: Hashable {
      case raw, shown(asStrings: Bool), path(Slot), aggregate(String), row
      indirect case computed(ScalarCall, Form)
    }
  }

  init(of alias: String, first: Int) {
    self.alias = alias
    self.first = first
  }

  /// A column as the driver prints it.
  mutating func add(raw column: Column) -> Int {
    add(Key(column: column.name, form: .raw), SQLResultColumn(.column(of: alias, column.name), type: column.type))
  }

  /// The whole row as text.
  mutating func addRow() -> Int {
    let text = ColumnType(native: "text", canonical: .text)
    return add(Key(column: "", form: .row), SQLResultColumn(.cast(.wholeRow(of: alias), to: text.native), type: text))
  }

  /// A value of the row as the driver prints it.
  mutating func add(raw value: RowValue, _ translator: Translator) throws(ConnectorError) -> Int {
    switch value {
    case .column(let column): return add(raw: column)
    case .computed(let call):
      let key = Key(column: "", form: .computed(call, .raw))
      return add(key, SQLResultColumn(try translator.value(value, of: alias), type: call.type))
    }
  }

  /// A value of the row as it is shown in JSON.
  mutating func add(
    shown value: RowValue, _ translator: Translator, numbersAsStrings: Bool
  ) throws(ConnectorError) -> (Int, CellFormat) {
    switch value {
    case .column(let column): return add(shown: column, translator, numbersAsStrings: numbersAsStrings)
    case .computed(let call):
      let (expression, format) = translator.dialect.shown(
        call.type, try translator.value(value, of: alias), numbersAsStrings: numbersAsStrings)
      let key = Key(column: "", form: .computed(call, .shown(asStrings: numbersAsStrings)))
      return (add(key, SQLResultColumn(expression, type: call.type)), format)
    }
  }

  /// A value inside of a JSON value that a function makes.
  mutating func add(_ call: ScalarCall, at path: Slot, _ translator: Translator) throws(ConnectorError) -> Int {
    let value = translator.dialect.json(try translator.value(.computed(call), of: alias), at: Self.path(path))
    return add(Key(column: "", form: .computed(call, .path(path))), SQLResultColumn(value, type: call.type))
  }

  private static func path(_ slot: Slot) -> SQLExpression {
    .parameter(SQLParameter(.path(slot), type: ColumnType(native: "text", canonical: .text)))
  }

  /// A column as it is shown in JSON.
  mutating func add(shown column: Column, _ translator: Translator, numbersAsStrings: Bool) -> (Int, CellFormat) {
    let (expression, format) = translator.dialect.shown(
      column.type, .column(of: alias, column.name), numbersAsStrings: numbersAsStrings)
    if case .column = expression { return (add(raw: column), format) }
    let key = Key(column: column.name, form: .shown(asStrings: numbersAsStrings))
    return (add(key, SQLResultColumn(expression, type: column.type)), format)
  }

  /// A value inside of a JSON column.
  mutating func add(_ column: Column, at path: Slot, _ translator: Translator) -> Int {
    let value = translator.dialect.json(.column(of: alias, column.name), at: Self.path(path))
    return add(Key(column: column.name, form: .path(path)), SQLResultColumn(value, type: column.type))
  }

  /// An aggregate's result; `name` tells it from others of the same columns.
  mutating func add(aggregate name: String, _ expression: SQLExpression, type: ColumnType) -> Int {
    add(Key(column: "", form: .aggregate(name)), SQLResultColumn(expression, type: type))
  }

  private mutating func add(_ key: Key, _ column: SQLResultColumn) -> Int {
    if let index = indices[key] { return index }
    let index = first + columns.count
    columns.append(column)
    indices[key] = index
    return index
  }
}
