package import ConnectorProtocol

extension SQLQuery {
  /// The statements that the query runs, each with its arguments and the database's plan for it.
  ///
  /// Nothing is read, so there are no keys for what is looked up by key: plans are made for an empty list of them.
  package func explain(parameters: [Parameter], keys columns: KeyColumns) throws(ConnectorError) -> ExplainResult {
    let arguments = SQLArguments()
    var statements: [ExplainResult.Statement] = []
    for statement in plan.statements {
      let columnCount = statement.parameters.reduce(0) { count, parameter in
        if case .keyColumn(let column, of: nil) = parameter.source { return max(count, column + 1) }
        return count
      }
      let keys = SQLKeyTuples(forms: (0..<columnCount).map { _ in SQLKeyForm(type: "") })
      try arguments.bind(statement.parameters, to: parameters, keys, dialect)
      let plan = try database.plan(of: statement, arguments)
      statements.append(ExplainResult.Statement(sql: statement.text, plan: plan, parameters: arguments.texts))
    }
    return ExplainResult(statements: statements)
  }
}
