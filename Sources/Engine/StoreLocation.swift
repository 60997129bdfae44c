import ConnectorProtocol
import Errors
import JSON
import Metadata

/// Where metadata is kept, found from the settings: a database by its URL, or a file.
struct StoreLocation: Sendable {
  let kind: String
  let configuration: JSON
  /// Whether the store is another program that may come later than this one.
  let isRemote: Bool
  private let kinds: [Manifest.Kind]

  /// `--metadata-database-url`, else `--database-url` (Hasura's rule), else a file.
  ///
  /// Throws `invalid-configuration` when no connector serves the URL's scheme.
  init(_ settings: Configuration, kinds: [Manifest.Kind]) throws(EngineError) {
    self.kinds = kinds
    if let url = settings.metadataDatabaseURL ?? settings.databaseURL {
      kind = try Self.kind(of: url, among: kinds).name
      configuration = ["connection_info": ["database_url": .string(url), "pool_settings": ["max_connections": 1]]]
      isRemote = true
      return
    }
    // The kind that serves files is the embedded store, whatever it is called.
    guard let kind = kinds.first(where: { $0.urlSchemes.contains("file") }) else {
      throw EngineError(.invalidConfiguration, "no connector for an embedded metadata store was found beside this program")
    }
    self.kind = kind.name
    let file = settings.metadataFile ?? "\(settings.dataDirectory)/metadata.db"
    try ProcessFacts.makeDirectory(of: file)
    configuration = ["path": .string(file), "create": true]
    isRemote = false
  }

  /// Metadata of a first start: empty, or with source `default` on `--database-url`.
  func initialMetadata(_ settings: Configuration, kinds: Kinds) throws(EngineError) -> Metadata {
    guard let url = settings.databaseURL else { return Metadata(kinds: kinds) }
    let kind = try Self.kind(of: url, among: self.kinds).name
    let source: JSON = [
      "name": "default", "kind": .string(kind), "tables": [],
      "configuration": [
        "connection_info": ["database_url": .string(url), "isolation_level": "read-committed", "use_prepared_statements": true]
      ],
    ]
    return try Metadata(["version": 3, "sources": [source]], kinds: kinds)
  }

  private static func kind(of url: String, among kinds: [Manifest.Kind]) throws(EngineError) -> Manifest.Kind {
    let scheme = String(url.prefix { $0 != ":" }).lowercased()
    guard let kind = kinds.first(where: { $0.urlSchemes.contains(scheme) }) else {
      throw EngineError(.invalidConfiguration, "no connector serves database URLs that begin with \"\(scheme):\"")
    }
    return kind
  }
}

extension Kind {
  /// A kind as its connector's manifest declares it.
  init(_ kind: Manifest.Kind) {
    self.init(
      name: kind.name, aliases: kind.aliases, commandPrefixes: kind.commandPrefixes,
      tableNaming: TableNaming(
        components: kind.tableNaming.components, defaults: kind.tableNaming.defaults, form: kind.tableNaming.isObject ? .object : .array))
  }
}
