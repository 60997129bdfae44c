import ConnectorKit
import ConnectorProtocol
import JSON

/// Writes, operation by operation, on a copy of the database: what throws leaves no trace.
enum ReferenceMutation {
  static func run(_ call: MutationCall, on database: inout Database) throws(ConnectorError) -> [MutationResult] {
    var results: [MutationResult] = []
    var written: [[Row]] = []
    for (index, operation) in call.mutation.operations.enumerated() {
      var run = OperationRun(
        database: database, parameters: call.parameters, numbersAsStrings: call.mutation.numbersAsStrings, earlier: written)
      do throws(ConnectorError) {
        results.append(try run.perform(operation))
      } catch {
        var located = error
        located.operation = index
        throw located
      }
      written.append(run.written)
      database = run.database
    }
    return results
  }
}

/// One operation at work.
private struct OperationRun {
  var database: Database
  let parameters: [Parameter]
  let numbersAsStrings: Bool
  /// What earlier operations wrote.
  let earlier: [[Row]]
  /// What this one wrote.
  private(set) var written: [Row] = []

  init(database: Database, parameters: [Parameter], numbersAsStrings: Bool, earlier: [[Row]]) {
    self.database = database
    self.parameters = parameters
    self.numbersAsStrings = numbersAsStrings
    self.earlier = earlier
  }

  mutating func perform(_ operation: Mutation.Operation) throws(ConnectorError) -> MutationResult {
    switch operation {
    case .insert(let insert): try self.insert(insert)
    case .update(let update): try self.update(update)
    case .delete(let table, let filter, let returning): try delete(table, filter, returning)
    case .call: throw ConnectorError.noFunctions
    case .written(let asked):
      try result(asked.operations.flatMap { earlier.indices.contains($0) ? earlier[$0] : [] }, asked.returning, affected: 0)
    }
  }

  private var evaluation: Evaluation { Evaluation(database, parameters) }

  private mutating func insert(_ insert: Mutation.Insert) throws(ConnectorError) -> MutationResult {
    for slots in insert.rows {
      var table = try database.table(insert.table)
      var row = defaults(table)
      for reference in insert.references { row[try table.index(of: reference.column.name)] = try value(of: reference, for: insert) }
      for (column, slot) in zip(insert.columns, slots) {
        if let slot { row[try table.index(of: column.name)] = try value(slot, column) }
      }
      try checkNulls(row, table)
      if let taken = try conflicting(row, table, except: nil) {
        guard let conflict = insert.conflict, conflict.constraint ?? taken.key == taken.key else { throw Self.violation(taken.key) }
        guard let replaced = try resolve(conflict, row, table.rows[taken.index], table) else { continue }
        table.rows[taken.index] = replaced
        row = replaced
        database.tables[insert.table] = table
        try test(conflict.check ?? insert.check, row, table)
      } else {
        table.rows.append(row)
        database.tables[insert.table] = table
        try test(insert.check, row, table)
      }
      written.append(Row(table: table, cells: row))
    }
    return try result(written, insert.returning)
  }

  private func value(of reference: Mutation.Reference, for insert: Mutation.Insert) throws(ConnectorError) -> Cell {
    guard earlier.indices.contains(reference.operation), earlier[reference.operation].count == 1 else {
      throw ConnectorError(
        .unsupported, code: "nothing-to-refer-to",
        message: "cannot proceed to insert into table \"\(insert.table.name)\" since the insert that it refers to affects zero rows")
    }
    return try earlier[reference.operation][0].value(reference.source.name)
  }

  private func test(_ check: Filter?, _ row: [Cell], _ table: ReferenceTable) throws(ConnectorError) {
    guard let check else { return }
    let row = Row(table: table, cells: row)
    if try evaluation.matches(check, row) == true { return }
    throw ConnectorError(
      .permission, code: "permission-error", message: "check constraint of an insert/update permission has failed")
  }

  /// The row that stands there after a conflict; nil if the new one is left out.
  private func resolve(
    _ conflict: Mutation.Conflict, _ new: [Cell], _ old: [Cell], _ table: ReferenceTable
  ) throws(ConnectorError) -> [Cell]? {
    if conflict.update.isEmpty { return nil }
    let row = Row(table: table, cells: old)
    if try evaluation.filter([row], by: conflict.filter).isEmpty { return nil }
    var replaced = old
    for column in conflict.update {
      let index = try table.index(of: column.name)
      replaced[index] = new[index]
    }
    return replaced
  }

  /// Null everywhere; an identity column gets the number after its largest.
  private func defaults(_ table: ReferenceTable) -> [Cell] {
    table.description.columns.enumerated().map { index, column in
      guard column.isIdentity || column.hasDefault else { return .null }
      let numbers = table.rows.compactMap { row -> Int? in if case .number(let number) = row[index] { number.int } else { nil } }
      return .number(JSONNumber((numbers.max() ?? 0) + 1))
    }
  }

  private mutating func update(_ update: Mutation.Update) throws(ConnectorError) -> MutationResult {
    var table = try database.table(update.table)
    for index in table.rows.indices {
      let row = Row(table: table, cells: table.rows[index])
      guard try evaluation.matches(update.filter, row) == true else { continue }
      for assignment in update.set {
        let column = try table.index(of: assignment.column.name)
        table.rows[index][column] = try assigned(assignment, row.cells[column])
      }
      try checkNulls(table.rows[index], table)
      if let taken = try conflicting(table.rows[index], table, except: index) { throw Self.violation(taken.key) }
      written.append(Row(table: table, cells: table.rows[index]))
    }
    database.tables[update.table] = table
    for row in written { try test(update.check, row.cells, table) }
    return try result(written, update.returning)
  }

  private func assigned(_ assignment: Mutation.Assignment, _ old: Cell) throws(ConnectorError) -> Cell {
    let new = try assignment.slot.map { slot throws(ConnectorError) in try value(slot, assignment.column) } ?? .null
    switch assignment.operator {
    case "_set", "_default": return new
    case "_inc", "_mul":
      if old.isNull || new.isNull { return .null }
      let isSum = assignment.operator == "_inc"
      guard case .number(let left) = old, case .number(let right) = new, let left = left.int, let right = right.int else {
        return .double(isSum ? (old.double ?? 0) + (new.double ?? 0) : (old.double ?? 0) * (new.double ?? 0))
      }
      let (result, overflow) = isSum ? left.addingReportingOverflow(right) : left.multipliedReportingOverflow(by: right)
      if overflow { throw ConnectorError(.user, code: "data-exception", message: "integer out of range") }
      return .number(JSONNumber(result))
    default:
      throw ConnectorError(.unsupported, code: "unknown-operator", message: "there is no update operator \(assignment.operator)")
    }
  }

  private mutating func delete(
    _ name: TableReference, _ filter: Filter, _ returning: [Field]
  ) throws(ConnectorError) -> MutationResult {
    var table = try database.table(name)
    var (kept, gone): ([[Cell]], [[Cell]]) = ([], [])
    for cells in table.rows {
      let row = Row(table: table, cells: cells)
      if try evaluation.matches(filter, row) == true { gone.append(cells) } else { kept.append(cells) }
    }
    // Returned rows show what was deleted, and their relationships what was there before.
    written = gone.map { Row(table: table, cells: $0) }
    let result = try result(written, returning)
    table.rows = kept
    database.tables[name] = table
    return result
  }

  private func result(_ rows: [Row], _ returning: [Field], affected: Int? = nil) throws(ConnectorError) -> MutationResult {
    guard !returning.isEmpty else { return MutationResult(affectedRows: affected ?? rows.count) }
    let answer = Answer()
    try SelectionWriter(evaluation, numbersAsStrings, answer)
      .write(rows, as: .rows(returning))
    return MutationResult(affectedRows: affected ?? rows.count, returning: answer.takeChunk())
  }

  private func value(_ slot: Slot, _ column: Column) throws(ConnectorError) -> Cell {
    switch try evaluation.parameter(slot) {
    case .null: return .null
    case .text(let text):
      if let cell = Cell(text, column.type.canonical) { return cell }
      throw ConnectorError(.user, code: "data-exception", message: "invalid input for column \(column.name)")
    case .list: throw ConnectorError(.internal, code: "protocol", message: "parameter \(slot) is a list")
    }
  }

  private func checkNulls(_ row: [Cell], _ table: ReferenceTable) throws(ConnectorError) {
    for (cell, column) in zip(row, table.description.columns) where cell.isNull && !column.isNullable {
      throw ConnectorError(
        .constraint, code: "not-null-violation", message: "null value in column \"\(column.name)\" of table \"\(table.description.name)\"")
    }
  }

  /// The row that has one of the row's unique keys already, and the key's name.
  private func conflicting(
    _ row: [Cell], _ table: ReferenceTable, except: Int?
  ) throws(ConnectorError) -> (index: Int, key: String)? {
    let primary = table.description.primaryKey.map { [$0] } ?? []
    for key in primary + table.description.uniqueKeys {
      var columns: [Int] = []
      for column in key.columns { columns.append(try table.index(of: column)) }
      if columns.contains(where: { row[$0].isNull }) { continue }
      let found = table.rows.indices.first { index in index != except && columns.allSatisfy { table.rows[index][$0] == row[$0] } }
      if let found { return (found, key.name) }
    }
    return nil
  }

  private static func violation(_ key: String) -> ConnectorError {
    ConnectorError(
      .constraint, code: "unique-violation", message: "duplicate key value violates unique constraint \"\(key)\"")
  }
}
