import Catalog
import ConnectorProtocol
import Errors
import JSON
import Metadata

/// The one writer of metadata: requests are executed one after the other, each from the current snapshot to the next one.
///
///     decode -> apply (pure) -> introspect what it touches -> resolve -> save (expected version) -> swap the snapshot
actor MetadataService {
  private let store: any MetadataStore
  private let connections: Connections
  private let current: CurrentSnapshot
  private let configuration: Configuration
  private let log: Log
  /// The end of the request that runs last; an actor alone would let another one in at each of its awaits.
  private var tail: Task<Void, Never>?
  private var remoteRetries = RemoteRetries()

  init(store: any MetadataStore, connections: Connections, current: CurrentSnapshot, configuration: Configuration, log: Log) {
    self.store = store
    self.connections = connections
    self.current = current
    self.configuration = configuration
    self.log = log
  }

  /// Loads the stored metadata (`initial` if there is none), opens its sources and makes the first snapshot.
  func boot(initial: Metadata) async throws(EngineError) {
    let stored = try await store.load()
    var version = stored?.version ?? 0
    let kinds = connections.kinds
    var metadata = initial
    if let stored { metadata = try Metadata(stored.metadata, kinds: kinds) }
    let draft = await Draft(booting: metadata, connections: connections)
    if stored == nil { version = try await store.save(metadata.json, expecting: 0) }
    for inconsistency in draft.catalog.inconsistencies { log.write(.warn, "metadata", inconsistency.json) }
    current.replace(with: Snapshot(draft, version: version, configuration: configuration))
  }

  /// Executes a request body of the metadata APIs. The role is looked at when the request is understood, as in Hasura.
  func execute(_ json: JSON, api: MetadataRequest.API, as session: Session) async throws(EngineError) -> JSON {
    let request = try MetadataRequest(decoding: json, kinds: connections.kinds, api: api)
    try request.command.check(role: session.role)
    guard request.command.changesSnapshot else {
      var runner = try runner(for: request, in: try snapshot(), as: session)
      return try await runner.run(request)
    }
    return try await inTurn { () async throws(EngineError) in try await self.execute(request, as: session) }
  }

  /// Connects unavailable sources again. Nothing is saved: what the user declared does not change.
  ///
  /// They are sought outside of the turn: a database that does not answer must not hold up commands, such as the one that drops it.
  func heal() async {
    guard let snapshot = current.value else { return }
    let lost = snapshot.sources.filter { !$0.value.isAvailable }.map(\.key)
    guard !lost.isEmpty else { return }
    var draft = Draft(snapshot, connections: connections)
    await draft.reload(.named(lost))
    // A new snapshot starts with empty caches.
    guard lost.contains(where: { draft.sources[$0]?.isAvailable ?? false }) else { return }
    let healed = Snapshot(draft, version: snapshot.version, configuration: configuration)
    _ = try? await inTurn { () async throws(EngineError) in
      // A command that came between has made another snapshot, from which the next attempt starts.
      if self.current.value === snapshot { self.current.replace(with: healed) }
    }
  }

  /// Asks remote servers for their schemas that gave none. Nothing is saved, and commands are not held up meanwhile.
  func healRemotes() async {
    guard let snapshot = current.value else { return }
    let lost = Set(snapshot.remotes.filter { !$0.value.isAvailable }.map(\.key))
    remoteRetries.keep(lost)
    let due = remoteRetries.due
    guard !due.isEmpty else { return }
    let found = await connections.remotes.connect(
      snapshot.metadata.remoteSchemas.filter { due.contains($0.name) }, of: snapshot.metadata)
    remoteRetries.note(due)
    let answered = found.filter(\.value.isAvailable)
    guard !answered.isEmpty else { return }
    _ = try? await inTurn { () async throws(EngineError) in await self.take(answered) }
  }

  private func take(_ remotes: [String: ConnectedRemote]) {
    guard let snapshot = current.value else { return }
    var draft = Draft(snapshot, connections: connections)
    draft.take(remotes)
    current.replace(with: Snapshot(draft, version: snapshot.version, configuration: configuration))
  }

  private func execute(_ request: MetadataRequest, as session: Session) async throws(EngineError) -> JSON {
    let snapshot = try snapshot()
    var runner = try runner(for: request, in: snapshot, as: session)
    do {
      let answer = try await runner.run(request)
      try await commit(runner.draft, after: snapshot)
      return answer
    } catch {
      // What raw SQL did to a database stays done: the next snapshot must know of it even if the request failed later.
      if runner.hasTouchedDatabases { await adopt(runner.touchedSources, in: snapshot) }
      throw error
    }
  }

  private func snapshot() throws(EngineError) -> Snapshot {
    guard let snapshot = current.value else { throw EngineError(.unexpected, "the metadata is not loaded yet") }
    return snapshot
  }

  private func runner(
    for request: MetadataRequest, in snapshot: Snapshot, as session: Session
  ) throws(EngineError) -> CommandRunner {
    if let expected = request.resourceVersion, expected != snapshot.version { throw EngineError.metadataConflict(expected: expected) }
    return CommandRunner(
      draft: Draft(snapshot, connections: connections), version: snapshot.version, configuration: configuration,
      session: session)
  }

  private func commit(_ draft: Draft, after snapshot: Snapshot) async throws(EngineError) {
    var version = snapshot.version
    if draft.isChanged {
      do throws(EngineError) {
        version = try await store.save(draft.metadata.json, expecting: version)
      } catch {
        await catchUp(with: snapshot)
        throw error
      }
    }
    // Requests that still use the old snapshot hold its sources, whose connections close with the last of them.
    let next = Snapshot(draft, version: version, configuration: configuration)
    // Servers that were refused for their certificates need not wait for their turn.
    if next.tlsAllowlist != snapshot.tlsAllowlist { remoteRetries = RemoteRetries() }
    current.replace(with: next)
  }

  /// Takes over what is stored after a save failed: another host may have changed it, or the save may have taken place after all.
  private func catchUp(with snapshot: Snapshot) async {
    do throws(EngineError) {
      guard let stored = try await store.load(), stored.version != snapshot.version else { return }
      let metadata = try Metadata(stored.metadata, kinds: connections.kinds)
      let draft = await Draft(booting: metadata, connections: connections)
      current.replace(with: Snapshot(draft, version: stored.version, configuration: configuration))
    } catch {
      let reason = error.metadataAnswer(showingDetail: false)
      log.write(.error, "metadata", ["kind": "store", "info": reason])
    }
  }

  private func adopt(_ sources: Set<String>, in failed: Snapshot) async {
    // Catching up with the store may have replaced the snapshot meanwhile.
    let snapshot = current.value ?? failed
    var draft = Draft(snapshot, connections: connections)
    await draft.reload(.named(Array(sources)))
    current.replace(with: Snapshot(draft, version: snapshot.version, configuration: configuration))
  }

  /// Runs `body` when every earlier request has ended.
  private func inTurn<Result: Sendable>(
    _ body: @escaping @Sendable () async throws(EngineError) -> Result
  ) async throws(EngineError) -> Result {
    let previous = tail
    let task = Task { () async -> Swift.Result<Result, EngineError> in
      await previous?.value
      do throws(EngineError) { return .success(try await body()) } catch { return .failure(error) }
    }
    tail = Task { _ = await task.value }
    return try await task.value.get()
  }
}
