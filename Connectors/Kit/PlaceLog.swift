import ConnectorProtocol
import JSON

/// The places of remote fields in the chunk at hand, per use, with their keys column by column.
@usableFromInline
final class PlaceLog {
  /// The uses that ever had a place, in the order of their first; those without a place in this chunk have no offsets.
  private(set) var entries: [Entry] = []
  private var current: Entry?
  private var column = 0
  private var hasNull = false

  /// One remote field and its places.
  final class Entry {
    let use: Int
    var offsets: [UInt32] = []
    var nulls: [UInt8] = []
    let columns: [Column]

    init(use: Int, columnCount: Int) {
      self.use = use
      columns = (0..<columnCount).map { _ in Column() }
    }
  }

  /// The canonical texts of one key column, end to end.
  final class Column {
    var bytes = ByteWriter(capacity: 1024)
    var ends: [UInt32] = []
  }

  @usableFromInline
  init() {}

  @usableFromInline
  func begin(use: Int, columnCount: Int, offset: UInt32) {
    let entry = entry(of: use, columnCount: columnCount)
    let index = entry.offsets.count
    entry.offsets.append(offset)
    if index & 7 == 0 { entry.nulls.append(0) }
    current = entry
    column = 0
    hasNull = false
  }

  @usableFromInline
  func key(_ text: UnsafeRawBufferPointer?) {
    guard let entry = current else { preconditionFailure("a key without a place") }
    let target = entry.columns[column]
    if let text { target.bytes.append(contentsOf: text) } else { hasNull = true }
    target.ends.append(UInt32(truncatingIfNeeded: target.bytes.count))
    column += 1
    guard column == entry.columns.count else { return }
    current = nil
    if hasNull { clearTuple(of: entry) }
  }

  /// A tuple with a null has no key: its texts are taken back.
  private func clearTuple(of entry: Entry) {
    let index = entry.offsets.count - 1
    entry.nulls[index >> 3] |= 1 << UInt8(index & 7)
    for column in entry.columns {
      let start = index == 0 ? 0 : column.ends[index - 1]
      column.ends[index] = start
      column.bytes.truncate(to: Int(start))
    }
  }

  private func entry(of use: Int, columnCount: Int) -> Entry {
    for entry in entries where entry.use == use && entry.columns.count == columnCount { return entry }
    let entry = Entry(use: use, columnCount: columnCount)
    entries.append(entry)
    return entry
  }

  /// The places as values; leaves the log as it is.
  func uses() -> [RemoteUse] {
    entries.filter { !$0.offsets.isEmpty }.map { entry in
      RemoteUse(
        use: entry.use, offsets: entry.offsets, nulls: entry.nulls,
        keys: entry.columns.map { column in KeyColumn(bytes: column.bytes.withBytes { [UInt8]($0) }, ends: column.ends) })
    }
  }

  /// Forgets the places and keeps the memory.
  func removeAll() {
    for entry in entries {
      entry.offsets.removeAll(keepingCapacity: true)
      entry.nulls.removeAll(keepingCapacity: true)
      for column in entry.columns {
        column.bytes.removeAll()
        column.ends.removeAll(keepingCapacity: true)
      }
    }
  }
}

extension PlaceLog {
  /// The uses with places, as a data frame's header names them; their key bytes are those of ``forEachColumn(_:)``.
  func heads() -> [RowsHead.Use] {
    if entries.isEmpty { return [] }
    return entries.filter { !$0.offsets.isEmpty }.map { entry in
      RowsHead.Use(use: entry.use, offsets: entry.offsets, nulls: entry.nulls, ends: entry.columns.map(\.ends))
    }
  }

  /// Calls `body` with the key columns in the order of the header.
  func forEachColumn(_ body: (Column) -> Void) {
    for entry in entries where !entry.offsets.isEmpty { entry.columns.forEach(body) }
  }

  /// How many columns ``forEachColumn(_:)`` visits.
  var columnCount: Int { entries.reduce(0) { $0 + ($1.offsets.isEmpty ? 0 : $1.columns.count) } }

  /// `other` and the bytes of all keys.
  func keyBytes(reducing other: Int) -> Int {
    var total = other
    forEachColumn { total += $0.bytes.count }
    return total
  }
}
