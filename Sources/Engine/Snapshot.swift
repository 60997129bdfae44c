import Catalog
import ConnectorHost
import ConnectorProtocol
import Errors
import Executor
import Metadata
import RemoteSchemas
import Synchronization

/// Everything that a request sees, from its start to its end: metadata, what it means, and the sources behind it.
final class Snapshot: Sendable {
  let metadata: Metadata
  /// The stored version of `metadata`.
  let version: Int
  let sources: [String: ConnectedSource]
  let remotes: [String: ConnectedRemote]
  let catalog: Catalog
  let executor: Executor
  let plans: PlanCache
  let tlsAllowlist: TLSAllowlist

  init(_ draft: Draft, version: Int, configuration: Configuration) {
    metadata = draft.metadata
    self.version = version
    sources = draft.sources
    remotes = draft.remotes
    catalog = draft.catalog
    executor = Executor(
      sources: draft.sources.mapValues { PooledSource($0) }, remotes: draft.remotes.compactMapValues(\.server),
      maximumHeldRows: configuration.maximumHeldRows, prefersRemoteData: configuration.prefersRemoteData)
    plans = PlanCache(capacity: configuration.planCacheBytes)
    tlsAllowlist = TLSAllowlist(draft.metadata)
  }
}

/// A source and what is known of its database.
struct ConnectedSource: Sendable {
  let handle: SourceHandle
  /// The resolved configuration it was opened with; another one means another handle.
  let configuration: String
  var state: SourceState
  /// What was read of it besides its description.
  var contents = SourceContents()

  var isAvailable: Bool { if case .available = state { true } else { false } }
}

/// The current snapshot: replaced as a whole, never changed.
final class CurrentSnapshot: Sendable {
  private let current: Mutex<Snapshot?> = Mutex(nil)

  var value: Snapshot? { current.withLock { $0 } }

  func replace(with snapshot: Snapshot) { current.withLock { $0 = snapshot } }
}

/// A source as the executor uses it.
struct PooledSource: QuerySource {
  private let handle: SourceHandle
  let maximumKeys: Int

  init(_ source: ConnectedSource) {
    handle = source.handle
    // A connector that does not say how many keys it takes gets them one by one.
    if case .available(_, let capabilities) = source.state { maximumKeys = max(1, capabilities.maximumKeys) } else { maximumKeys = 1 }
  }

  func query(
    _ call: QueryCall, context: CallContext, onChunk: @Sendable (RowChunk) async throws(EngineError) -> Void
  ) async throws(EngineError) {
    _ = try await handle.query(call, context: context, onChunk: onChunk)
  }

  func explain(_ call: QueryCall, context: CallContext) async throws(EngineError) -> ExplainResult {
    try await handle.explain(call, context: context)
  }

  func mutate(_ call: MutationCall, context: CallContext) async throws(MutationFailure) -> [MutationResult] {
    do throws(ConnectorError) {
      return try await handle.write(call, context: context)
    } catch {
      var failure = MutationFailure(EngineError(error), operation: error.operation, isOrphan: error.code == "nothing-to-refer-to")
      if error.code == "outcome-unknown" { failure.error.append("(whether the mutation was made is not known)") }
      throw failure
    }
  }
}
