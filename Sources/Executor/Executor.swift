package import ConnectorProtocol
package import Errors
import JSON
package import QueryPlan
package import RemoteSchemas

/// Runs plans: asks the sources, joins their answers by key and splices bytes.
///
///     query { orders { id ordered_by_user { id name } } }
///
/// The fetch of `orders` comes back as bytes with a hole per row, and for each hole the row's `ordered_by_user_id`. The distinct keys go
/// to `users_db` in one lookup, whose rows come back labelled with the ordinal of their key. Then the bytes are written once, each hole
/// filled with the rows of its ordinal. A lookup may leave holes of its own: the same again, one level deeper. Holes of one level are
/// looked up at the same time. No JSON is parsed.
package struct Executor: Sendable {
  let sources: [String: any QuerySource]
  private let remotes: [String: RemoteServer]
  private let maximumHeldRows: Int
  private let prefersRemoteData: Bool

  /// `maximumHeldRows` bounds the rows and keys that one operation keeps in memory while it joins.
  ///
  /// `prefersRemoteData` answers what a remote server gave beside errors; else errors win (`REMOTE_SCHEMA_PRIORITIZE_DATA`).
  package init(
    sources: [String: any QuerySource], remotes: [String: RemoteServer] = [:], maximumHeldRows: Int, prefersRemoteData: Bool = false
  ) {
    self.sources = sources
    self.remotes = remotes
    self.prefersRemoteData = prefersRemoteData
    self.maximumHeldRows = maximumHeldRows
  }

  /// Writes the object `data` of a plan's answer.
  ///
  /// A plan that is a single fetch without joins streams: nothing is held. Everything else is held until its joins are complete,
  /// because no connection may be kept while another one is waited for.
  package func run(
    _ ready: ReadyPlan, bindings: Bindings, context: CallContext, into sink: any AnswerSink
  ) async throws(EngineError) {
    let (plan, layout) = (ready.plan, ready.layout)
    let held = HeldRows(limit: maximumHeldRows)
    var (bindings, context) = (bindings, context)
    if !plan.keySets.isEmpty {
      let run = self.run(bindings, context, [], held)
      bindings = try await run.reading(plan.keySets)
      context = try run.remaining()
    }
    if let fetch = ready.onlyFetch {
      try await sink.write(layout.literals[0])
      try await self.run(bindings, context, [], held).stream(fetch, into: sink)
      try await sink.write(layout.literals[1])
      return
    }
    let run = self.run(bindings, context, ready.joins, held)
    let written = plan.writes.isEmpty ? [] : try await self.run(bindings, context, plan.writes.map(\.joins), held).write(plan.writes)
    let (answers, remoteAnswers) = try await run.fetchAll(ready.fetches, plan.remotes, after: plan.writes)
    sink.forward(headers: remoteAnswers.flatMap(\.headers))
    var next = answers.makeIterator()
    for (literal, piece) in zip(layout.literals, layout.pieces) {
      try await sink.write(literal)
      switch piece {
      case .fetch: if let answer = next.next() { try await write(answer, into: sink) }
      case .remote(let fetch, let key): try await sink.write(remoteAnswers[fetch].bytes(of: key))
      case .affectedRows(let write, let operations): try await sink.write(Array(String(written[write].affectedRows(operations)).utf8))
      case .returned(let write, let operation, let isSingle):
        try await sink.write(try written[write].returned(operation, isSingle: isSingle))
      }
    }
    if let last = layout.literals.last { try await sink.write(last) }
  }

  /// A run of what has these joins.
  private func run(_ bindings: Bindings, _ context: CallContext, _ joins: [[Join]], _ held: HeldRows) -> Run {
    Run(
      sources: sources, remotes: remotes, bindings: bindings, context: context, held: held, prefersRemoteData: prefersRemoteData,
      gathering: RemoteGathering(joins))
  }

  /// The values of slots outside of a plan, key sets among them.
  package func parameters(
    _ sources: [ParameterSource], bindings: Bindings, context: CallContext
  ) async throws(EngineError) -> [Parameter] {
    let levels = KeySet.levels(of: sources)
    guard !levels.isEmpty else { return try bindings.parameters(sources) }
    return try await run(bindings, context, [], HeldRows(limit: maximumHeldRows)).reading(levels).parameters(sources)
  }

  private func write(_ answer: Fetched, into sink: any AnswerSink) async throws(EngineError) {
    for number in answer.chunks.indices {
      guard !answer.filled.isEmpty else {
        try await sink.write(answer.chunks[number].json)
        continue
      }
      var output = ByteWriter(capacity: answer.chunks[number].json.count * 2)
      Splicer.write(chunk: number, of: answer, into: &output)
      try await sink.write(output.takeArray())
    }
  }
}
