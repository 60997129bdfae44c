import ConnectorProtocol
import Errors
import JSON
package import Metadata

extension Catalog {
  /// Resolves metadata against what the databases hold.
  ///
  /// What neither metadata nor a description changed is taken over from `previous`. A source without a state counts as unavailable.
  package static func resolve(
    metadata: Metadata, sources: [String: SourceState], contents: [String: SourceContents] = [:],
    remotes: [String: RemoteSchemaState] = [:], options: CatalogOptions = CatalogOptions(), reusing previous: Catalog? = nil
  ) -> Catalog {
    var resolver = Resolver(metadata: metadata, options: options, previous: previous)
    for source in metadata.sources {
      resolver.resolve(
        source, sources[source.name] ?? .unavailable(reason: "connection error"), contents[source.name] ?? SourceContents())
    }
    let distinct = resolver.removingClashes()
    resolver.resolveRemoteSchemas(remotes, beside: OrderedTables(distinct))
    var tables = OrderedTables(resolver.relating(OrderedTables(distinct)))
    tables.functions = resolver.functions(tables)
    resolver.relateRemoteSchemas(tables)
    let access = resolver.permitting(tables)
    return Catalog(
      options: options, sources: resolver.sources, tables: tables, remotes: resolver.remotes, access: access,
      inconsistencies: resolver.sortedInconsistencies())
  }
}

/// The stages of resolving, each a method: sources with their tables, clashes of names, relationships, permissions.
struct Resolver {
  let metadata: Metadata
  private let options: CatalogOptions
  private let previous: Catalog?
  private(set) var sources: [String: CatalogSource] = [:]
  private(set) var found: [CatalogTable] = []
  var remotes: [CatalogRemoteSchema] = []
  private var inconsistencies: [(rank: Int, inconsistency: Inconsistency)] = []

  init(metadata: Metadata, options: CatalogOptions, previous: Catalog?) {
    self.metadata = metadata
    self.options = options
    self.previous = previous
  }

  mutating func resolve(_ source: Source, _ state: SourceState, _ contents: SourceContents) {
    switch state {
    case .unavailable(let reason, let detail): report(reason, .source(source.name), detail: detail)
    case .available(let schema, let capabilities):
      let known = reused(source, schema, capabilities)
      let (enumerations, refused) = enumerations(of: source, known, contents)
      let resolved = known.enumerations == enumerations ? known : known.replacing(enumerations: enumerations)
      sources[source.name] = resolved
      for tracked in source.tables where !refused.contains(tracked.name) { resolveTable(tracked, in: resolved) }
      resolveNativeQueries(of: source, in: resolved)
    }
  }

  /// The source of the previous catalog if nothing about it changed: its index of descriptions is worth keeping.
  private func reused(_ source: Source, _ schema: SourceSchema, _ capabilities: Capabilities) -> CatalogSource {
    let names = SourceNames(source.customization, default: options.namingConvention)
    if let known = previous?.sources[source.name], known.names == names, known.schema == schema, known.capabilities == capabilities {
      return known
    }
    return CatalogSource(name: source.name, names: names, schema: schema, capabilities: capabilities)
  }

  private mutating func resolveTable(_ tracked: TrackedTable, in source: CatalogSource) {
    let id = TableID(source: source.name, name: tracked.name)
    guard let described = source.descriptions[tracked.name] else {
      return report("no such table/view exists in source: \"\(tracked.name.text)\"", .table(id))
    }
    if let own = reusedColumns(id, tracked, described, source) {
      return found.append(CatalogTable(id: id, own: own, declared: tracked))
    }
    do throws(TableProblem) {
      let own = try TableColumns(tracked: tracked, described: described, in: source)
      found.append(CatalogTable(id: id, own: own, declared: tracked))
    } catch {
      report("in table \"\(tracked.name.text)\": \(error.reason)", .table(id))
    }
  }

  private func reusedColumns(
    _ id: TableID, _ tracked: TrackedTable, _ described: TableDescription, _ source: CatalogSource
  ) -> TableColumns? {
    guard let before = previous?.sources[source.name], let own = previous?.table(id)?.own else { return nil }
    let isSameKind = before === source || (before.names == source.names && before.scalars == source.scalars)
    guard isSameKind, own.tracked == tracked, own.described == described else { return nil }
    return own.enumerations == source.enumerations(referredToBy: described) ? own : nil
  }

  /// Adds what was found.
  mutating func add(_ table: CatalogTable) { found.append(table) }

  /// Notes why an object is left out.
  mutating func report(_ reason: String, _ object: MetadataObjectID, detail: JSON? = nil) {
    let inconsistency = Inconsistency(reason: "Inconsistent object: \(reason)", objects: [metadata.object(object)], detail: detail)
    inconsistencies.append((object.rank, inconsistency))
  }

  /// Notes why an object is left out that the command which declares it refuses with the error itself.
  mutating func report(_ error: EngineError, _ object: MetadataObjectID, at place: String = "") {
    let inconsistency = Inconsistency(
      reason: "Inconsistent object: \(place)\(error.message)", objects: [metadata.object(object)], detail: error.detail, cause: error)
    inconsistencies.append((object.rank, inconsistency))
  }

  /// Notes what a role does not inherit.
  mutating func reportInheritance(of role: String, entity: JSON, _ name: String) {
    inconsistencies.append((Int.max, Inconsistency(role: role, entity: entity, named: name)))
  }

  /// Notes that objects cannot live side by side.
  mutating func reportConflict(_ reason: String, _ objects: [MetadataObjectID]) {
    inconsistencies.append((objects[0].rank, Inconsistency(reason: reason, objects: objects.map { metadata.object($0) })))
  }

  /// Sources, then tables, then the rest, each in the order of metadata.
  func sortedInconsistencies() -> [Inconsistency] {
    let ordered = inconsistencies.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
    return ordered.map(\.element.inconsistency)
  }
}

extension MetadataObjectID {
  fileprivate var rank: Int {
    switch self {
    case .source: 0
    case .table: 1
    default: 2
    }
  }
}

/// Why a table cannot have a place in the GraphQL schema.
struct TableProblem: Error {
  let reason: String
  /// Whether the reason says itself what it is about.
  var isWhole = false
}
