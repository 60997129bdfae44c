import JSON

extension PermissionType {
  /// Whether the case of letters does not count on a kind: MariaDB's texts have a collation without it.
  func foldsCase(on kind: Kind) -> Bool { self == .folded || (self == .text && kind == .mysql) }

  /// Below zero, zero or above zero; nil when one side is null.
  func compare(_ left: Cell, _ right: Cell, on kind: Kind) -> Int? {
    switch (left, right) {
    case (.null, _), (_, .null): nil
    case (.bool(let left), .bool(let right)): left == right ? 0 : right ? -1 : 1
    case (.text(let left), .text(let right)): compare(texts: left, right, on: kind)
    case (.document, .document): Self.order(left.json, right.json)
    case (.list(let left), .list(let right)): compare(lists: left, right, on: kind)
    case (.int(let left), .int(let right)), (.decimal(let left), .decimal(let right)): Self.order(left, right)
    default: left.double.flatMap { left in right.double.map { Self.order(left, $0) } }
    }
  }

  private func compare(texts left: String, _ right: String, on kind: Kind) -> Int {
    if self == .mood { return Self.order(Self.moods.firstIndex(of: left) ?? 0, Self.moods.firstIndex(of: right) ?? 0) }
    if foldsCase(on: kind) { return Self.order(Array(left.lowercased().utf8), Array(right.lowercased().utf8)) }
    return Self.order(Array(left.utf8), Array(right.utf8))
  }

  private func compare(lists left: [Cell], _ right: [Cell], on kind: Kind) -> Int {
    for (left, right) in zip(left, right) {
      let order = (self == .ints ? PermissionType.int : .name).compare(left, right, on: kind) ?? 0
      if order != 0 { return order }
    }
    return Self.order(left.count, right.count)
  }

  private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int { left < right ? -1 : left > right ? 1 : 0 }

  private static func order(_ left: [UInt8], _ right: [UInt8]) -> Int {
    left.lexicographicallyPrecedes(right) ? -1 : right.lexicographicallyPrecedes(left) ? 1 : 0
  }

  /// The order of PostgreSQL's `jsonb`: object, array, boolean, number, string, null; longer ones first, then member by member
  /// ("jsonb Indexing" in its manual).
  private static func order(_ left: JSON, _ right: JSON) -> Int {
    switch (left, right) {
    case (.object(let left), .object(let right)):
      let parts = zip(left.entries, right.entries).lazy.flatMap { left, right in
        [order(Array(left.key.utf8), Array(right.key.utf8)), order(left.value, right.value)]
      }
      return left.count == right.count ? parts.first { $0 != 0 } ?? 0 : order(left.count, right.count)
    case (.array(let left), .array(let right)):
      let parts = zip(left, right).lazy.map { order($0, $1) }
      return left.count == right.count ? parts.first { $0 != 0 } ?? 0 : order(left.count, right.count)
    case (.bool(let left), .bool(let right)): return left == right ? 0 : right ? -1 : 1
    case (.number(let left), .number(let right)): return order(left.double, right.double)
    case (.string(let left), .string(let right)): return order(Array(left.utf8), Array(right.utf8))
    default: return order(rank(left), rank(right))
    }
  }

  private static func rank(_ document: JSON) -> Int {
    switch document {
    case .null: 0
    case .string: 1
    case .number: 2
    case .bool: 3
    case .array: 4
    case .object: 5
    }
  }
}
