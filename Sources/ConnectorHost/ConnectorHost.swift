package import ConnectorProtocol
package import Errors
import Glibc
import JSON
import NIOCore
import Synchronization

/// The connectors of this host: found, started when first needed, supervised, and ended with it.
package final class ConnectorHost: Sendable {
  private let configuration: Configuration
  private let eventLoop: any EventLoop
  private let state = Mutex(State())

  private struct State {
    var processes: [ConnectorProcess]?
    var pools: [WeakPool] = []
    var sweep: RepeatedTask?
    var runtimeDirectory: RuntimeDirectory?
    var isShutDown = false
  }

  private struct WeakPool {
    weak var pool: ConnectionPool?
  }

  /// How often idle connections are looked through.
  private static let sweepInterval = TimeAmount.seconds(5)

  /// A host without processes; nothing is looked for or started before it is needed.
  package init(configuration: Configuration) {
    self.configuration = configuration
    eventLoop = configuration.eventLoopGroup.next()
  }

  /// Every connector that was found, in the order of discovery; of two that serve the same kind the first is used.
  package func manifests() -> [DiscoveredConnector] { processes().map(\.connector) }

  /// What the connector of a kind can do. Starts its process if it does not run.
  package func capabilities(ofKind kind: String) async throws(EngineError) -> Capabilities {
    guard let (process, kind) = process(serving: kind) else { throw EngineError(.notSupported, "no connector serves the kind \"\(kind)\"") }
    do throws(CallFailure) {
      let session = try await process.session()
      if let capabilities = session.capabilities(ofKind: kind) { return capabilities }
    } catch {
      throw EngineError(error.error)
    }
    throw EngineError(.notSupported, "the connector \(process.connector.manifest.name) does not know its kind \"\(kind)\"")
  }

  /// A handle on a source. Does nothing yet: processes and connections are made by the first call.
  ///
  /// `configuration` is the source's configuration as JSON text, environment references resolved; it holds credentials and is only ever
  /// sent in the call that opens a connection.
  package func source(
    name: String, kind: String, configuration: String, pool: PoolSettings = PoolSettings()
  ) -> SourceHandle {
    let served = process(serving: kind)
    let source = SourceHandle(
      OpenCall(source: name, kind: served?.kind ?? kind, configuration: configuration), pool: pool, process: served?.process,
      host: self.configuration)
    state.withLock { state in
      state.pools.append(WeakPool(pool: source.pool))
      if state.sweep == nil, !state.isShutDown { state.sweep = startSweep() }
    }
    return source
  }

  /// Ends every connector, politely first, and removes the sockets.
  package func shutdown() async {
    let (processes, pools, directory) = state.withLock { state in
      state.isShutDown = true
      state.sweep?.cancel()
      defer { state.runtimeDirectory = nil }
      return (state.processes ?? [], state.pools, state.runtimeDirectory)
    }
    for pool in pools { pool.pool?.close() }
    await withTaskGroup(of: Void.self) { group in
      for process in processes { group.addTask { await process.stop() } }
    }
    directory?.remove()
  }

  /// The process that serves a kind, and the kind's own name in case of an alias.
  private func process(serving kind: String) -> (process: ConnectorProcess, kind: String)? {
    for process in processes() {
      let served = process.connector.manifest.kinds.first { $0.name == kind || $0.aliases.contains(kind) }
      if let served { return (process, served.name) }
    }
    return nil
  }

  private func processes() -> [ConnectorProcess] {
    state.withLock { state in
      if let processes = state.processes { return processes }
      let processes = Discovery(configuration).connectors().map { ConnectorProcess(connector: $0, environment: processEnvironment()) }
      state.processes = processes
      return processes
    }
  }

  private func processEnvironment() -> ConnectorProcessEnvironment {
    ConnectorProcessEnvironment(
      eventLoop: eventLoop, settings: configuration.supervision, hostVersion: configuration.hostVersion,
      runtimeDirectory: { [weak self] () throws(SystemError) in
        guard let self else { throw SystemError(number: ECANCELED) }
        return try runtimeDirectory()
      }, log: configuration.log)
  }

  private func runtimeDirectory() throws(SystemError) -> RuntimeDirectory {
    try state.withLock { state throws(SystemError) in
      if let directory = state.runtimeDirectory { return directory }
      let directory = try RuntimeDirectory(parent: configuration.runtimeDirectory)
      state.runtimeDirectory = directory
      return directory
    }
  }

  private func startSweep() -> RepeatedTask {
    eventLoop.scheduleRepeatedTask(initialDelay: Self.sweepInterval, delay: Self.sweepInterval) { [weak self] _ in self?.sweep() }
  }

  private func sweep() {
    let pools = state.withLock { state in
      state.pools.removeAll { $0.pool == nil }
      return state.pools
    }
    for pool in pools { pool.pool?.closeIdle() }
  }
}

extension ConnectorSession {
  /// A manifest file may give a connector's only kind another name than the program does.
  func capabilities(ofKind kind: String) -> Capabilities? {
    capabilities[kind] ?? (capabilities.count == 1 ? capabilities.values.first : nil)
  }
}
