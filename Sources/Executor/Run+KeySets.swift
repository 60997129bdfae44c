import ConnectorProtocol
import Errors
import QueryPlan
import Synchronization

extension Run {
  /// The bindings with what the rows of key sets have, level by level, those of one level at the same time.
  ///
  /// Read before anything else: a fetch or a write begins when its filters are complete, so that no connection waits for another one.
  func reading(_ levels: [[KeySet]]) async throws(EngineError) -> Bindings {
    var complete = bindings
    for level in levels {
      let known = complete
      let values = try await concurrently(level) { set async throws(EngineError) in try await columns(of: set, known) }
      for (set, columns) in zip(level, values) { complete.add(columns, for: set) }
    }
    return complete
  }

  /// The distinct key tuples of a set's rows, as a list per column.
  private func columns(of set: KeySet, _ bindings: Bindings) async throws(EngineError) -> [Parameter] {
    let collector = Mutex(KeyCollector(columnCount: set.width))
    let call = QueryCall(query: set.fetch.encodedQuery, parameters: try bindings.parameters(set.fetch.parameters))
    let held = held
    try await source(of: set.fetch).query(call, context: try remaining()) { chunk async throws(EngineError) in
      for use in chunk.uses {
        guard use.use == 0, use.isWellFormed(columnCount: set.width, byteCount: chunk.json.count) else {
          throw EngineError(.unexpected, "the connector of source \"\(set.fetch.source)\" answered with malformed keys for \(set.name)")
        }
        let added = collector.withLock { collector in
          let before = collector.keys.count
          _ = collector.ordinals(of: use)
          return collector.keys.count - before
        }
        try held.add(added, of: set)
      }
    }
    return collector.withLock(\.keys).columns.map { .list($0.texts) }
  }
}

extension KeyColumn {
  /// The values as texts.
  fileprivate var texts: [String?] { ends.indices.map { String(decoding: bytes[range($0)], as: UTF8.self) } }
}
