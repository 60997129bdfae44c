import Errors
import Synchronization

/// Counts the rows and keys that one operation holds in memory, and refuses more than is allowed.
///
/// Only what waits for a join is held: a fetch without joins streams and counts nothing.
final class HeldRows: Sendable {
  private let count = Atomic<Int>(0)
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func add(_ rows: Int) throws(EngineError) {
    let (_, now) = count.add(rows, ordering: .relaxed)
    guard now <= limit else {
      throw EngineError(
        .validationFailed,
        "this operation would hold more than \(limit) rows and keys for its joins; narrow it with where or limit, or raise the limit")
    }
  }
}
