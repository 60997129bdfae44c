import ConnectorProtocol

/// What an operation's statement must return of each row that it writes: what is shown, what later operations need, and its check.
///
/// The columns that are shown come first, so that rows of several operations that show the same can be put together.
struct RowRequest {
  /// What is shown: by the operation itself, or by later ones of the rows of this one.
  var lists: [FieldList] = []
  /// Columns that later operations refer to.
  var kept: [Column] = []
  /// Whether rows are wanted for their number alone, which the database does not tell otherwise.
  var isCount = false

  /// Fields, and the index of the operation that answers them.
  struct FieldList {
    let operation: Int
    let fields: [Field]
  }

  /// Whether nothing but the number of rows is wanted.
  var isEmpty: Bool { lists.isEmpty && kept.isEmpty && !isCount }
}

/// The columns of a write's result.
struct ReturnedColumns {
  private(set) var columns: ResultColumns
  /// The objects of the rows, by the operation that answers them.
  private(set) var plans: [Int: RowsPlan] = [:]
  /// Where each kept column is, in the order of ``RowRequest/kept``.
  private(set) var kept: [Int] = []
  /// Where the check's result is.
  private(set) var check: Int?
  /// Whether nothing is wanted of a row, not even that it was written.
  let isEmpty: Bool

  /// `check` is the check as SQL.
  init(_ request: RowRequest, alias: String, check: SQLExpression?, _ translator: Translator) throws(ConnectorError) {
    columns = ResultColumns(of: alias, first: 0)
    isEmpty = request.isEmpty && check == nil
    for list in request.lists {
      let object = try translator.object(list.fields, &columns)
      plans[list.operation] = RowsPlan(
        statement: SQLStatement(text: ""), layout: object.layout, children: object.children, isFirstRow: false, label: nil, limit: nil)
    }
    for column in request.kept { kept.append(try columns.add(raw: .column(column), translator)) }
    if let check { self.check = columns.add(aggregate: "check", check, type: ColumnType(native: "", canonical: .boolean)) }
  }
}
