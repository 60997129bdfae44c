import Catalog
import ConnectorProtocol
import Errors
import JSON
import Metadata

/// Executes the commands of one metadata request on a draft.
struct CommandRunner: Sendable {
  var draft: Draft
  private let version: Int
  private let configuration: Configuration
  private let session: Session
  /// Sources whose database a command may have changed.
  private(set) var touchedSources: Set<String> = []

  var hasTouchedDatabases: Bool { !touchedSources.isEmpty }

  init(draft: Draft, version: Int, configuration: Configuration, session: Session) {
    self.draft = draft
    self.version = version
    self.configuration = configuration
    self.session = session
  }

  /// Notes that a source's database may have changed.
  mutating func touch(_ source: String) { touchedSources.insert(source) }

  mutating func run(_ request: MetadataRequest) async throws(EngineError) -> JSON {
    switch request.command {
    case .change(let change): return try await draft.apply([change])
    case .read(let read): return try answer(read, request)
    case .source(let call): return try await run(call)
    case .reload(let reload) where reload.isOfRemoteSchema: return try await draft.reloadRemoteSchema(reload)
    case .reload(let reload):
      await draft.reload(reload.sources)
      try await draft.reloadRemotes(reload.remoteSchemas)
      return MetadataAnswer.reloaded(draft.catalog.inconsistencies)
    case .dropInconsistent:
      try draft.dropInconsistent()
      return MetadataAnswer.success
    case .bulk(let mode, let requests): return try await run(requests, mode)
    }
  }

  private func answer(_ read: MetadataRead, _ request: MetadataRequest) throws(EngineError) -> JSON {
    switch read {
    case .export:
      return MetadataAnswer.export(draft.metadata, resourceVersion: version, requestVersion: request.version)
    case .inconsistencies: return MetadataAnswer.consistency(draft.catalog.inconsistencies)
    case .sourceKinds: return MetadataAnswer.sourceKinds(draft.metadata.kinds)
    case .sourceKindCapabilities(let kind): return try draft.capabilitiesAnswer(ofKind: kind)
    case .entries(let list, let target): return .array(try draft.metadata.source(target).entries(list).map(JSON.object))
    case .remoteSchema(let name): return try draft.introspection(ofRemote: name)
    case .cronTriggers: return .array(draft.metadata.entries("cron_triggers").map(JSON.object))
    }
  }

  private mutating func run(_ call: SourceRequest) async throws(EngineError) -> JSON {
    do {
      switch call {
      case .runSQL(let sql): return try await run(sql)
      case .listTables(let target): return try await listTables(target)
      case .describeTable(let target): return try await describe(target)
      case .suggestRelationships(let target, _): return try suggestRelationships(target)
      case .data(let request):
        let call = DataCall(request, draft: draft, session: session, configuration: configuration)
        return try await call.run()
      }
    } catch {
      throw error.inside("args")
    }
  }
}

extension EngineError {
  /// This error with steps in front of its path.
  func inside(_ steps: ErrorPath.Component...) -> EngineError {
    var error = self
    error.path.components.insert(contentsOf: steps, at: 0)
    return error
  }
}
