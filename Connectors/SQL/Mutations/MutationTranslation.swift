import ConnectorProtocol

/// A write ready to run, and the JSON of what it returns.
struct WritePlan {
  let statement: SQLStatement
  /// The shape of the returned rows; nil if none are asked for.
  let returning: RowsPlan?
}

extension Translator {
  /// The statements of one operation. An insert becomes several when its rows give different columns or too many values for one.
  func plans(_ operation: Mutation.Operation) throws(ConnectorError) -> [WritePlan] {
    switch operation {
    case .insert(let insert): return try plans(insert)
    case .update(let table, let set, let filter, let returning): return [try update(table, set, filter, returning)]
    case .delete(let table, let filter, let returning):
      var renderer = SQLRenderer(dialect)
      renderer.write("DELETE FROM ")
      let alias = writeTarget(table, to: &renderer)
      try append(filter, alias, to: &renderer)
      return [try finish(&renderer, returning)]
    }
  }

  /// Writes the table of a write and returns what its columns are qualified with.
  private func writeTarget(_ table: TableReference, to renderer: inout SQLRenderer) -> String {
    renderer.write(dialect.name(of: table))
    guard dialect.aliasesWrittenTables else { return table.name }
    let alias = makeAlias()
    renderer.write(" AS \(dialect.quote(alias))")
    return alias
  }

  private func append(_ filter: Filter, _ alias: String, to renderer: inout SQLRenderer) throws(ConnectorError) {
    if case .and(let parts) = filter, parts.isEmpty { return }
    renderer.clause("WHERE ")
    renderer.write(try condition(filter, FilterScope(row: alias)))
  }

  private func update(
    _ table: TableReference, _ set: [Mutation.Assignment], _ filter: Filter, _ returning: [Field]
  ) throws(ConnectorError) -> WritePlan {
    var renderer = SQLRenderer(dialect)
    renderer.write("UPDATE ")
    let alias = writeTarget(table, to: &renderer)
    renderer.clause("SET ")
    for (index, assignment) in set.enumerated() {
      if index > 0 { renderer.write(", ") }
      renderer.write("\(dialect.quote(assignment.column.name)) = ")
      let argument = assignment.slot.map { SQLExpression.parameter(SQLParameter(.value($0), type: assignment.column.type)) }
      let column = SQLExpression.column(of: alias, assignment.column.name)
      renderer.write(try dialect.assignment(assignment.operator, column, assignment.column.type, argument))
    }
    try append(filter, alias, to: &renderer)
    return try finish(&renderer, returning, canReturn: dialect.hasUpdateReturning)
  }

  /// The most values in one statement that every database takes.
  private static let maximumValues = 30_000

  private func plans(_ insert: Mutation.Insert) throws(ConnectorError) -> [WritePlan] {
    var plans: [WritePlan] = []
    var start = 0
    while start < insert.rows.count {
      let given = insert.rows[start].map { $0 != nil }
      let count = given.count { $0 }
      let limit = count == 0 ? 1 : max(1, Self.maximumValues / count)
      var end = start + 1
      while end < insert.rows.count, end - start < limit, insert.rows[end].map({ $0 != nil }) == given { end += 1 }
      plans.append(try self.insert(insert, Array(insert.rows[start..<end]), given))
      start = end
    }
    return plans
  }

  private func insert(_ insert: Mutation.Insert, _ rows: [[Slot?]], _ given: [Bool]) throws(ConnectorError) -> WritePlan {
    var renderer = SQLRenderer(dialect)
    renderer.write("INSERT INTO ")
    let alias = writeTarget(insert.table, to: &renderer)
    let columns = zip(insert.columns, given).filter(\.1).map(\.0)
    if columns.isEmpty {
      renderer.write(" \(dialect.defaultValues)")
    } else {
      renderer.write(" (\(columns.map { dialect.quote($0.name) }.joined(separator: ", ")))")
      renderer.clause("VALUES ")
      for (index, row) in rows.enumerated() {
        if index > 0 { renderer.write(", ") }
        write(row, insert.columns, to: &renderer)
      }
    }
    if let conflict = insert.conflict {
      let filter = try conflict.filter.map { filter throws(ConnectorError) in
        try condition(filter, FilterScope(row: alias))
      }
      renderer.clause("")
      renderer.write(try dialect.conflictClause(conflict, table: alias, filter: filter))
    }
    return try finish(&renderer, insert.returning)
  }

  private func write(_ row: [Slot?], _ columns: [Column], to renderer: inout SQLRenderer) {
    let values = zip(row, columns).compactMap { slot, column in
      slot.map { SQLExpression.parameter(SQLParameter(.value($0), type: column.type)) }
    }
    renderer.write(.row(values))
  }

  private func finish(
    _ renderer: inout SQLRenderer, _ returning: [Field], canReturn: Bool? = nil
  ) throws(ConnectorError) -> WritePlan {
    guard !returning.isEmpty else {
      return WritePlan(statement: SQLStatement(text: renderer.text, parameters: renderer.parameters, isOneOff: true), returning: nil)
    }
    guard canReturn ?? dialect.hasReturning else {
      throw ConnectorError(.unsupported, code: "not-supported", message: "this database does not return the rows that it writes")
    }
    var columns = ResultColumns(of: "", first: 0)
    let object = try object(returning, &columns)
    renderer.clause("RETURNING ")
    renderer.write(columns.columns.isEmpty ? [.verbatim("1")] : columns.columns.map(\.expression), separator: ", ")
    let statement = SQLStatement(
      text: renderer.text, parameters: renderer.parameters, columns: columns.columns.map(\.type), isOneOff: true)
    let plan = RowsPlan(
      statement: statement, layout: object.layout, children: object.children, isFirstRow: false, label: nil, limit: nil)
    return WritePlan(statement: statement, returning: plan)
  }
}
