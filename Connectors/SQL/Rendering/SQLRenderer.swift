import ConnectorProtocol

/// Writes SQL trees as text of a dialect, and numbers the placeholders on the way.
///
/// `SELECT` is written in the order of the grammar, one clause a paragraph; every clause on a line of its own.
struct SQLRenderer {
  let dialect: any SQLDialect
  private(set) var text = ""
  private(set) var parameters: [SQLParameter] = []
  private var depth = 0

  init(_ dialect: any SQLDialect) { self.dialect = dialect }

  /// The statement of a select.
  static func statement(_ select: SQLSelect, _ dialect: any SQLDialect) -> SQLStatement {
    var renderer = SQLRenderer(dialect)
    renderer.write(select)
    return SQLStatement(text: renderer.text, parameters: renderer.parameters, columns: select.columns.map(\.type))
  }

  mutating func write(_ select: SQLSelect) {
    write(select.isDistinct ? "SELECT DISTINCT " : "SELECT ")
    if !select.distinctOn.isEmpty {
      write("DISTINCT ON (")
      write(select.distinctOn, separator: ", ")
      write(") ")
    }
    writeColumns(select.columns)

    if let from = select.from {
      clause("FROM ")
      write(from)
    }
    for join in select.joins { write(join, after: select.from) }

    if let filter = select.filter {
      clause("WHERE ")
      write(filter)
    }

    if !select.grouping.isEmpty {
      clause("GROUP BY ")
      write(select.grouping, separator: ", ")
    }

    if !select.order.isEmpty {
      clause("ORDER BY ")
      write(select.order)
    }

    if select.limit != nil || select.offset != nil {
      clause("")
      write(dialect.limit(select.limit, offset: select.offset))
    }
  }

  private mutating func writeColumns(_ columns: [SQLResultColumn]) {
    for (index, column) in columns.enumerated() {
      if index > 0 { write(", ") }
      write(column.expression)
      if let name = column.name { write(" AS \(dialect.quote(name))") }
    }
    // A relation without columns is not SQL everywhere.
    if columns.isEmpty { write("1") }
  }

  private mutating func write(_ source: SQLSource) {
    switch source {
    case .table(let table, let alias):
      write("\(dialect.name(of: table)) AS \(dialect.quote(alias))")
    case .subquery(let select, let alias):
      writeNested(select)
      write(" AS \(dialect.quote(alias))")
    case .call(let call, let alias):
      write(call)
      write(" AS \(dialect.quote(alias))")
    case .native(let query, let alias):
      // A comment at the end of the text ends with its line.
      write("(")
      write(query)
      clause(") AS \(dialect.quote(alias))")
    case .keys(let forms, let alias):
      write(dialect.keySource(forms, of: nil, as: alias))
    case .keySet(let set, let alias):
      write(dialect.keySource(set.forms, of: set, as: alias))
    }
  }

  private mutating func write(_ join: SQLJoin, after from: SQLSource?) {
    if case .keys = from, join.condition != nil {
      clause("\(dialect.keyJoin) ")
    } else {
      clause(join.condition == nil ? "CROSS JOIN " : "JOIN ")
    }
    if join.isLateral { write("LATERAL ") }
    write(join.source)
    if let condition = join.condition {
      write(" ON ")
      write(condition)
    }
  }

  /// Writes an order; where the dialect cannot place nulls and would place them wrongly, a null test precedes.
  mutating func write(_ order: [SQLOrderTerm]) {
    for (index, term) in order.enumerated() {
      if index > 0 { write(", ") }
      write(term)
    }
  }

  private mutating func write(_ term: SQLOrderTerm) {
    let byDefault = dialect.sortsNullsAsLargest == term.descending
    let asked = term.nullsFirst ?? byDefault
    if asked != byDefault, !dialect.hasNullsOrder {
      write(.isNull(term.expression, true))
      write(asked ? " DESC, " : ", ")
    }
    write(term.expression)
    if term.descending { write(" DESC") }
    if asked != byDefault, dialect.hasNullsOrder { write(asked ? " NULLS FIRST" : " NULLS LAST") }
  }

  mutating func write(_ expressions: [SQLExpression], separator: String) {
    for (index, expression) in expressions.enumerated() {
      if index > 0 { write(separator) }
      write(expression)
    }
  }

  /// A select in parentheses, indented.
  mutating func writeNested(_ select: SQLSelect) {
    write("(")
    depth += 1
    clause("")
    write(select)
    depth -= 1
    clause(")")
  }

  mutating func write(_ sql: String) { text += sql }

  mutating func append(_ parameter: SQLParameter) {
    parameters.append(parameter)
    write(dialect.placeholder(parameters.count, parameter))
  }

  /// Starts a clause on a new line.
  mutating func clause(_ keyword: String) {
    text += "\n"
    for _ in 0..<depth { text += "  " }
    text += keyword
  }
}
