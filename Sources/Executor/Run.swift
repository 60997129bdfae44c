import ConnectorProtocol
import Errors
import QueryPlan
import RemoteSchemas
import Synchronization

/// One execution of a plan.
struct Run: Sendable {
  let sources: [String: any QuerySource]
  let remotes: [String: RemoteServer]
  let bindings: Bindings
  let context: CallContext
  let held: HeldRows
  let prefersRemoteData: Bool
  /// Nil if the plan looks nothing up in remote servers.
  let gathering: RemoteGathering?
  private let end: ContinuousClock.Instant?

  init(
    sources: [String: any QuerySource], remotes: [String: RemoteServer] = [:], bindings: Bindings, context: CallContext, held: HeldRows,
    prefersRemoteData: Bool = false, gathering: RemoteGathering? = nil
  ) {
    self.sources = sources
    self.remotes = remotes
    self.prefersRemoteData = prefersRemoteData
    self.gathering = gathering
    self.bindings = bindings
    self.context = context
    self.held = held
    end = context.deadline == 0 ? nil : .now + .milliseconds(Int(context.deadline))
  }

  /// Runs a fetch without joins and passes its bytes on as they come.
  func stream(_ fetch: Fetch, into sink: any AnswerSink) async throws(EngineError) {
    let call = QueryCall(query: fetch.encodedQuery, parameters: try bindings.parameters(fetch.parameters))
    try await source(of: fetch).query(call, context: context) { chunk async throws(EngineError) in
      try fetch.checkUses(of: chunk)
      try await sink.write(chunk.json)
    }
  }

  /// Runs a fetch and everything that is joined to it. `place` is where it stands in the plan.
  func resolve(
    _ fetch: Fetch, keys: KeyColumns = KeyColumns(), at place: RemoteGathering.Place
  ) async throws(EngineError) -> Fetched {
    let chunks = try await collect(fetch, keys: keys)
    for chunk in chunks { try fetch.checkUses(of: chunk) }
    var rows: RowsByOrdinal?
    if keys.count > 0 {
      // Never positional and never guessed: a connector that labels a row with a key it was not sent is broken.
      rows = RowsByOrdinal(chunks, count: keys.count)
      if rows == nil { throw fetch.unaskedKey }
    }
    return Fetched(chunks: chunks, filled: try await fill(fetch.joins, in: chunks, at: place), rows: rows)
  }

  private func resolve(_ lookup: RemoteLookup, keys: KeyColumns, at place: RemoteGathering.Place) async throws(EngineError) -> Fetched {
    let chunks = try await answer(lookup, keys: keys, at: place)
    let filled = try await fill(lookup.joins, in: chunks, at: place)
    return Fetched(chunks: chunks, filled: filled, rows: RowsByOrdinal(chunks, count: keys.count))
  }

  private func collect(_ fetch: Fetch, keys: KeyColumns) async throws(EngineError) -> [RowChunk] {
    let source = try source(of: fetch)
    let parameters = try bindings.parameters(fetch.parameters)
    guard keys.count > source.maximumKeys else {
      return try await collect(QueryCall(query: fetch.encodedQuery, parameters: parameters, keys: keys), from: source)
    }
    let parts = stride(from: 0, to: keys.count, by: source.maximumKeys).map { $0..<min($0 + source.maximumKeys, keys.count) }
    let answers = try await concurrently(parts) { part async throws(EngineError) in
      let call = QueryCall(query: fetch.encodedQuery, parameters: parameters, keys: keys.slice(part))
      var chunks = try await collect(call, from: source)
      for index in chunks.indices {
        // Checked before they are shifted, so that no row reaches the keys of another part.
        guard chunks[index].ordinals.allSatisfy({ $0 < part.count }) else { throw fetch.unaskedKey }
        chunks[index].ordinals = chunks[index].ordinals.map { $0 + UInt32(part.lowerBound) }
      }
      return chunks
    }
    return answers.flatMap { $0 }
  }

  private func collect(_ call: QueryCall, from source: any QuerySource) async throws(EngineError) -> [RowChunk] {
    let chunks = Mutex<[RowChunk]>([])
    let held = held
    try await source.query(call, context: try remaining()) { chunk async throws(EngineError) in
      try held.add(chunk.rowCount)
      chunks.withLock { $0.append(chunk) }
    }
    return chunks.withLock { $0 }
  }

  /// Looks up the keys of all remote uses of one level.
  func fill(_ joins: [Join], in chunks: [RowChunk], at place: RemoteGathering.Place) async throws(EngineError) -> [Filled] {
    if joins.isEmpty { return [] }
    return try await concurrently(Array(joins.enumerated())) { use, join async throws(EngineError) in
      try await fill(join, use: use, in: chunks, at: place + [use])
    }
  }

  private func fill(
    _ join: Join, use: Int, in chunks: [RowChunk], at place: RemoteGathering.Place
  ) async throws(EngineError) -> Filled {
    var collector = KeyCollector(columnCount: join.lookup.keyCount)
    var places: [Filled.Places] = []
    places.reserveCapacity(chunks.count)
    for chunk in chunks {
      guard let found = chunk.uses.first(where: { $0.use == use }) else {
        places.append(Filled.Places(offsets: [], ordinals: []))
        continue
      }
      guard found.isWellFormed(columnCount: join.lookup.keyCount, byteCount: chunk.json.count) else {
        throw EngineError(.unexpected, "the connector answered with malformed keys for \(join.name)")
      }
      places.append(Filled.Places(offsets: found.offsets, ordinals: collector.ordinals(of: found)))
    }
    let keys = collector.keys
    guard keys.count > 0 else {
      gathering?.leave(join, at: place)
      return Filled(places: places, cardinality: join.cardinality, lookup: nil)
    }
    try held.add(keys.count)
    let answer =
      switch join.lookup {
      case .source(let fetch): try await resolve(fetch, keys: keys, at: place)
      case .remote(let lookup): try await resolve(lookup, keys: keys, at: place)
      }
    return Filled(places: places, cardinality: join.cardinality, lookup: Filled.Lookup(answer))
  }

  /// The context of a call that begins now: the deadline is the operation's, not that of each of its lookups.
  func remaining() throws(EngineError) -> CallContext {
    guard let end else { return context }
    let left = (end - .now) / .milliseconds(1)
    guard left >= 1 else { throw EngineError(.timeout, "the request took longer than it may") }
    var shortened = context
    shortened.deadline = UInt32(left)
    return shortened
  }

  func source(of fetch: Fetch) throws(EngineError) -> any QuerySource {
    guard let source = sources[fetch.source] else { throw EngineError(.unexpected, "source \"\(fetch.source)\" is not available") }
    return source
  }
}

extension Fetch {
  /// A place that no join fills would leave a hole in the answer.
  fileprivate func checkUses(of chunk: RowChunk) throws(EngineError) {
    guard chunk.uses.allSatisfy({ $0.use < joins.count }) else {
      throw EngineError(.unexpected, "the connector of source \"\(source)\" answered with a remote field that was not asked")
    }
  }

  fileprivate var unaskedKey: EngineError {
    EngineError(.unexpected, "the connector of source \"\(source)\" answered a lookup for a key that was not asked")
  }
}

extension RemoteUse {
  /// Whether the arrays fit together, so that they can be read without further checks. A connector is another program: it may be wrong.
  func isWellFormed(columnCount: Int, byteCount: Int) -> Bool {
    guard keys.count == columnCount, nulls.count * 8 >= offsets.count || nulls.isEmpty else { return false }
    guard isAscending(offsets, limit: byteCount) else { return false }
    return keys.allSatisfy { $0.ends.count == offsets.count && isAscending($0.ends, limit: $0.bytes.count) }
  }

  private func isAscending(_ values: [UInt32], limit: Int) -> Bool {
    var last: UInt32 = 0
    for value in values {
      guard value >= last else { return false }
      last = value
    }
    return Int(last) <= limit
  }
}
