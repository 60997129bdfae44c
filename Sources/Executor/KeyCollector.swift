import ConnectorProtocol

/// Gives each distinct key tuple an ordinal, in the order of first appearance.
///
/// An open-addressing table over the tuples' bytes: no string and no hashable key is made per place.
struct KeyCollector {
  /// The distinct tuples; a tuple's index is its ordinal.
  private(set) var keys: KeyColumns
  private var table: [Int32]
  private var hashes: [UInt64] = []

  init(columnCount: Int) {
    keys = KeyColumns(columns: Array(repeating: KeyColumn(), count: columnCount), count: 0)
    table = Array(repeating: -1, count: 64)
  }

  /// The ordinals of all places of one chunk, -1 where a key column is null.
  mutating func ordinals(of use: RemoteUse) -> [Int32] {
    var ordinals = [Int32](repeating: -1, count: use.offsets.count)
    for place in 0..<use.offsets.count where !use.isNull(place) {
      ordinals[place] = ordinal(of: place, in: use)
    }
    return ordinals
  }

  private mutating func ordinal(of place: Int, in use: RemoteUse) -> Int32 {
    let hash = Self.hash(place, use)
    let mask = table.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while table[slot] >= 0 {
      let candidate = Int(table[slot])
      if hashes[candidate] == hash, isEqual(candidate, place, use) { return Int32(candidate) }
      slot = (slot + 1) & mask
    }
    let ordinal = Int32(keys.count)
    table[slot] = ordinal
    insert(place, use, hash)
    return ordinal
  }

  private mutating func insert(_ place: Int, _ use: RemoteUse, _ hash: UInt64) {
    for column in 0..<use.keys.count {
      let range = use.keys[column].range(place)
      keys.columns[column].bytes.append(contentsOf: use.keys[column].bytes[range])
      keys.columns[column].ends.append(UInt32(keys.columns[column].bytes.count))
    }
    keys.count += 1
    hashes.append(hash)
    if keys.count * 2 > table.count { grow() }
  }

  private mutating func grow() {
    let size = table.count * 2
    table = Array(repeating: -1, count: size)
    for (ordinal, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while table[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      table[slot] = Int32(ordinal)
    }
  }

  private func isEqual(_ ordinal: Int, _ place: Int, _ use: RemoteUse) -> Bool {
    for column in 0..<use.keys.count {
      let known = keys.columns[column]
      let asked = use.keys[column]
      let left = known.range(ordinal)
      let right = asked.range(place)
      guard left.count == right.count, known.bytes[left] == asked.bytes[right] else { return false }
    }
    return true
  }

  /// FNV-1a over the bytes of all columns, each closed by its length so that ("a", "b") and ("ab", "") differ.
  private static func hash(_ place: Int, _ use: RemoteUse) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for column in use.keys {
      let range = column.range(place)
      column.bytes.withUnsafeBufferPointer { bytes in
        for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3 }
      }
      hash = (hash ^ UInt64(range.count)) &* 0x0000_0100_0000_01b3
    }
    // FNV's low bits are weak for short decimal keys; the table masks exactly those.
    return hash ^ (hash >> 32)
  }
}

extension RemoteUse {
  func isNull(_ place: Int) -> Bool {
    let byte = place >> 3
    return byte < nulls.count && nulls[byte] & (1 << UInt8(place & 7)) != 0
  }
}

extension KeyColumn {
  func range(_ index: Int) -> Range<Int> {
    let start = index == 0 ? 0 : Int(ends[index - 1])
    return start..<Int(ends[index])
  }
}

extension KeyColumns {
  /// The tuples of a range of ordinals, renumbered from zero: a part of a lookup that is too large for one call.
  func slice(_ ordinals: Range<Int>) -> KeyColumns {
    let columns = columns.map { column in
      let start = ordinals.lowerBound == 0 ? 0 : column.ends[ordinals.lowerBound - 1]
      let end = column.ends[ordinals.upperBound - 1]
      return KeyColumn(
        bytes: Array(column.bytes[Int(start)..<Int(end)]), ends: column.ends[ordinals].map { $0 - start })
    }
    return KeyColumns(columns: columns, count: ordinals.count)
  }
}
