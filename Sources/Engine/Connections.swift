import Catalog
import ConnectorHost
import ConnectorProtocol
import Errors
import JSON
import Metadata

/// Makes connected sources of declared ones.
struct Connections: Sendable {
  let host: ConnectorHost
  let kinds: Kinds
  let options: CatalogOptions
  let remotes: RemoteConnections
  /// Looks up a variable of the host's environment.
  let environment: @Sendable (String) -> String?

  /// A database that accepts a connection and then says nothing must not keep the port closed, or commands waiting, for ever.
  private static let introspection = CallContext(deadline: 60_000)

  /// Opens and introspects sources, all at the same time. One that cannot be reached is unavailable, which is no error here.
  ///
  /// A source whose configuration is that of `known` keeps its connections.
  func connect(_ sources: [Source], reusing known: [String: ConnectedSource] = [:]) async -> [String: ConnectedSource] {
    await withTaskGroup(of: (String, ConnectedSource).self) { group in
      for source in sources { group.addTask { (source.name, await connect(source, known[source.name])) } }
      var connected: [String: ConnectedSource] = [:]
      for await (name, source) in group { connected[name] = source }
      return connected
    }
  }

  /// Describes more tables of a source and adds them to what is known of it.
  func describe(_ tables: [TableName], of declared: Source, _ source: ConnectedSource) async -> ConnectedSource {
    guard case .available(var schema, let capabilities) = source.state else { return source }
    var source = source
    do {
      let queries = Set(tables.compactMap(\.nativeQuery))
      let names = tables.filter { $0.nativeQuery == nil }.map { TableReference($0.components) }
      let call = DescribeCall(
        tables: names, functions: names, nativeQueries: declared.declarations(among: queries, capabilities))
      schema.nativeQueries.removeAll { queries.contains($0.name) }
      schema.merge(try await source.handle.describe(call, context: Self.introspection), replacing: call.tables ?? [])
      source.state = .available(schema, capabilities)
      source = await read(declared, among: Set(tables), of: source)
    } catch {
      source.state = .unavailable(error)
    }
    return source
  }

  func resolve(
    _ metadata: Metadata, _ sources: [String: ConnectedSource], _ remotes: [String: ConnectedRemote], previous: Catalog?
  ) -> Catalog {
    Catalog.resolve(
      metadata: metadata, sources: sources.mapValues(\.state), contents: sources.mapValues(\.contents),
      remotes: remotes.mapValues(\.state), options: options, reusing: previous)
  }

  /// Reads what metadata needs of a source besides its description: of all its tables, or of those named.
  func read(_ declared: Source, among tables: Set<TableName>? = nil, of source: ConnectedSource) async -> ConnectedSource {
    guard case .available(let schema, _) = source.state else { return source }
    var source = source
    let reader = EnumerationReader(handle: source.handle, context: Self.introspection)
    let enumerations = await reader.read(declared, among: tables, in: schema)
    if tables == nil { source.contents.enumerations = [:] }
    source.contents.enumerations.merge(enumerations) { $1 }
    return source
  }

  private func connect(_ source: Source, _ known: ConnectedSource?) async -> ConnectedSource {
    let kind = kinds[source.kind]?.name ?? source.kind
    do {
      let configuration = try resolved(source.configuration)
      let reused = known.flatMap { $0.configuration == configuration.text && $0.handle.kind == kind ? $0.handle : nil }
      let handle =
        reused ?? host.source(name: source.name, kind: kind, configuration: configuration.text, pool: PoolSettings(configuration))
      let state = await introspect(source, handle, kind: kind)
      return await read(source, of: ConnectedSource(handle: handle, configuration: configuration.text, state: state))
    } catch {
      let handle = host.source(name: source.name, kind: kind, configuration: "{}")
      return ConnectedSource(handle: handle, configuration: "", state: .unavailable(error))
    }
  }

  /// The configuration with its references filled in, in the form that the user chose.
  private func resolved(_ configuration: JSON) throws(EngineError) -> JSON {
    let value = try ConnectionConfiguration(configuration, environment: environment).value
    return configuration["value"]?.objectValue == nil ? value : ["value": value]
  }

  private func introspect(_ source: Source, _ handle: SourceHandle, kind: String) async -> SourceState {
    do {
      let capabilities = try await host.capabilities(ofKind: kind)
      // Only what is tracked: a database of thousands of tables costs as much as its tracked ones.
      let call = DescribeCall(
        tables: source.tables.map { TableReference($0.name.components) }, functions: source.functionReferences,
        nativeQueries: source.declarations(among: nil, capabilities))
      return .available(try await handle.describe(call, context: Self.introspection), capabilities)
    } catch {
      return .unavailable(error)
    }
  }
}

extension SourceState {
  /// A source that could not be reached; the driver's words are for administrators (Hasura's `connection error`).
  static func unavailable(_ error: EngineError) -> SourceState {
    .unavailable(reason: "connection error", detail: .string(error.message))
  }
}

extension SourceSchema {
  /// Takes over newer descriptions; a table that was asked for and is not among them is gone.
  mutating func merge(_ newer: SourceSchema, replacing asked: [TableReference]) {
    let names = Set(asked)
    tables.removeAll { names.contains($0.name) }
    tables.append(contentsOf: newer.tables)
    nativeQueries += newer.nativeQueries
    functions.removeAll { names.contains($0.name) }
    functions.append(contentsOf: newer.functions)
    for scalar in newer.scalars where !scalars.contains(where: { $0.name == scalar.name }) { scalars.append(scalar) }
  }
}

extension Source {
  /// What is asked of a connector about native queries: about all, or about those named.
  fileprivate func declarations(among names: Set<String>?, _ capabilities: Capabilities) -> [NativeQueryDeclaration] {
    guard capabilities.features.contains(.nativeQueries) else { return [] }
    return nativeQueries.filter { names?.contains($0.name) ?? true }.compactMap(declaration)
  }
}

extension PoolSettings {
  /// The pool settings of a source's configuration: `connection_info.pool_settings`, as Hasura spells them.
  init(_ configuration: JSON) {
    self.init()
    let settings = configuration["connection_info"]?["pool_settings"] ?? configuration["value"]?["pool_settings"]
    if let maximum = settings?["max_connections"]?.int, maximum > 0 { maximumConnections = maximum }
    if let seconds = settings?["idle_timeout"]?.int { idleTimeout = .seconds(seconds) }
    if let count = settings?["retries"]?.int { retries = count }
    if let seconds = settings?["pool_timeout"]?.int { poolTimeout = .seconds(seconds) }
    if let seconds = settings?["connection_lifetime"]?.int { connectionLifetime = seconds == 0 ? nil : .seconds(seconds) }
  }
}
