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
  private(set) var remotes: [String: ConnectedRemote]
  private(set) var catalog: Catalog
  /// Whether metadata differs from what is stored.
  private(set) var isChanged = false
  let connections: Connections

  /// Continues from a snapshot.
  init(_ snapshot: Snapshot, connections: Connections) {
    metadata = snapshot.metadata
    sources = snapshot.sources
    remotes = snapshot.remotes
    catalog = snapshot.catalog
    self.connections = connections
  }

  /// Starts from stored metadata: all its sources are opened, at the same time.
  init(booting metadata: Metadata, connections: Connections) async {
    self.metadata = metadata
    self.connections = connections
    // Whoever does not answer at once is asked again when the port is open.
    async let remotes = connections.remotes.connect(metadata.remoteSchemas, of: metadata, patience: .milliseconds(300))
    sources = await connections.connect(metadata.sources.map { $0 })
    self.remotes = await remotes
    catalog = connections.resolve(metadata, sources, self.remotes, previous: nil)
  }

  /// Applies changes, one or those of a `bulk_atomic`, and judges what they make together.
  ///
  /// Throws, with nothing changed, if one is not allowed or if something becomes inconsistent that must not.
  mutating func apply(_ changes: [any MetadataChange]) async throws(EngineError) -> JSON {
    var next = self
    var touched = Touched.nothing
    for (index, change) in changes.enumerated() {
      do throws(EngineError) {
        let (metadata, here) = try next.metadata.applying(change, foreignKeys: foreignKeys)
        next.metadata = metadata
        touched = index == 0 ? here : touched.followed(by: here)
      } catch {
        throw changes.count == 1 ? error : error.inside("args", .index(index))
      }
    }
    next.isChanged = true
    try next.refuseUselessPermissions(touched.created)
    await next.introspect(touched)
    try next.refuseFunctions(touched.created)
    next.catalog = connections.resolve(next.metadata, next.sources, next.remotes, previous: catalog)
    let warnings = try next.judge(touched, before: catalog)
    let answer = next.answer(to: changes, warnings: touched.warnings + warnings)
    self = next
    return answer
  }

  /// Takes over metadata together with descriptions of a source's tracked tables; throws if something becomes inconsistent.
  mutating func adopt(_ metadata: Metadata, _ tables: SourceSchema, of name: String) throws(EngineError) {
    guard var source = sources[name], case .available(var schema, let capabilities) = source.state else { return }
    let tracked = self.metadata.sources[name]?.tables.map { TableReference($0.name.components) } ?? []
    let functions = self.metadata.sources[name]?.functionReferences ?? []
    schema.merge(tables, replacing: tracked + functions + tables.tables.map(\.name))
    source.state = .available(schema, capabilities)
    var next = self
    next.sources[name] = source
    next.isChanged = isChanged || metadata != self.metadata
    next.metadata = metadata
    next.catalog = connections.resolve(metadata, next.sources, next.remotes, previous: catalog)
    try next.refuseNewInconsistencies(before: catalog)
    self = next
  }

  /// What is known of an available source's tables.
  func schema(of source: String) -> SourceSchema? {
    if case .available(let schema, _)? = sources[source]?.state { schema } else { nil }
  }

  /// Reads again what was read of a source besides its tables, which SQL may have changed.
  mutating func readAgain(_ name: String) async {
    guard let declared = metadata.sources[name], let source = sources[name] else { return }
    var now = await connections.read(declared, of: source)
    let queries = declared.nativeQueries.map { TableName.nativeQuery($0.name) }
    if !queries.isEmpty { now = await connections.describe(queries, of: declared, now) }
    guard now.contents != source.contents || now.state != source.state else { return }
    sources[name] = now
    catalog = connections.resolve(metadata, sources, remotes, previous: catalog)
  }

  /// Introspects sources again; with names, only those. Metadata stays as it is.
  mutating func reload(_ scope: ReloadRequest.Scope) async {
    let reloaded = metadata.sources.filter { source in
      switch scope {
      case .all: true
      case .named(let names): names.contains(source.name)
      }
    }
    for (name, source) in await connections.connect(reloaded, reusing: sources) { sources[name] = source }
    catalog = connections.resolve(metadata, sources, remotes, previous: catalog)
  }

  /// Takes over what servers answered, unless they are declared otherwise by now.
  mutating func take(_ found: [String: ConnectedRemote]) {
    for (name, declared) in metadata.remoteSchemas {
      guard let remote = found[name], case .success(let declaration) = declared, remote.definition == declaration.definition else {
        continue
      }
      remotes[name] = remote
    }
    catalog = connections.resolve(metadata, sources, remotes, previous: catalog)
  }

  /// Throws if something is inconsistent that was not before.
  mutating func refuseNewInconsistencies(before: Catalog) throws(EngineError) {
    _ = try judge(.nothing, before: before)
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
    catalog = connections.resolve(metadata, sources, remotes, previous: catalog)
  }

  /// Opens what is new, closes nothing, and learns what the change's tables look like.
  private mutating func introspect(_ touched: Touched) async {
    sources = sources.filter { metadata.sources[$0.key] != nil }
    await introspectRemotes(touched.remoteSchemas)
    let changed = metadata.sources.filter { touched.sources.contains($0.name) || sources[$0.name] == nil }
    for (name, source) in await connections.connect(changed, reusing: sources) { sources[name] = source }
    let tables = Dictionary(grouping: touched.tables) { $0.source }
    for (name, tables) in tables where !changed.contains(where: { $0.name == name }) {
      guard let source = sources[name], let declared = metadata.sources[name] else { continue }
      sources[name] = await connections.describe(tables.map(\.name), of: declared, source)
    }
  }

  /// Asks servers that are new or declared anew, and forgets those that are gone.
  private mutating func introspectRemotes(_ touched: Set<String>) async {
    let declared = metadata.remoteSchemas
    let names = Set(declared.map(\.name))
    remotes = remotes.filter { names.contains($0.key) }
    let changed = declared.filter { name, declaration in
      guard !touched.contains(name), let known = remotes[name] else { return true }
      if case .success(let declared) = declaration { return declared.definition != known.definition }
      return false
    }
    remotes.merge(await connections.remotes.connect(changed, of: metadata)) { $1 }
  }

  /// Whether the change may stand, by what it newly makes inconsistent. Returns warnings for what was left out.
  private mutating func judge(
    _ touched: Touched, before: Catalog
  ) throws(EngineError) -> [MetadataWarning] {
    let (tolerance, created) = (touched.tolerance, touched.created)
    let known = Set(before.inconsistencies.flatMap { $0.objects.map(\.id) })
    let own = Set(created)
    let new = catalog.inconsistencies.filter { inconsistency in
      inconsistency.objects.contains { own.contains($0.id) || !known.contains($0.id) }
    }
    if tolerance != .everything { try refuseConflicts(new) }
    switch tolerance {
    case .everything: return []
    case .none:
      guard catalog.inconsistencies.isEmpty else {
        throw EngineError(
          .unexpected, "cannot continue due to inconsistent metadata", at: ErrorPath(keys: "args"),
          detail: MetadataAnswer.list(catalog.inconsistencies), status: 400)
      }
      return []
    case .createdMustBeConsistent:
      try refuse(created: created, among: new, answersCause: touched.answersCause)
      return []
    case .nothingNew:
      try refuse(new)
      return []
    case .createdBecomeWarnings: return try leaveOut(created, among: new)
    }
  }

  /// Not every kind of database has functions that can be called.
  private func refuseFunctions(_ created: [MetadataObjectID]) throws(EngineError) {
    for object in created {
      let id: TableID
      switch object {
      case .function(let function), .functionPermission(_, let function): id = function
      case .computedField(_, let table): id = table
      default: continue
      }
      guard case .available(_, let capabilities)? = sources[id.source]?.state, !capabilities.features.contains(.functions) else { continue }
      let kind = metadata.sources[id.source]?.kind ?? ""
      throw EngineError(
        .notSupported, "functions and computed fields are not supported by sources of kind \"\(kind)\"", at: ErrorPath(keys: "args"))
    }
  }

  private func refuse(created: [MetadataObjectID], among new: [Inconsistency], answersCause: Bool) throws(EngineError) {
    let own = new.filter { inconsistency in inconsistency.objects.contains { created.contains($0.id) } }
    guard let first = own.first else { return try refuse(new) }
    // Hasura's refusal of a query that the database does not take.
    if case .nativeQuery? = created.first, let detail = first.detail {
      throw EngineError(.validationFailed, "Failed to validate query", at: ErrorPath(keys: "args"), detail: detail)
    }
    if answersCause, let cause = first.cause { throw cause.inside("args") }
    throw EngineError(
      .invalidConfiguration, first.reason, at: ErrorPath(keys: "args"), detail: MetadataAnswer.list(own))
  }

  /// In Hasura, names that several objects claim are no inconsistency but a schema that cannot be made.
  private func refuseConflicts(_ new: [Inconsistency]) throws(EngineError) {
    guard let conflict = new.first(where: { $0.objects.count > 1 }) else { return }
    throw EngineError(.unexpected, conflict.reason, at: ErrorPath(keys: "args"))
  }

  private func refuse(_ new: [Inconsistency]) throws(EngineError) {
    guard !new.isEmpty else { return }
    throw EngineError(
      .unexpected, "cannot continue due to new inconsistent metadata", at: ErrorPath(keys: "args"), detail: MetadataAnswer.list(new),
      status: 400)
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

  private func answer(to changes: [any MetadataChange], warnings: [MetadataWarning]) -> JSON {
    guard changes.count == 1, case .consistency? = changes.first?.answer else { return MetadataAnswer.success(warnings: warnings) }
    return MetadataAnswer.consistency(catalog.inconsistencies)
  }
}

extension Draft {
  /// What the databases know of foreign keys, for metadata commands that must see dependencies through them.
  var foreignKeys: ForeignKeys {
    let schemas = sources.compactMapValues { source in if case .available(let schema, _) = source.state { schema } else { nil } }
    let namings = metadata.sources.reduce(into: [:]) { $0[$1.name] = $1.tableNaming }
    return ForeignKeys(
      lookup: { id, columns in
        let key = schemas[id.source]?.table(id.name)?.foreignKeys.first { Set($0.columns) == Set(columns) }
        return key.flatMap { namings[id.source]?.name($0.table.path) }
      },
      functionTable: { id in
        let function = schemas[id.source]?.functions.first { $0.name.path == id.name.components }
        return function?.result.table.flatMap { namings[id.source]?.name($0.path) }
      })
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
