import ConnectorProtocol

extension Translator {
  func aggregatePlan(_ selection: Selection, _ fields: [AggregateField], matching keys: KeyMatch?) throws(ConnectorError) -> AggregatePlan {
    let isCut = !selection.distinctOn.isEmpty || selection.limit != nil || selection.offset != nil
    let rowAlias = makeAlias(for: selection.from)
    // A cut selection is aggregated from outside, where its columns have other names.
    var inner = ResultColumns(of: rowAlias, first: 0)
    let outerAlias = isCut ? makeAlias() : rowAlias
    var summary = Summary(columns: ResultColumns(of: outerAlias, first: keys == nil ? 0 : 1))
    summary.builder.append("{")
    for (index, field) in fields.enumerated() {
      summary.builder.appendKey(field.alias, index: index)
      switch field.value {
      case .constant(let json): summary.builder.append(json)
      case .summary(let members):
        try append(members, to: &summary) { value throws(ConnectorError) in
          isCut ? .column(of: outerAlias, "c\(try inner.add(raw: CellSource(value), self))") : try self.value(value, of: rowAlias)
        }
      case .nodes(let nodeFields, let limit):
        summary.builder.appendChild(summary.nodes.count)
        var nodes = selection
        nodes.limit = selection.limit ?? limit
        summary.nodes.append(
          try rowsPlan(nodes, nodeFields, isFirstRow: false, matching: keys, cap: selection.limit == nil ? nil : limit))
      }
    }
    summary.builder.append("}")
    let statement =
      try summary.columns.columns.isEmpty ? nil : self.statement(summary, selection, rowAlias, inner, isCut ? outerAlias : nil, keys)
    return AggregatePlan(
      summary: statement, layout: RowLayout(summary.builder), nodes: summary.nodes, label: label(keys, selection), counts: summary.counts,
      columnCount: summary.columns.first + summary.columns.columns.count)
  }

  /// What an aggregate's object is collected in.
  private struct Summary {
    var columns: ResultColumns
    var builder = RowLayoutBuilder()
    var nodes: [RowsPlan] = []
    var counts: [Int] = []
  }

  private func append(
    _ members: [SummaryField], to summary: inout Summary, _ value: (RowValue) throws(ConnectorError) -> SQLExpression
  ) throws(ConnectorError) {
    summary.builder.append("{")
    for (index, member) in members.enumerated() {
      summary.builder.appendKey(member.alias, index: index)
      switch member.value {
      case .constant(let json): summary.builder.append(json)
      case .count(let columns, let distinct):
        let name = "count \(distinct) \(columns.map(\.name))"
        var values: [(value: SQLExpression, type: ColumnType)] = []
        for column in columns { values.append((try value(.column(column)), column.type)) }
        let cell = summary.columns.add(aggregate: name, count(values, distinct: distinct), type: Self.count)
        summary.counts.append(cell)
        summary.builder.appendCell(cell, .number)
      case .function(let function, let fields): try append(function, fields, to: &summary, value)
      }
    }
    summary.builder.append("}")
  }

  /// The number of rows, or of values: a row of several columns is never null, so all count unless they are to be distinct.
  func count(_ columns: [(value: SQLExpression, type: ColumnType)], distinct: Bool) -> SQLExpression {
    if columns.count > 1, distinct { return dialect.countCombinations(columns) }
    guard let column = columns.first, columns.count == 1 else { return .call("count", [.verbatim("*")]) }
    return distinct ? .distinctCall("count", [column.value]) : .call("count", [column.value])
  }

  private func append(
    _ function: String, _ fields: [FunctionField], to summary: inout Summary,
    _ value: (RowValue) throws(ConnectorError) -> SQLExpression
  ) throws(ConnectorError) {
    summary.builder.append("{")
    for (index, field) in fields.enumerated() {
      summary.builder.appendKey(field.alias, index: index)
      switch field.value {
      case .constant(let json): summary.builder.append(json)
      case .column(let column, let result): try append(function, .column(column), result, to: &summary, value)
      case .computed(let call, let result): try append(function, .computed(call), result, to: &summary, value)
      }
    }
    summary.builder.append("}")
  }

  private func append(
    _ function: String, _ argument: RowValue, _ result: CanonicalType, to summary: inout Summary,
    _ value: (RowValue) throws(ConnectorError) -> SQLExpression
  ) throws(ConnectorError) {
    let applied = try dialect.aggregate(function, try value(argument), argument.type)
    // A sum of decimals has the column's scale.
    let type: CanonicalType = if case (.numeric, .numeric) = (result, argument.type.canonical) { argument.type.canonical } else { result }
    let (expression, format) = dialect.shown(
      ColumnType(native: argument.type.native, canonical: type, collation: argument.type.collation), applied,
      numbersAsStrings: numbersAsStrings)
    let name =
      switch argument {
      case .column(let column): "\(function) \(column.name) \(result)"
      case .computed(let call): "\(function) of \(call) \(result)"
      }
    let cell = summary.columns.add(aggregate: name, expression, type: ColumnType(native: "", canonical: type))
    summary.builder.appendCell(cell, format)
  }

  private func statement(
    _ summary: Summary, _ selection: Selection, _ rowAlias: String, _ inner: ResultColumns, _ outerAlias: String?, _ keys: KeyMatch?
  ) throws(ConnectorError) -> SQLStatement {
    var select: SQLSelect
    if let outerAlias {
      let cut = try rows(selection, as: rowAlias, inner.columns, matching: keys, named: true)
      select = SQLSelect()
      select.from = .subquery(cut, as: outerAlias)
      if keys != nil {
        select.columns = [SQLResultColumn(.column(of: outerAlias, Self.ordinal), type: Self.count)]
      }
    } else {
      var all = selection
      all.order = []
      select = try rows(all, as: rowAlias, [], matching: keys)
    }
    select.grouping = select.columns.map(\.expression)
    select.columns += summary.columns.columns
    return SQLRenderer.statement(select, dialect)
  }
}
