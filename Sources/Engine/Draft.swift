import Catalog
import ConnectorHost
import ConnectorProtocol
import Errors
import JSON
import Metadata

/// Metadata on its way to become current: commands change it, and nothing is seen of it before it is saved and swapped in.
///
/// Dropping a draft undoes everything that commands did to metadata.
struct Draft: Sendable {
  private(set) var metadata: Metadata
  private(set) var sources: [String: ConnectedSource]
  private(set) var catalog: Catalog
  /// Whether metadata differs from what is stored.
  private(set) var isChanged = false
  private let connections: Connections

  /// Continues from a snapshot.
  init(_ snapshot: Snapshot, connections: Connections) {
    metadata = snapshot.metadata
    sources = snapshot.sources
    catalog = snapshot.catalog
    self.connections = connections
  }

  /// Starts from stored metadata: all its sources are opened, at the same time.
  init(booting metadata: Metadata, connections: Connections) async {
    self.metadata = metadata
    self.connections = connections
    sources = await connections.connect(metadata.sources.map { $0 })
    catalog = connections.resolve(metadata, sources, previous: nil)
  }

  /// Applies a change; throws, with nothing changed, if it is not allowed or makes something inconsistent that it must not.
  mutating func apply(_ change: any MetadataChange) async throws(EngineError) -> JSON {
    var next = self
    let (metadata, touched) = try metadata.applying(change, foreignKeys: foreignKeys)
    next.metadata = metadata
    next.isChanged = true
    await next.introspect(touched)
    next.catalog = connections.resolve(metadata, next.sources, previous: catalog)
    let warnings = try next.judge(touched, before: catalog)
    let answer = next.answer(to: change, warnings: warnings)
    self = next
    return answer
  }

  /// Introspects sources again; with names, only those. Metadata stays as it is.
  mutating func reload(_ scope: ReloadRequest.Scope) async {
    let reloaded = metadata.sources.filter { source in
      switch scope {
      case .all: true
      case .named(let names): names.contains(source.name)
      }
    }
    for (name, source) in await connections.connect(reloaded) { sources[name] = source }
    catalog = connections.resolve(metadata, sources, previous: catalog)
  }

  /// Removes every object that is inconsistent.
  mutating func dropInconsistent() throws(EngineError) {
    try drop(catalog.inconsistencies.flatMap { $0.objects.map(\.id) })
  }

  /// Removes objects and what is declared on them.
  mutating func drop(_ objects: [MetadataObjectID]) throws(EngineError) {
    guard !objects.isEmpty else { return }
    metadata = try metadata.dropping(objects)
    isChanged = true
    catalog = connections.resolve(metadata, sources, previous: catalog)
  }

  /// Opens what is new, closes nothing, and learns what the change's tables look like.
  private mutating func introspect(_ touched: Touched) async {
    sources = sources.filter { metadata.sources[$0.key] != nil }
    let changed = metadata.sources.filter { touched.sources.contains($0.name) || sources[$0.name] == nil }
    for (name, source) in await connections.connect(changed) { sources[name] = source }
    let tables = Dictionary(grouping: touched.tables) { $0.source }
    for (name, tables) in tables where !changed.contains(where: { $0.name == name }) {
      guard let source = sources[name] else { continue }
      sources[name] = await connections.describe(tables.map(\.name), of: source)
    }
  }

  /// Whether the change may stand, by what it newly makes inconsistent. Returns warnings for what was left out.
  private mutating func judge(_ touched: Touched, before: Catalog) throws(EngineError) -> [MetadataWarning] {
    let known = Set(before.inconsistencies.flatMap { $0.objects.map(\.id) })
    let created = Set(touched.created)
    let new = catalog.inconsistencies.filter { inconsistency in
      inconsistency.objects.contains { created.contains($0.id) || !known.contains($0.id) }
    }
    switch touched.tolerance {
    case .everything: return []
    case .none:
      guard catalog.inconsistencies.isEmpty else {
        throw EngineError(
          .unexpected, "cannot continue due to inconsistent metadata", detail: MetadataAnswer.list(catalog.inconsistencies))
      }
      return []
    case .createdMustBeConsistent:
      try refuse(created: touched.created, among: new)
      return []
    case .nothingNew:
      try refuse(new)
      return []
    case .createdBecomeWarnings: return try leaveOut(touched.created, among: new)
    }
  }

  private func refuse(created: [MetadataObjectID], among new: [Inconsistency]) throws(EngineError) {
    let own = new.filter { inconsistency in inconsistency.objects.contains { created.contains($0.id) } }
    guard let first = own.first else { return try refuse(new) }
    throw EngineError(
      .invalidConfiguration, first.reason, at: ErrorPath(keys: "args"), detail: MetadataAnswer.list(own))
  }

  private func refuse(_ new: [Inconsistency]) throws(EngineError) {
    guard !new.isEmpty else { return }
    throw EngineError(.unexpected, "cannot continue due to new inconsistent metadata", detail: MetadataAnswer.list(new))
  }

  private mutating func leaveOut(_ created: [MetadataObjectID], among new: [Inconsistency]) throws(EngineError) -> [MetadataWarning] {
    var warnings: [MetadataWarning] = []
    var failed: [MetadataObjectID] = []
    for inconsistency in new {
      for object in inconsistency.objects where created.contains(object.id) {
        failed.append(object.id)
        warnings.append(MetadataWarning(code: "track-table-failed", message: inconsistency.reason, object: object.id))
      }
    }
    try refuse(new.filter { inconsistency in !inconsistency.objects.contains { created.contains($0.id) } })
    guard failed.count < created.count || created.isEmpty else {
      throw EngineError(
        .metadataWarnings, "all tables failed to be tracked", at: ErrorPath(keys: "args"), detail: .array(warnings.map(\.json)))
    }
    try drop(failed)
    return warnings
  }

  private func answer(to change: any MetadataChange, warnings: [MetadataWarning]) -> JSON {
    switch change.answer {
    case .success: MetadataAnswer.success(warnings: warnings)
    case .consistency: MetadataAnswer.consistency(catalog.inconsistencies)
    }
  }
}

extension Draft {
  /// What the databases know of foreign keys, for metadata commands that must see dependencies through them.
  private var foreignKeys: ForeignKeys {
    let schemas = sources.compactMapValues { source in if case .available(let schema, _) = source.state { schema } else { nil } }
    let namings = metadata.sources.reduce(into: [:]) { $0[$1.name] = $1.tableNaming }
    return ForeignKeys { id, columns in
      let reference = TableReference(id.name.components)
      let table = schemas[id.source]?.tables.first { $0.name == reference || [$0.name.name] == id.name.components }
      let key = table?.foreignKeys.first { Set($0.columns) == Set(columns) }
      return key.flatMap { namings[id.source]?.name($0.table.path) }
    }
  }
}

extension Draft {
  /// What the connector of a kind can do, for `get_source_kind_capabilities`.
  func capabilitiesAnswer(ofKind kind: String) throws(EngineError) -> JSON {
    guard let kind = metadata.kinds[kind] else { throw EngineError(.notExists, "source kind \"\(kind)\" does not exist") }
    for source in metadata.sources where metadata.kinds[source.kind]?.name == kind.name {
      guard case .available(_, let capabilities)? = sources[source.name]?.state else { continue }
      return ["features": .array(capabilities.features.map(\.rawValue).sorted().map(JSON.string))]
    }
    return ["features": []]
  }
}
