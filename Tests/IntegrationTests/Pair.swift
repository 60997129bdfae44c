import JSON
import Synchronization
import TestSupport
import Testing

/// Two kinds of databases, the one that orders are in and the one that users are in.
struct Pair: Hashable, Sendable, CustomTestStringConvertible {
  let orders: Kind
  let users: Kind

  var testDescription: String { "\(orders) -> \(users)" }

  static let all: [Pair] = Kind.allCases.flatMap { orders in Kind.allCases.map { Pair(orders: orders, users: $0) } }
}

/// Values made once per key and shared by all tests of this process; what failed fails again for everyone who asks.
final class Shared<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let cells = Mutex<[Key: Cell]>([:])
  private let make: @Sendable (Key) throws -> Value

  /// Holds its own lock while it makes the value, so that different keys are made at the same time.
  private final class Cell: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
  }

  init(_ make: @escaping @Sendable (Key) throws -> Value) { self.make = make }

  subscript(_ key: Key) -> Value {
    get throws {
      let cell = cells.withLock { cells in
        if let cell = cells[key] { return cell }
        let cell = Cell()
        cells[key] = cell
        return cell
      }
      return try cell.result.withLock { result in
        if let result { return try result.get() }
        let made = Result { try make(key) }
        result = made
        return try made.get()
      }
    }
  }
}
