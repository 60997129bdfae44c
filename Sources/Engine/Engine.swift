import Authentication
import Catalog
import ConnectorHost
import Errors
import HTTPServer
import JSON
import Metadata
import MetadataStorage
import NIOCore
import NIOPosix
import RemoteSchemas

/// The whole host: wires the rooms and runs until it is told to stop.
package enum Engine {
  package static let version = "0.1.0"

  /// Serves until SIGTERM or SIGINT, then lets requests in flight finish.
  ///
  /// The port is opened when metadata is loaded and its sources were tried; a metadata store that is down is waited for.
  package static func serve(_ configuration: Configuration) async throws {
    let log = Log(threshold: configuration.logLevel, enabledTypes: configuration.enabledLogTypes)
    if !configuration.variablesWithoutEffect.isEmpty {
      let names = JSON.array(configuration.variablesWithoutEffect.map(JSON.string))
      log.write(.warn, "startup", ["kind": "configuration", "info": ["variables without effect": names]])
    }
    let signals = try ShutdownSignals()
    let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
    let current = CurrentSnapshot()
    let client = RemoteClient(group: group, certificateFile: ProcessFacts.environmentVariable("SSL_CERT_FILE")) {
      current.value?.tlsAllowlist ?? TLSAllowlist()
    }
    let authenticator = try await Authenticator(configuration, client: client)
    let host = ConnectorHost(configuration: hostConfiguration(configuration, group, log))
    let booting = Task { try await boot(host, client, current, configuration, log) }
    let stopping = Task {
      await signals.wait()
      // A metadata store that never comes is waited for without end.
      booting.cancel()
    }
    do {
      let service = try await booting.value
      let server = try await listen(configuration, authenticator, group, current, service, log)
      log.write(.info, "startup", ["kind": "server", "info": ["version": .string(version), "port": .number(JSONNumber(server.port))]])
      let healing = Task { await heal(service) }
      let healingRemotes = Task { await healRemotes(service) }
      let flushing = Task { await log.keepFlushing() }
      await stopping.value
      log.write(.info, "startup", ["kind": "shutdown", "info": "finishing requests in flight"])
      healing.cancel()
      healingRemotes.cancel()
      await server.shutdownGracefully(deadline: .seconds(configuration.gracefulShutdownSeconds))
      flushing.cancel()
      log.flush()
    } catch is CancellationError {
      log.write(.info, "startup", ["kind": "shutdown", "info": "stopped before the start was over"])
    } catch {
      log.write(.error, "startup", ["kind": "error", "info": .string("\(error)")])
      await host.shutdown()
      await client.shutDown()
      throw error
    }
    await host.shutdown()
    await client.shutDown()
    try? await group.shutdownGracefully()
  }

  private static func hostConfiguration(
    _ configuration: Configuration, _ group: any EventLoopGroup, _ log: Log
  ) -> ConnectorHost.Configuration {
    var host = ConnectorHost.Configuration(executablePath: ProcessFacts.executablePath, eventLoopGroup: group) { level, event, fields in
      log.write(LogLevel(rawValue: level.rawValue) ?? .info, event, fields)
    }
    host.connectorDirectories = configuration.connectorDirectories
    host.cacheDirectory = configuration.dataDirectory
    host.hostVersion = version
    return host
  }

  private static func boot(
    _ host: ConnectorHost, _ client: RemoteClient, _ current: CurrentSnapshot, _ configuration: Configuration, _ log: Log
  ) async throws -> MetadataService {
    // Before connectors are looked for, whose manifests are kept there between starts.
    if !configuration.hasRemoteStore { try ProcessFacts.makeDirectory(of: "\(configuration.dataDirectory)/metadata.db") }
    let manifests = host.manifests().map(\.manifest)
    let kinds = Kinds(manifests.flatMap { $0.kinds.map(Kind.init) })
    let connections = Connections(
      host: host, kinds: kinds, options: configuration.catalogOptions,
      remotes: RemoteConnections(client: client, environment: { ProcessFacts.environmentVariable($0) }),
      environment: { ProcessFacts.environmentVariable($0) })
    let location = try StoreLocation(configuration, kinds: manifests.flatMap(\.kinds))
    let handle = host.source(
      name: "metadata", kind: location.kind, configuration: location.configuration.text, pool: PoolSettings(maximumConnections: 1))
    let service = MetadataService(
      store: ConnectorMetadataStore(handle), connections: connections, current: current, configuration: configuration, log: log)
    try await load(service, location, initial: try location.initialMetadata(configuration, kinds: kinds), log)
    return service
  }

  /// Loads the metadata, and waits for a store that is down: without metadata there is nothing to serve.
  private static func load(
    _ service: MetadataService, _ location: StoreLocation, initial: Metadata, _ log: Log
  ) async throws {
    while true {
      do throws(EngineError) {
        return try await service.boot(initial: initial)
      } catch {
        guard location.isRemote else { throw error }
        // Not in the call: an autoclosure over a typed error crashes Swift 6.3.1's ClosureLifetimeFixup.
        let reason = error.metadataAnswer()
        log.write(.error, "startup", ["kind": "metadata-store", "info": reason])
      }
      try await Task.sleep(for: .seconds(1))
    }
  }

  private static func listen(
    _ configuration: Configuration, _ authenticator: Authenticator, _ group: any EventLoopGroup, _ current: CurrentSnapshot,
    _ service: MetadataService, _ log: Log
  ) async throws -> HTTPServer {
    let routes = Routes(
      graphQL: GraphQLEndpoint(current: current, authenticator: authenticator, configuration: configuration, log: log),
      metadata: MetadataEndpoint(service: service, authenticator: authenticator, configuration: configuration, log: log),
      console: ConsoleEndpoint(
        directory: configuration.consoleDirectory ?? ProcessFacts.sharedDirectory("console"), isEnabled: configuration.isConsoleEnabled),
      health: HealthEndpoint(current: current), enabled: configuration.enabledAPIs)
    var http = HTTPServerConfiguration(host: configuration.host, port: configuration.port)
    http.maximumBodyBytes = configuration.maximumBodyBytes
    http.webSocket = SocketEndpoint(graphQL: routes.graphQL).handling
    let requestLog = RequestLog(log: log)
    let crossOrigin = try CrossOriginPolicy(configuration.crossOrigins)
    return try await HTTPServer.start(http, on: group) { request, writer in
      await requestLog.observing(request, writer) { writer in
        await crossOrigin.observing(request, writer) { writer in await routes.respond(to: request, writer) }
      }
    }
  }

  /// Tries sources that are down again and again; they serve as soon as they are back.
  private static func heal(_ service: MetadataService) async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(2))
      await service.heal()
    }
  }

  /// Asks remote servers that gave no schema again and again, each less often the longer it fails.
  private static func healRemotes(_ service: MetadataService) async {
    while !Task.isCancelled {
      await service.healRemotes()
      try? await Task.sleep(for: .milliseconds(500))
    }
  }
}

extension Configuration {
  fileprivate var catalogOptions: CatalogOptions {
    var options = CatalogOptions(numbersAsStrings: numbersAsStrings, infersFunctionPermissions: infersFunctionPermissions)
    options.collapsesNullComparisons = collapsesNullComparisons
    options.hasRemoteSchemaPermissions = hasRemoteSchemaPermissions
    return options
  }
}
