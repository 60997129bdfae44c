/// The compiled queries of one session, by the bytes of their templates; beyond its capacity it forgets the one not used for longest.
final class CompiledQueries {
  private let capacity: Int
  private var entries: [[UInt8]: Entry] = [:]
  /// Ends of the list from the most to the least recently used.
  private var newest: Entry?
  private var oldest: Entry?

  private final class Entry {
    let bytes: [UInt8]
    let query: any CompiledQuery
    var newer: Entry?
    unowned(unsafe) var older: Entry?

    init(_ bytes: [UInt8], _ query: any CompiledQuery) {
      self.bytes = bytes
      self.query = query
    }
  }

  init(capacity: Int = 256) { self.capacity = capacity }

  var count: Int { entries.count }

  /// The query of these bytes, which is then the most recently used.
  subscript(bytes: [UInt8]) -> (any CompiledQuery)? {
    if let newest, newest.bytes == bytes { return newest.query }
    guard let entry = entries[bytes] else { return nil }
    unlink(entry)
    link(entry)
    return entry.query
  }

  /// Keeps a query that was not there.
  func insert(_ query: any CompiledQuery, for bytes: [UInt8]) {
    let entry = Entry(bytes, query)
    entries[bytes] = entry
    link(entry)
    guard entries.count > capacity, let oldest else { return }
    unlink(oldest)
    entries[oldest.bytes] = nil
  }

  /// Forgets everything.
  func removeAll() {
    newest = nil
    oldest = nil
    for entry in entries.values { entry.newer = nil }
    entries = [:]
  }

  private func link(_ entry: Entry) {
    entry.older = newest
    entry.newer = nil
    newest?.newer = entry
    newest = entry
    if oldest == nil { oldest = entry }
  }

  private func unlink(_ entry: Entry) {
    entry.newer?.older = entry.older
    entry.older?.newer = entry.newer
    if newest === entry { newest = entry.older }
    if oldest === entry { oldest = entry.newer }
  }
}
