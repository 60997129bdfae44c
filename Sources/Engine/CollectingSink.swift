import Errors
import Executor
import Synchronization

/// Collects an answer in memory, for batches and messages that need it whole.
final class CollectingSink: AnswerSink {
  private let collected = Mutex<[UInt8]>([])

  var bytes: [UInt8] { collected.withLock { $0 } }

  func write(_ bytes: [UInt8]) async throws(EngineError) { collected.withLock { $0.append(contentsOf: bytes) } }
}
