import ConnectorProtocol

extension Translator {
  func aggregatePlan(_ selection: Selection, _ fields: [AggregateField], matching keys: KeyMatch?) throws(ConnectorError) -> AggregatePlan {
    let isCut = !selection.distinctOn.isEmpty || selection.limit != nil || selection.offset != nil
    let rowAlias = makeAlias()
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
        try append(members, to: &summary) { column in
          isCut ? .column(of: outerAlias, "c\(inner.add(raw: column))") : .column(of: rowAlias, column.name)
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
    _ members: [SummaryField], to summary: inout Summary, _ column: (Column) -> SQLExpression
  ) throws(ConnectorError) {
    summary.builder.append("{")
    for (index, member) in members.enumerated() {
      summary.builder.appendKey(member.alias, index: index)
      switch member.value {
      case .constant(let json): summary.builder.append(json)
      case .count(let columns, let distinct):
        let name = "count \(distinct) \(columns.map(\.name))"
        let cell = summary.columns.add(aggregate: name, dialect.count(columns.map(column), distinct: distinct), type: Self.count)
        summary.counts.append(cell)
        summary.builder.appendCell(cell, .number)
      case .function(let function, let fields): try append(function, fields, to: &summary, column)
      }
    }
    summary.builder.append("}")
  }

  private func append(
    _ function: String, _ fields: [FunctionField], to summary: inout Summary, _ column: (Column) -> SQLExpression
  ) throws(ConnectorError) {
    summary.builder.append("{")
    for (index, field) in fields.enumerated() {
      summary.builder.appendKey(field.alias, index: index)
      switch field.value {
      case .constant(let json): summary.builder.append(json)
      case .column(let argument, let result):
        let value = try dialect.aggregate(function, column(argument), argument.type)
        let (expression, format) = dialect.shown(
          ColumnType(native: argument.type.native, canonical: result, collation: argument.type.collation), value,
          numbersAsStrings: numbersAsStrings)
        let cell = summary.columns.add(
          aggregate: "\(function) \(argument.name) \(result)", expression, type: ColumnType(native: "", canonical: result))
        summary.builder.appendCell(cell, format)
      }
    }
    summary.builder.append("}")
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
