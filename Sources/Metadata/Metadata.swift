package import Errors
package import JSON

/// Everything that the user declared: the ordered JSON of metadata version 3, with typed views on it.
///
/// Keys without a typed view are kept and exported as they were given. Editing one table decodes that table only.
package struct Metadata: Equatable, Sendable {
  /// The kinds by which tables of sources are read.
  package let kinds: Kinds
  package internal(set) var sources: OrderedMap<String, Source>
  /// Every top-level key but `sources`, whose place is held by null.
  var members: JSONObject

  /// Metadata in which nothing is declared.
  package init(kinds: Kinds) {
    self.kinds = kinds
    sources = OrderedMap()
    members = ["version": 3, "sources": .null]
  }

  /// Reads exported metadata.
  ///
  /// Throws `parse-failed` with the path within `json`; sources of unknown kinds are accepted.
  package init(_ json: JSON, kinds: Kinds) throws(EngineError) {
    let arguments = try Arguments(json, as: "Metadata")
    self.kinds = kinds
    sources = try Self.sources(arguments, kinds: kinds)
    members = arguments.object
    members["version"] = members["version"] ?? 3
    members["sources"] = .null
  }

  private static func sources(_ arguments: Arguments, kinds: Kinds) throws(EngineError) -> OrderedMap<String, Source> {
    _ = try arguments.read("sources", Expect.array)
    let declared = try arguments.list("sources") { source throws(EngineError) in
      try Source(try Expect.object(source, as: "SourceMetadata"), kinds: kinds)
    }
    try at(.key("sources")) { () throws(EngineError) in try Expect.unique(declared.map(\.name), "sources") }
    var sources = OrderedMap<String, Source>()
    for source in declared { sources[source.name] = source }
    return sources
  }
}

extension Metadata {
  /// The metadata as it is exported.
  package var json: JSON {
    var object = members
    object["sources"] = .array(sources.map(\.json))
    return .object(object)
  }

  /// The entries of a top-level list such as `remote_schemas` or `rest_endpoints`, as given.
  package func entries(_ key: String) -> [JSONObject] { members[key]?.arrayValue?.compactMap(\.objectValue) ?? [] }

  /// A top-level value such as `custom_types`, as given.
  package func member(_ key: String) -> JSON? { key == "sources" ? nil : members[key] }

  /// The tracked table that a remote relationship leads to, or the part of it that exists.
  ///
  /// Throws `parse-failed` when the table cannot be read in the naming of the target's kind.
  package func target(of definition: RemoteRelationship.ToSource) throws(EngineError) -> (source: Source, table: TableName)? {
    guard let source = sources[definition.source] else { return nil }
    return (source, try source.tableNaming.name(definition.table))
  }
}
