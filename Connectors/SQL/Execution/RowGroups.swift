import ConnectorProtocol

/// The rows of a batch by the key tuple they belong to, in the order in which they came.
struct RowGroups {
  /// Row indices, group after group.
  private let rows: [Int32]
  private let starts: [Int32]

  /// Sorts the rows by their labels, which stand in the first column. A label without a tuple is a row nobody asked for.
  init(_ batch: RowBatch, label: RowLabel, keys: KeyIndex, firstOrdinal: Int) throws(ConnectorError) {
    var groups = [Int32](repeating: -1, count: batch.rowCount)
    var counts = [Int32](repeating: 0, count: keys.count + 1)
    for row in 0..<batch.rowCount {
      guard let tuple = RowGroups.tuple(of: batch.cell(row, 0), label, keys, firstOrdinal) else { continue }
      guard tuple >= 0, tuple < keys.count else { throw Self.unknownKey }
      groups[row] = Int32(tuple)
      counts[tuple] += 1
    }
    var total: Int32 = 0
    for tuple in counts.indices {
      let count = counts[tuple]
      counts[tuple] = total
      total += count
    }
    starts = counts
    var next = counts
    var sorted = [Int32](repeating: 0, count: Int(total))
    for row in 0..<batch.rowCount where groups[row] >= 0 {
      sorted[Int(next[Int(groups[row])])] = Int32(row)
      next[Int(groups[row])] += 1
    }
    rows = sorted
  }

  static let unknownKey = ConnectorError(.internal, message: "the database answered a key that was not asked for")

  /// The rows of a tuple.
  @inline(__always)
  func rows(of tuple: Int) -> ArraySlice<Int32> { rows[Int(starts[tuple])..<Int(starts[tuple + 1])] }

  /// The index of the tuple that a label means; nil if its bytes are not among the keys.
  static func tuple(of cell: SQLCell, _ label: RowLabel, _ keys: KeyIndex, _ firstOrdinal: Int) -> Int? {
    if label.isByBytes { return keys.find(cell.buffer) }
    guard let ordinal = SQLKeyCheck.integerValue(of: cell.buffer) else { return nil }
    return ordinal - firstOrdinal
  }
}
