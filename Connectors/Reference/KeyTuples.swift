import ConnectorProtocol

/// The key tuples of the filters of one call, made once for all rows.
final class KeyTuples {
  private var known: [[KeyList]: Set<[KeyForm]>] = [:]

  /// Whether the row's columns, none of them null, are among the tuples of the lists.
  func contain(_ row: Row, _ lists: [KeyList], _ evaluation: Evaluation) throws(ConnectorError) -> Bool {
    let tuples = try tuples(lists, evaluation)
    var forms: [KeyForm] = []
    for list in lists {
      guard let form = KeyForm(cell: try row.actual(list.key.column.name), list.key) else { return false }
      forms.append(form)
    }
    return tuples.contains(forms)
  }

  private func tuples(_ lists: [KeyList], _ evaluation: Evaluation) throws(ConnectorError) -> Set<[KeyForm]> {
    if let made = known[lists] { return made }
    var columns: [[KeyForm?]] = []
    for list in lists {
      try list.key.requireMatchable()
      guard case .list(let texts) = try evaluation.parameter(list.slot), texts.count == columns.first?.count ?? texts.count else {
        throw ConnectorError(.internal, code: "protocol", message: "the keys of a filter are not lists of one length")
      }
      columns.append(texts.map { text in text.flatMap { KeyForm(key: $0, list.key) } })
    }
    var tuples: Set<[KeyForm]> = []
    for index in 0..<(columns.first?.count ?? 0) {
      let tuple = columns.compactMap { $0[index] }
      if tuple.count == columns.count { tuples.insert(tuple) }
    }
    known[lists] = tuples
    return tuples
  }
}

extension LookupKey {
  /// Throws `not-supported` for types that have no lossless meaning for each other.
  func requireMatchable() throws(ConnectorError) {
    guard !sent.isMatchable(with: column.type.canonical) else { return }
    throw ConnectorError(
      .user, code: "not-supported",
      message: "values of type \(sent) cannot be matched with column \"\(column.name)\" of type \(column.type.native)")
  }
}
