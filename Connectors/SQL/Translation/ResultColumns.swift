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
    enum Form: Hashable { case raw, shown(asStrings: Bool), path(Slot), aggregate(String) }
  }

  init(of alias: String, first: Int) {
    self.alias = alias
    self.first = first
  }

  /// A column as the driver prints it.
  mutating func add(raw column: Column) -> Int {
    add(Key(column: column.name, form: .raw), SQLResultColumn(.column(of: alias, column.name), type: column.type))
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
    let parameter = SQLParameter(.path(path), type: ColumnType(native: "text", canonical: .text))
    let value = translator.dialect.json(.column(of: alias, column.name), at: .parameter(parameter))
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
