import ConnectorProtocol

extension SQLQuery {
  /// Answers each key tuple of a lookup.
  func runLookup(_ run: QueryRun, _ columns: KeyColumns) throws(ConnectorError) {
    try check(columns)
    let keys = KeyIndex(forms: forms, expecting: columns.count)
    let owners = insert(columns, into: keys)
    // Also without a key that could match: an aggregate answers for every tuple.
    let fetched = try keys.count == 0 ? nil : run.fetch(plan, keys)
    hasWritten = true
    switch (plan, fetched) {
    case (.rows, .rows(let rows)): try write(rows, owners, run)
    case (.rows, _): break
    case (.aggregate(let aggregate), _): try write(aggregate, fetched, owners, columns.count, run)
    }
  }

  /// Refuses key columns whose ends do not fit their bytes, so that nothing beyond them is read.
  private func check(_ columns: KeyColumns) throws(ConnectorError) {
    let isSound =
      columns.columns.count == forms.count
      && columns.columns.allSatisfy { column in
        column.ends.count == columns.count && Int(column.ends.last ?? 0) <= column.bytes.count
          && zip(column.ends, column.ends.dropFirst()).allSatisfy { $0 <= $1 }
      }
    if !isSound { throw ConnectorError(.internal, message: "the key columns of the lookup are malformed") }
  }

  /// For each distinct tuple, the ordinals of the call that it stands for; tuples that nothing can match are left out.
  private func insert(_ columns: KeyColumns, into keys: KeyIndex) -> KeyOwners {
    var owners = KeyOwners()
    for ordinal in 0..<columns.count {
      let tuple = keys.insert { column in
        let key = columns.columns[column]
        let start = ordinal == 0 ? 0 : Int(key.ends[ordinal - 1])
        let end = Int(key.ends[ordinal])
        // The array outlives the call: `columns` is held by it.
        return key.bytes.withUnsafeBytes { UnsafeRawBufferPointer(rebasing: $0[start..<end]) }
      }
      if let tuple { owners.add(UInt32(ordinal), to: tuple) }
    }
    return owners
  }

  private func write(_ rows: FetchedRows, _ owners: KeyOwners, _ run: QueryRun) throws(ConnectorError) {
    guard let groups = rows.groups else { return }
    let writer = RowWriter(run.answer)
    for tuple in 0..<owners.count {
      let group = groups.rows(of: tuple)
      try owners.forEach(of: tuple) { ordinal throws(ConnectorError) in
        for row in rows.plan.isFirstRow ? group.prefix(1) : group {
          try writer.writeRow(Int(row), of: rows)
          try run.answer.endRow(ordinal: ordinal)
        }
      }
    }
  }

  private func write(
    _ plan: AggregatePlan, _ fetched: FetchedSelection?, _ owners: KeyOwners, _ count: Int, _ run: QueryRun
  ) throws(ConnectorError) {
    let writer = RowWriter(run.answer)
    var isWritten = [Bool](repeating: false, count: count)
    if let fetched {
      for tuple in 0..<owners.count {
        try owners.forEach(of: tuple) { ordinal throws(ConnectorError) in
          try writer.write(fetched, tuple: tuple)
          try run.answer.endRow(ordinal: ordinal)
          isWritten[Int(ordinal)] = true
        }
      }
    }
    for ordinal in 0..<count where !isWritten[ordinal] {
      try writer.writeEmpty(plan)
      try run.answer.endRow(ordinal: UInt32(ordinal))
    }
  }
}

/// The ordinals of a lookup that each distinct key tuple answers. Nearly always one.
struct KeyOwners {
  private var first: [UInt32] = []
  private var others: [Int: [UInt32]] = [:]

  var count: Int { first.count }

  mutating func add(_ ordinal: UInt32, to tuple: Int) {
    if tuple == first.count { first.append(ordinal) } else { others[tuple, default: []].append(ordinal) }
  }

  func forEach(of tuple: Int, _ body: (UInt32) throws(ConnectorError) -> Void) throws(ConnectorError) {
    try body(first[tuple])
    guard !others.isEmpty, let more = others[tuple] else { return }
    for ordinal in more { try body(ordinal) }
  }
}
