import Synchronization

/// The bytes that one cache may take and has taken, by estimate.
final class CacheBudget: Sendable {
  let capacity: Int
  private let used = Atomic(0)

  init(capacity: Int) { self.capacity = capacity }

  func hasRoom(for bytes: Int) -> Bool { used.load(ordering: .relaxed) + bytes <= capacity }

  func take(_ bytes: Int) { used.wrappingAdd(bytes, ordering: .relaxed) }

  func giveBack(_ bytes: Int) { used.wrappingSubtract(bytes, ordering: .relaxed) }
}
