import JSON

/// Key tuples, each once, found again by their bytes.
final class KeyIndex {
  let tuples: SQLKeyTuples
  private let forms: [SQLKeyForm]
  /// Open addressing: tuple indices, -1 for a free place; the size is a power of two.
  private var places: [Int32]
  private var hashes: [UInt64] = []

  init(forms: [SQLKeyForm], expecting count: Int) {
    self.forms = forms
    tuples = SQLKeyTuples(forms: forms)
    var size = 16
    while size < count * 2 { size *= 2 }
    places = [Int32](repeating: -1, count: size)
    hashes.reserveCapacity(count)
  }

  var count: Int { tuples.count }

  /// Returns the index of the tuple whose columns `value` gives; nil if a column is null or cannot be represented.
  @inline(__always)
  func insert(_ value: (Int) -> UnsafeRawBufferPointer?) -> Int? {
    let candidate = tuples.count
    let isAdmitted = tuples.append { column, out in
      guard let text = value(column) else { return false }
      return forms[column].admit(text, &out)
    }
    guard isAdmitted else { return nil }
    let hash = hash(of: candidate)
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] >= 0 {
      let known = Int(places[place])
      if hashes[known] == hash, areEqual(known, candidate) {
        tuples.removeLast()
        return known
      }
      place = (place + 1) & (places.count - 1)
    }
    places[place] = Int32(candidate)
    hashes.append(hash)
    if tuples.count * 2 > places.count { grow() }
    return candidate
  }

  /// Returns the index of the one-column tuple with these bytes.
  func find(_ text: UnsafeRawBufferPointer) -> Int? {
    let hash = KeyIndex.mix(KeyIndex.hash(text))
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] >= 0 {
      let known = Int(places[place])
      if hashes[known] == hash, tuples.withValue(known, 0, { KeyIndex.areEqual($0, text) }) { return known }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  private func hash(of tuple: Int) -> UInt64 {
    var hash: UInt64 = 0
    for column in 0..<tuples.columnCount {
      hash = KeyIndex.mix(hash &* 31 &+ tuples.withValue(tuple, column, KeyIndex.hash))
    }
    return hash
  }

  private func areEqual(_ left: Int, _ right: Int) -> Bool {
    for column in 0..<tuples.columnCount {
      let isEqual = tuples.withValue(left, column) { leftText in
        tuples.withValue(right, column) { KeyIndex.areEqual(leftText, $0) }
      }
      if !isEqual { return false }
    }
    return true
  }

  private func grow() {
    var larger = [Int32](repeating: -1, count: places.count * 2)
    for (tuple, hash) in hashes.enumerated() {
      var place = Int(truncatingIfNeeded: hash) & (larger.count - 1)
      while larger[place] >= 0 { place = (place + 1) & (larger.count - 1) }
      larger[place] = Int32(tuple)
    }
    places = larger
  }

  @inline(__always)
  private static func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count where left[index] != right[index] { return false }
    return true
  }

  /// FNV-1a, eight bytes at a time: keys are short, and ``mix(_:)`` spreads what it leaves close together.
  @inline(__always)
  private static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(text.count)
    var at = 0
    while at + 8 <= text.count {
      hash = (hash ^ text.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
      at += 8
    }
    while at < text.count {
      hash = (hash ^ UInt64(text[at])) &* 0x100_0000_01B3
      at += 1
    }
    return hash
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
