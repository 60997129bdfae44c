import ConnectorProtocol

extension Write {
  func write(_ number: Int, to text: inout PlanText) {
    text.line("write \(number): \(source)")
    text.indented { inner in
      for (index, operation) in mutation.operations.enumerated() { operation.write(index, to: &inner) }
      for (slot, parameter) in parameters.enumerated() { inner.line("$\(slot) = \(parameter.text)") }
      for (use, join) in joins.enumerated() { join.write(use, to: &inner) }
    }
  }
}

extension Mutation.Operation {
  fileprivate func write(_ index: Int, to text: inout PlanText) {
    switch self {
    case .insert(let insert): insert.write(index, to: &text)
    case .update(let update):
      let set = update.set.map(\.text).joined(separator: ", ")
      let check = update.check.map { " check \($0.text)" } ?? ""
      text.line("\(index): update \(update.table) \(set) where \(update.filter.text)\(check)")
      text.indented { inner in for field in update.returning { field.write(to: &inner) } }
    case .delete(let table, let filter, let returning):
      text.line("\(index): delete \(table) where \(filter.text)")
      text.indented { inner in for field in returning { field.write(to: &inner) } }
    case .call(let selection):
      text.line("\(index): call")
      text.indented { inner in selection.write(on: [], to: &inner) }
    case .written(let written):
      text.line("\(index): rows of \(written.table) written by \(written.operations.map(String.init).joined(separator: ", "))")
      text.indented { inner in for field in written.returning { field.write(to: &inner) } }
    }
  }
}

extension Mutation.Insert {
  fileprivate func write(_ index: Int, to text: inout PlanText) {
    text.line("\(index): insert \(table) (\(columns.map(\.name).joined(separator: ", ")))\(check.map { " check \($0.text)" } ?? "")")
    text.indented { inner in
      for row in rows { inner.line("row " + row.map { $0.map { "$\($0)" } ?? "default" }.joined(separator: ", ")) }
      for reference in references {
        inner.line("\(reference.column.name) = column \(reference.source.name) of \(reference.operation)")
      }
      if let conflict { inner.line(conflict.text) }
      for field in returning { field.write(to: &inner) }
    }
  }
}

extension Mutation.Conflict {
  fileprivate var text: String {
    let set = update.map(\.name) + presets.map(\.text)
    let clauses = [
      "on conflict \(constraint ?? "") (\(columns.joined(separator: ", ")))",
      set.isEmpty ? "leave" : "update \(set.joined(separator: ", "))", filter.map { "where \($0.text)" }, check.map { "check \($0.text)" },
    ]
    return clauses.compactMap { $0 }.joined(separator: " ")
  }
}

extension Mutation.Assignment {
  fileprivate var text: String { "\(column.name) \(`operator`)\(slot.map { " $\($0)" } ?? "")" }
}
