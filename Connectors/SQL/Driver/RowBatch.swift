/// A value of a result as text.
package struct SQLCell {
  package var bytes: UnsafeRawPointer?
  /// The number of bytes; -1 for SQL's null.
  package var count: Int

  @inlinable
  package init(bytes: UnsafeRawPointer?, count: Int) {
    self.bytes = bytes
    self.count = count
  }

  @inlinable package static var null: SQLCell { SQLCell(bytes: nil, count: -1) }

  @inlinable package var isNull: Bool { count < 0 }

  @inlinable package var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes, count: max(count, 0)) }
}

/// Rows of a result: all of them, or as many as a stream hands out at once.
///
/// One concrete type for all drivers, so that writing JSON is one loop without dispatch. The cells point into memory of `owner` or
/// into ``adopt(_:)``ed blocks.
package final class RowBatch {
  package private(set) var rowCount: Int
  package let columnCount: Int
  /// Row by row; `rowCount * columnCount` of them.
  package private(set) var cells: UnsafeMutablePointer<SQLCell>
  private var capacity: Int
  private var owner: AnyObject?
  private var blocks: [UnsafeMutableRawPointer] = []
  private var blockSpace = 0
  private var blockEnd = UnsafeMutableRawPointer(bitPattern: 0)

  /// A batch with room for `rowCount` rows, all null. `owner` is kept alive as long as the batch.
  package init(rowCount: Int, columnCount: Int, owner: AnyObject?) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.owner = owner
    capacity = max(rowCount * columnCount, 1)
    cells = .allocate(capacity: capacity)
    cells.initialize(repeating: .null, count: capacity)
  }

  deinit {
    cells.deallocate()
    for block in blocks { block.deallocate() }
  }

  @inlinable
  package func cell(_ row: Int, _ column: Int) -> SQLCell { cells[row &* columnCount &+ column] }

  /// Appends a row of nulls and returns its cells, valid until the next call.
  package func appendRow() -> UnsafeMutablePointer<SQLCell> {
    let used = rowCount * columnCount
    if used + columnCount > capacity {
      let larger = UnsafeMutablePointer<SQLCell>.allocate(capacity: max(capacity * 2, used + max(columnCount, 1)))
      larger.moveInitialize(from: cells, count: used)
      cells.deallocate()
      cells = larger
      capacity = max(capacity * 2, used + max(columnCount, 1))
    }
    (cells + used).initialize(repeating: .null, count: columnCount)
    rowCount += 1
    return cells + used
  }

  /// Copies bytes whose memory will not last into memory of the batch.
  package func adopt(_ bytes: UnsafeRawBufferPointer) -> SQLCell {
    if blockSpace < bytes.count || blockEnd == nil {
      let size = max(16 * 1024, bytes.count)
      let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 8)
      blocks.append(block)
      blockEnd = block
      blockSpace = size
    }
    guard let target = blockEnd else { return .null }
    if let source = bytes.baseAddress { target.copyMemory(from: source, byteCount: bytes.count) }
    blockEnd = target + bytes.count
    blockSpace -= bytes.count
    return SQLCell(bytes: target, count: bytes.count)
  }

  /// Forgets the rows and the adopted bytes, and keeps the memory of the cells.
  package func removeAll() {
    rowCount = 0
    for block in blocks { block.deallocate() }
    blocks.removeAll(keepingCapacity: true)
    blockEnd = nil
    blockSpace = 0
  }
}
