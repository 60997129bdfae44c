/// A JSON object that keeps the order in which its keys were added.
///
/// Equality ignores that order. Setting an existing key keeps its position.
public struct JSONObject: Sendable {
  /// The entries in their order; keys are unique.
  public private(set) var entries: [(key: String, value: JSON)] = []

  /// Positions by key, only for objects too long to search; small objects are the usual case.
  private var positions: [ExactText: Int]?

  private static let longestSearched = 12

  /// The empty object.
  public init() {}

  /// An object of these entries; of equal keys the last wins.
  public init(_ entries: [(key: String, value: JSON)]) {
    self.entries.reserveCapacity(entries.count)
    for (key, value) in entries { self[key] = value }
  }

  /// The keys in their order.
  public var keys: [String] { entries.map(\.key) }

  /// How many entries there are.
  public var count: Int { entries.count }

  /// Whether there is no entry.
  public var isEmpty: Bool { entries.isEmpty }

  /// The value of a key. Setting appends a new key, replaces the value of an existing one, and removes it with nil.
  public subscript(_ key: String) -> JSON? {
    get { position(of: key).map { entries[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let position?, let value?): entries[position].value = value
      case (let position?, nil): remove(at: position)
      case (nil, let value?): append(key, value)
      case (nil, nil): break
      }
    }
  }

  private func position(of key: String) -> Int? {
    let exact = ExactText(text: key)
    if let positions { return positions[exact] }
    return entries.firstIndex { ExactText(text: $0.key) == exact }
  }

  private mutating func append(_ key: String, _ value: JSON) {
    entries.append((key: key, value: value))
    if positions != nil {
      positions?[ExactText(text: key)] = entries.count - 1
    } else if entries.count > Self.longestSearched {
      rebuildPositions()
    }
  }

  private mutating func remove(at position: Int) {
    entries.remove(at: position)
    positions = nil
    if entries.count > Self.longestSearched { rebuildPositions() }
  }

  private mutating func rebuildPositions() {
    var index: [ExactText: Int] = [:]
    index.reserveCapacity(entries.count * 2)
    for (position, entry) in entries.enumerated() { index[ExactText(text: entry.key)] = position }
    positions = index
  }
}

/// A text compared by its code units: Swift's own comparison takes canonically equivalent keys for one, JSON does not.
private struct ExactText: Hashable {
  let text: String

  static func == (left: Self, right: Self) -> Bool {
    left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var copy = text
    copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension JSONObject: Equatable {
  /// Whether both have equal values for the same keys, in whatever order.
  public static func == (left: Self, right: Self) -> Bool {
    left.count == right.count && left.entries.allSatisfy { right[$0.key] == $0.value }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// An object of these entries in their order; of equal keys the last wins.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self.init(elements.map { (key: $0.0, value: $0.1) })
  }
}

extension JSONObject: Sequence {
  /// Iterates over the entries in their order.
  public func makeIterator() -> IndexingIterator<[(key: String, value: JSON)]> { entries.makeIterator() }
}
