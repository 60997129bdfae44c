import Errors
import QueryPlan
import Synchronization

/// Counts the rows and keys that one operation holds in memory, and refuses more than is allowed.
///
/// Only what waits for a join is held: a fetch without joins streams and counts nothing.
final class HeldRows: Sendable {
  private let count = Atomic<Int>(0)
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func add(_ rows: Int) throws(EngineError) {
    guard isWithinLimit(adding: rows) else {
      throw EngineError(
        .validationFailed,
        "this operation would hold more than \(limit) rows and keys for its joins; narrow it with where or limit, or raise the limit")
    }
  }

  /// Counts keys of a permission's filter, which no client can narrow.
  func add(_ keys: Int, of set: KeySet) throws(EngineError) {
    guard isWithinLimit(adding: keys) else {
      throw EngineError(
        .validationFailed,
        "a permission filters through the remote relationship \"\(set.name)\", and this operation would hold more than \(limit) rows and"
          + " keys for that; narrow the permission, or raise the limit")
    }
  }

  private func isWithinLimit(adding rows: Int) -> Bool { count.add(rows, ordering: .relaxed).newValue <= limit }
}
