/// Values by key, in the order in which they were added.
package struct OrderedMap<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  package private(set) var values: [Value] = []
  private var keys: [Key] = []
  private var positions: [Key: Int] = [:]

  /// The empty map.
  package init() {}

  /// How many values there are.
  package var count: Int { values.count }
  /// Whether there is none.
  package var isEmpty: Bool { values.isEmpty }

  /// The value of a key. Setting appends a new key, replaces the value of an existing one in place, and removes it with nil.
  package subscript(_ key: Key) -> Value? {
    get { positions[key].map { values[$0] } }
    set {
      switch (positions[key], newValue) {
      case (let position?, let value?): values[position] = value
      case (let position?, nil): remove(at: position)
      case (nil, let value?): append(key, value)
      case (nil, nil): break
      }
    }
  }

  /// Gives the value of `old` the key `new` at the same position.
  mutating func rekey(_ old: Key, to new: Key, value: Value) {
    guard let position = positions.removeValue(forKey: old) else { return }
    keys[position] = new
    values[position] = value
    positions[new] = position
  }

  private mutating func append(_ key: Key, _ value: Value) {
    positions[key] = values.count
    keys.append(key)
    values.append(value)
  }

  private mutating func remove(at position: Int) {
    positions[keys[position]] = nil
    keys.remove(at: position)
    values.remove(at: position)
    for index in position..<keys.count { positions[keys[index]] = index }
  }
}

extension OrderedMap: Equatable where Value: Equatable {
  package static func == (left: Self, right: Self) -> Bool { left.values == right.values }
}

extension OrderedMap: Sequence {
  /// Iterates over the values in their order.
  package func makeIterator() -> IndexingIterator<[Value]> { values.makeIterator() }
}
