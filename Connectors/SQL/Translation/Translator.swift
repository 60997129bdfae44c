import ConnectorProtocol

/// Turns one query's selections into SQL trees. Pure but for the numbering of aliases.
final class Translator {
  let dialect: any SQLDialect
  let numbersAsStrings: Bool
  private var aliasCount = 0
  /// What the aliases of masked rows have beside the columns that are shown.
  private var maskedNames: [String: MaskedNames] = [:]
  /// The name that a written table's columns are qualified with: a table without an alias may be called as aliases are.
  var writtenName: String?
  /// What the row that a write returns is called, while conditions on it are translated.
  var returnedName: String?

  /// The alias of the key source.
  static let keys = "k"
  /// The name of the ordinal in it.
  static let ordinal = "ord"

  init(_ dialect: any SQLDialect, numbersAsStrings: Bool) {
    self.dialect = dialect
    self.numbersAsStrings = numbersAsStrings
  }

  /// An alias that no other relation of the query has.
  func makeAlias() -> String {
    defer { aliasCount += 1 }
    // Names of tables are compared without case in some databases.
    if writtenName?.lowercased() == "t\(aliasCount)" { aliasCount += 1 }
    return "t\(aliasCount)"
  }

  /// An alias for the rows of a relation.
  func makeAlias(for relation: Relation) -> String {
    let alias = makeAlias()
    if case .masked(let rows) = relation { maskedNames[alias] = MaskedNames(rows) }
    return alias
  }

  /// A column of a row as it is in the database, shown or not: for equalities of relationships and keys, and for permissions.
  func actual(_ column: Column, of alias: String) -> SQLExpression {
    returned(.column(of: alias, maskedNames[alias]?.columns[column.name] ?? column.name), column, of: alias)
  }

  /// A column as conditions compare it: in a way of its own if it is of a row that a write returns.
  func returned(_ value: SQLExpression, _ column: Column, of alias: String) -> SQLExpression {
    alias == returnedName ? dialect.returned(value, of: column.type) : value
  }

  /// A row as it is in the database, as an argument of a function.
  func actualRow(of alias: String) -> SQLExpression {
    maskedNames[alias].map { .column(of: alias, $0.row) } ?? .wholeRow(of: alias)
  }

  /// A relation as it stands in a `FROM`. `outer` is the row that a function's call may take.
  func source(_ relation: Relation, as alias: String, outer: SQLExpression?) throws(ConnectorError) -> SQLSource {
    switch relation {
    case .table(let table): .table(table, as: alias)
    case .function(let function): .call(try call(function, of: outer), as: alias)
    case .nativeQuery(let query): .native(native(query), as: alias)
    case .masked(let rows): .subquery(try select(rows, outer: outer), as: alias)
    }
  }

  /// The text of a native query with its arguments in their places.
  private func native(_ query: NativeQuery) -> SQLExpression {
    .sequence(
      query.pieces.map { piece in
        switch piece {
        case .text(let text): .verbatim(text)
        case .argument(let slot, let type): dialect.argument(.parameter(SQLParameter(.value(slot), type: type)), of: type)
        }
      })
  }

  /// The type of counts and ordinals.
  static let count = ColumnType(native: "bigint", canonical: .int64)

  /// A limit; of two the smaller one holds.
  func limit(_ slot: Slot?, atMost cap: Slot?) -> SQLExpression? {
    slot.map { .parameter(SQLParameter(.count($0, atMost: cap), type: Self.count)) }
  }

  func offset(_ slot: Slot?) -> SQLExpression? { slot.map { .parameter(SQLParameter(.offset($0), type: Self.count)) } }
}

/// How a selection's rows are found from key tuples, and how an answer's rows tell which tuple they belong to.
struct KeyMatch {
  var columns: [Column]
  var forms: [SQLKeyForm]
  /// For rows that a function gives for a row outside: that row's table. The row itself, as text, is the key then, and nothing is compared.
  var row: TableReference?

  /// Whether one argument with all keys is compared, and rows are labelled by the column's bytes.
  func isByBytes(_ dialect: any SQLDialect) -> Bool {
    guard forms.count == 1, forms[0].isBytewise, row == nil else { return false }
    return dialect.matchesAny(.verbatim(""), forms[0]) != nil
  }
}
