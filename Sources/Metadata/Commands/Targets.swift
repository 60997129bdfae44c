package import Errors
package import JSON

/// The source that a request is about.
package struct SourceTarget: Equatable, Sendable {
  package let source: String
  /// The kind that the command's prefix demands; nil for commands without one.
  package let kind: String?
}

/// The table (or function) that a request is about, spelled as the user did.
package struct TableTarget: Equatable, Sendable {
  package let target: SourceTarget
  package let table: JSON
}

extension Metadata {
  /// The source of a request.
  ///
  /// Throws `not-exists` when there is none, or when it is of another kind than the command's prefix says.
  package func source(_ target: SourceTarget) throws(EngineError) -> Source {
    guard let source = sources[target.source] else {
      throw EngineError(.notExists, "source with name \"\(target.source)\" does not exist")
    }
    guard let kind = target.kind, kinds[source.kind]?.name != kind else { return source }
    throw EngineError(.notExists, "source with name \"\(target.source)\" is of kind \"\(source.kind)\", not \"\(kind)\"")
  }

  /// The table that a request names, tracked or not.
  package func tableID(_ target: TableTarget) throws(EngineError) -> TableID {
    let source = try source(target.target)
    let name = try at(.key("table")) { () throws(EngineError) in try source.tableNaming.name(target.table) }
    return TableID(source: source.name, name: name)
  }

  /// The tracked table that a request names.
  ///
  /// Throws `not-exists` when it is not tracked.
  package func trackedTable(_ target: TableTarget) throws(EngineError) -> (id: TableID, table: TrackedTable) {
    let id = try tableID(target)
    guard let table = table(id) else {
      throw EngineError(.notExists, "table \"\(id.name)\" does not exist in source: \(id.source)")
    }
    return (id, table)
  }

  /// The tracked table that a data request names; Hasura's words and place for one that is not there differ from those of commands.
  package func trackedTable(_ request: DataRequest) throws(EngineError) -> (id: TableID, table: TrackedTable) {
    let id = try tableID(request.target)
    guard let table = table(id) else {
      throw EngineError(.notExists, "table \"\(id.name)\" does not exist", at: ["table"])
    }
    return (id, table)
  }

  /// The tracked table of this identity.
  package func table(_ id: TableID) -> TrackedTable? { sources[id.source]?.tables[id.name] }
}
