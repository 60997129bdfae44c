import ConnectorProtocol

/// A write ready to run, and what it returns.
struct WritePlan {
  let statement: SQLStatement
  /// Nil if it returns no rows.
  let returned: ReturnedColumns?
}

/// Turns operations into statements.
struct WriteTranslation {
  let translator: Translator
  private var dialect: any SQLDialect { translator.dialect }

  init(_ translator: Translator) { self.translator = translator }

  /// The most values in one statement that every database takes.
  private static let maximumValues = 30_000

  /// What the columns of a written table are qualified with; no alias of a translator.
  func alias(of table: TableReference) -> String { dialect.aliasesWrittenTables ? "w" : table.name }

  /// The statements of an operation that needs no look at the database first.
  func statements(of operation: Mutation.Operation) throws(ConnectorError) -> [SQLStatement] {
    switch operation {
    case .insert(let insert): return try plans(insert, request(insert.returning)).map(\.statement)
    case .update(let update): return [try plan(update, request(update.returning)).statement]
    case .delete(let table, let filter, let returning): return [try delete(table, filter, request(returning)).statement]
    case .written: return []
    case .call(let selection): return try translator.plan(selection, matching: nil).statements
    }
  }

  private func request(_ returning: [Field]) -> RowRequest {
    RowRequest(lists: returning.isEmpty ? [] : [RowRequest.FieldList(operation: 0, fields: returning)])
  }

  func delete(_ table: TableReference, _ filter: Filter, _ request: RowRequest) throws(ConnectorError) -> WritePlan {
    var renderer = SQLRenderer(dialect)
    renderer.write("DELETE FROM ")
    let alias = writeTarget(table, to: &renderer)
    try append(filter, alias, to: &renderer)
    return try finish(&renderer, try ReturnedColumns(request, alias: alias, check: nil, translator))
  }

  func plan(_ update: Mutation.Update, _ request: RowRequest) throws(ConnectorError) -> WritePlan {
    var renderer = SQLRenderer(dialect)
    renderer.write("UPDATE ")
    let alias = writeTarget(update.table, to: &renderer)
    renderer.clause("SET ")
    for (index, assignment) in update.set.enumerated() {
      if index > 0 { renderer.write(", ") }
      renderer.write("\(dialect.quote(assignment.column.name)) = ")
      renderer.write(try value(of: assignment, alias))
    }
    try append(update.filter, alias, to: &renderer)
    return try finish(
      &renderer, try ReturnedColumns(request, alias: alias, check: try check(update.check, alias), translator),
      canReturn: dialect.hasUpdateReturning)
  }

  /// What a column becomes.
  func value(of assignment: Mutation.Assignment, _ alias: String) throws(ConnectorError) -> SQLExpression {
    let type = assignment.column.type
    let argument = assignment.slot.map { slot in
      let parameter = SQLExpression.parameter(SQLParameter(.value(slot), type: type))
      return assignment.operator == "_set" ? dialect.stored(parameter, as: type) : parameter
    }
    return try dialect.assignment(assignment.operator, .column(of: alias, assignment.column.name), type, argument)
  }

  /// The statements of an insert: several when it has too many values for one, or its rows give different columns and `DEFAULT` is no value.
  func plans(_ insert: Mutation.Insert, _ request: RowRequest) throws(ConnectorError) -> [WritePlan] {
    var plans: [WritePlan] = []
    let everGiven = insert.columns.indices.map { column in insert.rows.contains { $0[column] != nil } }
    var start = 0
    while start < insert.rows.count {
      let given = dialect.hasDefaultValues ? everGiven : insert.rows[start].map { $0 != nil }
      let count = given.count { $0 }
      let limit = count == 0 ? 1 : max(1, Self.maximumValues / count)
      var end = start + 1
      while end < insert.rows.count, end - start < limit, dialect.hasDefaultValues || insert.rows[end].map({ $0 != nil }) == given {
        end += 1
      }
      plans.append(try plan(insert, Array(insert.rows[start..<end]), given, request))
      start = end
    }
    return plans
  }

  private func plan(
    _ insert: Mutation.Insert, _ rows: [[Slot?]], _ given: [Bool], _ request: RowRequest
  ) throws(ConnectorError) -> WritePlan {
    var renderer = SQLRenderer(dialect)
    renderer.write("INSERT INTO ")
    let alias = writeTarget(insert.table, to: &renderer)
    let columns = zip(insert.columns, given).filter(\.1).map(\.0)
    if columns.isEmpty {
      renderer.write(" \(insert.conflict == nil ? dialect.defaultValues : dialect.upsertDefaultValues)")
    } else {
      renderer.write(" (\(columns.map { dialect.quote($0.name) }.joined(separator: ", ")))")
      renderer.clause("VALUES ")
      for (index, row) in rows.enumerated() {
        if index > 0 { renderer.write(", ") }
        write(zip(row, given).compactMap { $1 ? .some($0) : nil }, columns, to: &renderer)
      }
    }
    if let conflict = insert.conflict { try append(conflict, alias, to: &renderer) }
    return try finish(&renderer, try ReturnedColumns(request, alias: alias, check: try check(insert, alias), translator))
  }

  private func append(_ conflict: Mutation.Conflict, _ alias: String, to renderer: inout SQLRenderer) throws(ConnectorError) {
    let filter = try conflict.filter.map { filter throws(ConnectorError) in try condition(filter, alias) }
    var presets: [SQLExpression] = []
    for preset in conflict.presets { presets.append(try value(of: preset, alias)) }
    renderer.clause("")
    renderer.write(try dialect.conflictClause(conflict, presets: presets, filter: filter))
  }

  private func write(_ row: [Slot?], _ columns: [Column], to renderer: inout SQLRenderer) {
    let values = zip(row, columns).map { slot, column in
      slot.map { dialect.stored(.parameter(SQLParameter(.value($0), type: column.type)), as: column.type) } ?? .verbatim("DEFAULT")
    }
    renderer.write(.row(values))
  }

  /// The check of new rows, and of updated ones if these have one of their own.
  private func check(_ insert: Mutation.Insert, _ alias: String) throws(ConnectorError) -> SQLExpression? {
    let isNew = try check(insert.check, alias)
    guard let conflict = insert.conflict, let updated = try check(conflict.check, alias) else { return isNew }
    guard let marker = dialect.isNewRow(alias) else {
      throw ConnectorError(.internal, message: "an upsert with two checks was not emulated")
    }
    return .sequence([
      .verbatim("CASE WHEN "), marker, .verbatim(" THEN "), isNew ?? .and([]), .verbatim(" ELSE "), updated, .verbatim(" END"),
    ])
  }

  private func check(_ filter: Filter?, _ alias: String) throws(ConnectorError) -> SQLExpression? {
    translator.returnedName = alias
    defer { translator.returnedName = nil }
    return try filter.map { filter throws(ConnectorError) in try condition(filter, alias) }
  }

  private func condition(_ filter: Filter, _ alias: String) throws(ConnectorError) -> SQLExpression {
    try translator.condition(filter, FilterScope(row: alias))
  }

  /// Writes the table of a write and returns what its columns are qualified with.
  private func writeTarget(_ table: TableReference, to renderer: inout SQLRenderer) -> String {
    renderer.write(dialect.name(of: table))
    let alias = alias(of: table)
    translator.writtenName = alias
    if dialect.aliasesWrittenTables { renderer.write(" AS \(dialect.quote(alias))") }
    return alias
  }

  private func append(_ filter: Filter, _ alias: String, to renderer: inout SQLRenderer) throws(ConnectorError) {
    if case .and(let parts) = filter, parts.isEmpty { return }
    renderer.clause("WHERE ")
    renderer.write(try condition(filter, alias))
  }

  private func finish(
    _ renderer: inout SQLRenderer, _ returned: ReturnedColumns, canReturn: Bool? = nil
  ) throws(ConnectorError) -> WritePlan {
    guard !returned.isEmpty else {
      return WritePlan(statement: SQLStatement(text: renderer.text, parameters: renderer.parameters, isOneOff: true), returned: nil)
    }
    guard canReturn ?? dialect.hasReturning else {
      throw ConnectorError(.unsupported, code: "not-supported", message: "this database does not return the rows that it writes")
    }
    let columns = returned.columns.columns
    renderer.clause("RETURNING ")
    renderer.write(columns.isEmpty ? [.verbatim("1")] : columns.map(\.expression), separator: ", ")
    let statement = SQLStatement(text: renderer.text, parameters: renderer.parameters, columns: columns.map(\.type), isOneOff: true)
    return WritePlan(statement: statement, returned: returned)
  }
}
