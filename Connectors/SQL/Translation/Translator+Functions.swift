import ConnectorProtocol

extension Translator {
  /// A value of the row under an alias.
  func value(_ value: RowValue, of alias: String) throws(ConnectorError) -> SQLExpression {
    switch value {
    case .column(let column): returned(.column(of: alias, column.name), column, of: alias)
    case .computed(let scalar): try self.value(scalar, of: alias)
    }
  }

  private func value(_ scalar: ScalarCall, of alias: String) throws(ConnectorError) -> SQLExpression {
    let value = try call(scalar.call, of: actualRow(of: alias))
    return try scalar.shown.map { shown throws(ConnectorError) in
      try masked(value, scalar.type, shown, FilterScope(row: alias))
    } ?? value
  }

  /// A function's call. `row` is the row that it may take.
  func call(_ call: FunctionCall, of row: SQLExpression?) throws(ConnectorError) -> SQLExpression {
    guard dialect.hasRowFunctions else {
      throw ConnectorError(.unsupported, code: "not-supported", message: "this database has no functions that can be called here")
    }
    var arguments: [SQLExpression] = []
    for argument in call.arguments {
      let value = try self.argument(argument, row)
      arguments.append(argument.name.map { .named($0, value) } ?? value)
    }
    return .call(dialect.name(of: call.function), arguments)
  }

  private func argument(_ argument: FunctionArgument, _ row: SQLExpression?) throws(ConnectorError) -> SQLExpression {
    switch argument.value {
    // A cast says which function of a name is meant, and how the value is read.
    case .value(let slot, let type): return dialect.cast(.parameter(SQLParameter(.value(slot), type: type)), to: type)
    case .row:
      guard let row, !row.isRowWithoutAlias else {
        throw ConnectorError(.unsupported, code: "not-supported", message: "a function of a row cannot be called here")
      }
      return row
    }
  }
}

extension SQLExpression {
  /// Written rows have no alias in what they return.
  fileprivate var isRowWithoutAlias: Bool { if case .wholeRow(let alias) = self { alias.isEmpty } else { false } }
}

extension Relation {
  /// The table whose row a function takes from outside.
  var outerRow: TableReference? {
    if case .masked(let rows) = self { return rows.relation.outerRow }
    guard case .function(let call) = self else { return nil }
    for argument in call.arguments { if case .row(let table) = argument.value { return table } }
    return nil
  }

  /// The condition that keeps a row of a function that gives one, and may give none by giving null.
  func isThere(_ alias: String) -> SQLExpression? {
    guard case .function(let call) = self, !call.returnsSet else { return nil }
    return .not(.isNull(.wholeRow(of: alias), true))
  }
}
