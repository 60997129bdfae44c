import Catalog
import ConnectorProtocol
import Errors
import JSON
import Metadata
import Planner

extension DataTranslation {
  /// An insert of the given rows; the columns of all of them in the order in which they first appear.
  mutating func operation(_ insert: RowsInsert, on table: CatalogTable) throws(EngineError) -> Mutation.Operation {
    let access = try writeAccess(to: table, for: .insert)
    let returning = try returnedByInsert(insert.returning, of: table)
    var columns: [CatalogColumn] = []
    try at(.key("objects")) { () throws(EngineError) in
      for (index, object) in insert.objects.enumerated() {
        for name in object.keys where !columns.contains(where: { $0.column.name == name }) {
          columns.append(try located(index, name) { () throws(EngineError) in try insertable(name, of: table, access) })
        }
      }
    }
    let presets = try presets(access)
    let rows = try rows(insert.objects, columns).map { $0 + presets.map(\.slot) }
    let conflict = try insert.onConflict.map { conflict throws(EngineError) in
      try at(.key("on_conflict")) { () throws(EngineError) in try self.conflict(conflict, columns, table) }
    }
    return .insert(
      Mutation.Insert(
        table: table.reference, columns: columns.map(\.column) + presets.map(\.column), rows: rows, conflict: conflict,
        returning: returning, check: try permission(access.check)))
  }

  mutating func operation(_ update: RowsUpdate, on table: CatalogTable) throws(EngineError) -> Mutation.Operation {
    let access = try writeAccess(to: table, for: .update)
    let returning = try returned(update.returning, of: table, by: .update)
    var set: [Mutation.Assignment] = []
    for (word, values) in update.assignments {
      try at(.key(word)) { () throws(EngineError) in
        for (name, value) in values {
          let column = try updatable(name, of: table, access)
          let place = try at(.key(name)) { () throws(EngineError) in try slot(value, of: column) }
          set.append(Mutation.Assignment(column: column.column, operator: "_" + word.dropFirst(), slot: place))
        }
      }
    }
    try at(.key(update.defaults.word)) { () throws(EngineError) in
      for name in update.defaults.columns {
        set.append(Mutation.Assignment(column: try updatable(name, of: table, access).column, operator: "_default", slot: nil))
      }
    }
    try Planner.refuseRepeated(set)
    set += try presets(access)
    guard !set.isEmpty else {
      throw EngineError(.unexpectedPayload, "atleast one of $set, $inc, $mul has to be present")
    }
    let filter = try writeFilter(update.filter, access, on: table)
    return .update(
      Mutation.Update(
        table: table.reference, set: set, filter: filter, returning: returning, check: try permission(access.check),
        key: table.keyColumns))
  }

  mutating func operation(_ delete: RowsDelete, on table: CatalogTable) throws(EngineError) -> Mutation.Operation {
    let access = try writeAccess(to: table, for: .delete)
    let returning = try returned(delete.returning, of: table, by: .delete)
    return .delete(table: table.reference, filter: try writeFilter(delete.filter, access, on: table), returning: returning)
  }

  private mutating func rows(_ objects: [JSONObject], _ columns: [CatalogColumn]) throws(EngineError) -> [[Slot?]] {
    var rows: [[Slot?]] = []
    rows.reserveCapacity(objects.count)
    for (index, object) in objects.enumerated() {
      var row: [Slot?] = []
      for column in columns {
        guard let value = object[column.column.name] else {
          row.append(nil)
          continue
        }
        let parameter = try at(.key("objects")) { () throws(EngineError) in
          try located(index, column.column.name) { () throws(EngineError) in try column.parameter(value) }
        }
        row.append(slot(parameter))
      }
      rows.append(row)
    }
    return rows
  }

  private func located<T>(_ index: Int, _ name: String, _ body: () throws(EngineError) -> T) throws(EngineError) -> T {
    try at(.index(index)) { () throws(EngineError) in try at(.key(name), body) }
  }

  private mutating func conflict(
    _ conflict: OnConflict, _ given: [CatalogColumn], _ table: CatalogTable
  ) throws(EngineError) -> Mutation.Conflict {
    try requireUpsert(on: table)
    let columns = try at(.key("constraint_on")) { () throws(EngineError) in
      var columns: [String] = []
      for (index, name) in (conflict.columns ?? []).enumerated() {
        columns.append(try at(.index(index)) { () throws(EngineError) in try table.requiredColumn(name).column.name })
      }
      return columns
    }
    var target = Mutation.Conflict(constraint: conflict.constraint, columns: columns, update: [])
    if let name = conflict.constraint { target.columns = try keyColumns(name, of: table) }
    guard conflict.action == .update else { return target }
    guard conflict.constraint != nil || !columns.isEmpty else {
      throw EngineError(.unexpectedPayload, "Expecting 'constraint' or 'constraint_on' when the 'action' is 'update'")
    }
    return try updating(target, given: given.map(\.column), table)
  }

  /// The columns of a constraint, for databases whose conflict clauses know columns only.
  private func keyColumns(_ name: String, of table: CatalogTable) throws(EngineError) -> [String] {
    if let key = schema.uniqueKeys(of: table.reference).first(where: { $0.name == name }) { return key.columns }
    throw EngineError(
      .unexpected, "constraint \"\(name)\" for table \"\(table.id.name)\" does not exist", at: ["constraint"])
  }
}
