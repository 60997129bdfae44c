import ConnectorKit
import ConnectorProtocol
import JSON

/// Writes fetched rows as JSON into an answer.
struct RowWriter {
  let answer: Answer
  /// Where the canonical text of a remote key is put together if it is not the driver's.
  private let scratch = SQLArguments()

  init(_ answer: Answer) { self.answer = answer }

  func write(_ selection: FetchedSelection, tuple: Int) throws(ConnectorError) {
    switch selection {
    case .rows(let rows): try write(rows, tuple: tuple)
    case .aggregate(let aggregate): try write(aggregate, tuple: tuple)
    }
  }

  /// Writes the array (or first row) of a key tuple, or of the whole batch of a plain query.
  private func write(_ rows: FetchedRows, tuple: Int) throws(ConnectorError) {
    guard let groups = rows.groups else {
      return try write(rows, rowCount: rows.batch.rowCount) { $0 }
    }
    let group = groups.rows(of: tuple)
    try write(rows, rowCount: group.count) { Int(group[group.startIndex + $0]) }
  }

  @inline(__always)
  private func write(_ rows: FetchedRows, rowCount: Int, _ row: (Int) -> Int) throws(ConnectorError) {
    if rows.plan.isFirstRow {
      if rowCount == 0 { return answer.json.append("null") }
      return try writeRow(row(0), of: rows)
    }
    answer.json.append(UInt8(ascii: "["))
    for index in 0..<rowCount {
      if index > 0 { answer.json.append(UInt8(ascii: ",")) }
      try writeRow(row(index), of: rows)
      try answer.flushInsideRow()
    }
    answer.json.append(UInt8(ascii: "]"))
  }

  /// Writes one row's object.
  func writeRow(_ row: Int, of rows: FetchedRows) throws(ConnectorError) {
    let layout = rows.plan.layout
    let cells = rows.batch.cells + row * rows.batch.columnCount
    var at = 0
    while true {
      at = Self.writeCells(layout, from: at, cells, &answer.json)
      guard at < layout.memberCount else { break }
      let member = layout.members[at]
      answer.json.append(contentsOf: layout.bytes(member.prefix))
      if member.kind == .child {
        let child = rows.children[Int(member.index)]
        try write(child, tuple: Int(child.tuples[row]))
      } else {
        place(layout.remotes[Int(member.index)], cells)
      }
      at += 1
    }
    answer.json.append(contentsOf: layout.bytes(layout.tail))
  }

  /// Writes members from `first` on until one is no plain value, and returns its index.
  @inline(__always)
  private static func writeCells(
    _ layout: RowLayout, from first: Int, _ cells: UnsafePointer<SQLCell>, _ json: inout ByteWriter
  ) -> Int {
    var at = first
    while at < layout.memberCount {
      let member = layout.members[at]
      guard member.kind == .cell else { return at }
      json.append(contentsOf: layout.bytes(member.prefix))
      json.append(cells[Int(member.index)], as: member.format)
      at &+= 1
    }
    return at
  }

  private func place(_ remote: RowLayout.Remote, _ cells: UnsafePointer<SQLCell>) {
    answer.place(use: remote.use, columnCount: remote.columns.count)
    for column in remote.columns {
      let cell = cells[column.index]
      if cell.isNull {
        answer.key(nil)
      } else if column.format == .timestamp || column.format == .boolean {
        scratch.removeAll()
        if column.format == .timestamp {
          scratch.bytes.appendTimestamp(cell.buffer)
        } else {
          scratch.bytes.append(CellText.isTrue(cell.buffer) ? "true" : "false")
        }
        scratch.bytes.withBytes { answer.key($0) }
      } else {
        answer.key(cell.buffer)
      }
    }
  }

  private func write(_ child: FetchedChild, tuple: Int) throws(ConnectorError) {
    if let content = child.content, tuple >= 0 { return try write(content, tuple: tuple) }
    switch child.plan {
    case .rows(let plan): answer.json.append(plan.isFirstRow ? "null" : "[]")
    case .aggregate(let plan): try writeEmpty(plan)
    }
  }

  /// Writes the aggregate's object over no rows.
  func writeEmpty(_ plan: AggregatePlan) throws(ConnectorError) {
    try writeAggregate(plan, cells: nil, nodes: [], tuple: 0)
  }

  /// Writes the aggregate's object of a key tuple.
  private func write(_ aggregate: FetchedAggregate, tuple: Int) throws(ConnectorError) {
    let row = Int(aggregate.rows[tuple])
    let cells = aggregate.summary.flatMap { batch in row < 0 ? nil : UnsafePointer(batch.cells + row * batch.columnCount) }
    try writeAggregate(aggregate.plan, cells: cells, nodes: aggregate.nodes, tuple: tuple)
  }

  /// `cells` nil stands for an aggregate over no rows: counts are 0, everything else is null.
  private func writeAggregate(
    _ plan: AggregatePlan, cells: UnsafePointer<SQLCell>?, nodes: [FetchedRows], tuple: Int
  ) throws(ConnectorError) {
    let layout = plan.layout
    for at in 0..<layout.memberCount {
      let member = layout.members[at]
      answer.json.append(contentsOf: layout.bytes(member.prefix))
      let index = Int(member.index)
      if member.kind == .child {
        if nodes.isEmpty { answer.json.append("[]") } else { try write(nodes[index], tuple: tuple) }
      } else if let cells {
        answer.json.append(cells[index], as: member.format)
      } else {
        answer.json.append(plan.counts.contains(index) ? "0" : "null")
      }
    }
    answer.json.append(contentsOf: layout.bytes(layout.tail))
  }
}
