import ConnectorProtocol

extension Translator {
  /// The plan of a whole query.
  func plan(_ query: Query) throws(ConnectorError) -> SelectionPlan {
    guard !query.keys.isEmpty else { return try plan(query.selection, matching: nil) }
    var forms: [SQLKeyForm] = []
    for key in query.keys {
      forms.append(try dialect.keyForm(sent: key.sent, column: key.column, usesTargetCollation: key.usesTargetCollation))
    }
    return try plan(query.selection, matching: KeyMatch(columns: query.keys.map(\.column), forms: forms))
  }

  func plan(_ selection: Selection, matching keys: KeyMatch?) throws(ConnectorError) -> SelectionPlan {
    switch selection.shape {
    case .rows(let fields): .rows(try rowsPlan(selection, fields, isFirstRow: false, matching: keys))
    case .firstRow(let fields): .rows(try rowsPlan(selection, fields, isFirstRow: true, matching: keys))
    case .aggregate(let fields): .aggregate(try aggregatePlan(selection, fields, matching: keys))
    }
  }

  func rowsPlan(
    _ selection: Selection, _ fields: [Field], isFirstRow: Bool, matching keys: KeyMatch?, cap: Slot? = nil
  ) throws(ConnectorError) -> RowsPlan {
    let alias = makeAlias(for: selection.from)
    var columns = ResultColumns(of: alias, first: keys == nil ? 0 : 1)
    let object = try object(fields, &columns)
    let select = try rows(selection, as: alias, columns.columns, matching: keys, cap: cap)
    return RowsPlan(
      statement: SQLRenderer.statement(select, dialect), layout: object.layout, children: object.children, isFirstRow: isFirstRow,
      label: label(keys, selection), limit: selection.limit)
  }

  /// The object of a row with `fields`, and the selections inside of it.
  func object(_ fields: [Field], _ columns: inout ResultColumns) throws(ConnectorError) -> (layout: RowLayout, children: [ChildPlan]) {
    var builder = RowLayoutBuilder()
    var children: [ChildPlan] = []
    builder.append("{")
    for (index, field) in fields.enumerated() {
      builder.appendKey(field.alias, index: index)
      switch field.value {
      case .constant(let json): builder.append(json)
      case .column(let column, let path): try append(.column(column), path, &builder, &columns)
      case .masked(let mask, let path): try append(.masked(mask), path, &builder, &columns)
      case .computed(let call, let path): try append(.computed(call), path, &builder, &columns)
      case .remote(let use, let keys):
        var parts: [(index: Int, format: CellFormat)] = []
        for key in keys { parts.append(try columns.add(shown: .key(key), self, numbersAsStrings: false)) }
        builder.appendRemote(RowLayout.Remote(use: use, columns: parts))
      case .related(let pairs, let selection):
        builder.appendChild(children.count)
        children.append(try child(pairs, selection, &columns))
      }
    }
    builder.append("}")
    return (RowLayout(builder), children)
  }

  private func append(
    _ source: CellSource, _ path: Slot?, _ builder: inout RowLayoutBuilder, _ columns: inout ResultColumns
  ) throws(ConnectorError) {
    if let path { return builder.appendCell(try columns.add(source, at: path, self), .json) }
    let (cell, format) = try columns.add(shown: source, self, numbersAsStrings: numbersAsStrings)
    builder.appendCell(cell, format)
  }

  private func child(_ pairs: [ColumnPair], _ selection: Selection, _ columns: inout ResultColumns) throws(ConnectorError) -> ChildPlan {
    if let row = selection.from.outerRow {
      let forms = [SQLKeyForm(type: "text")]
      let plan = try plan(selection, matching: KeyMatch(columns: [], forms: forms, row: row))
      return ChildPlan(parentColumns: [columns.addRow(self)], forms: forms, plan: plan)
    }
    var forms: [SQLKeyForm] = []
    for pair in pairs { forms.append(try dialect.localKeyForm(parent: pair.parent, child: pair.child)) }
    let plan = try plan(selection, matching: KeyMatch(columns: pairs.map(\.child), forms: forms))
    var parentColumns: [Int] = []
    for pair in pairs { parentColumns.append(try columns.add(raw: .actual(pair.parent), self)) }
    return ChildPlan(parentColumns: parentColumns, forms: forms, plan: plan)
  }

  /// Says how rows are labelled; must agree with what ``rows(_:as:_:matching:named:)`` chose.
  func label(_ keys: KeyMatch?, _ selection: Selection) -> RowLabel? {
    guard let keys else { return nil }
    let isCut = !selection.distinctOn.isEmpty || selection.limit != nil || selection.offset != nil
    return RowLabel(forms: keys.forms, isByBytes: !isCut && keys.isByBytes(dialect))
  }
}
