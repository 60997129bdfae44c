import ConnectorProtocol
import Errors
import JSON
import Metadata

extension PredicateResolver {
  /// A remote relationship in a filter. `value` is resolved against the target and its source; the role's permissions there are not
  /// added, as with local relationships. Throws `not-supported` for what cannot be evaluated by lookup.
  func remote(_ name: String, _ value: JSON, _ scope: PredicateScope) throws(EngineError) -> RowPredicate {
    guard case .toSource(let definition)? = scope.table.declared.remoteRelationship(name)?.definition else {
      throw EngineError(.unexpectedPayload, "remote field unsupported")
    }
    guard let relationship = scope.table.remoteRelationships.first(where: { $0.name == name }), let target = tables[relationship.target],
      let other = elsewhere(relationship.target.source)
    else {
      throw EngineError(
        .notExists, "the remote relationship \"\(name)\" to source \"\(definition.source)\" is inconsistent or its source is not available")
    }
    try requireKeys(relationship, to: target)
    let inner: RowPredicate
    do throws(EngineError) {
      inner = try other.predicate(value, .elsewhere(target))
    } catch {
      throw error.through(name)
    }
    return .remote(
      RemotePredicate(
        name: name, source: other.source.name, from: target.relation, keys: relationship.lookup.map(\.column),
        members: zip(relationship.keys, relationship.lookup).map { LookupKey(column: $0, sent: $1.column.type.canonical) }, filter: inner))
  }

  /// The comparison goes from the target's values to this table's column, where a lookup goes the other way: both must mean the same.
  private func requireKeys(_ relationship: CatalogRemoteRelationship, to target: CatalogTable) throws(EngineError) {
    let name = relationship.name
    guard source.has(.keyFilters) else {
      throw EngineError(.notSupported, "source \"\(source.name)\" does not support filters through remote relationships: \"\(name)\"")
    }
    guard target.native == nil else {
      throw EngineError(.notSupported, "filters through a remote relationship to a native query are not supported: \"\(name)\"")
    }
    for (own, key) in zip(relationship.keys, relationship.lookup) {
      let (type, other) = (own.type.canonical, key.column.type.canonical)
      guard !key.usesTargetCollation || other != .text else {
        throw EngineError(
          .notSupported,
          "filters through remote relationship \"\(name)\" are not supported: it compares column \"\(own.name)\" by the collation of"
            + " \"\(key.column.name)\", which only the source \"\(target.id.source)\" knows")
      }
      guard other.isMatchable(with: type), type == other || (type != .float32 && other != .float32) else {
        throw EngineError(
          .notSupported,
          "filters through remote relationship \"\(name)\" are not supported: column \"\(key.column.name)\" of table"
            + " \"\(target.id.name.text)\" in source \"\(target.id.source)\" has type \"\(key.column.type.native)\", whose values cannot be"
            + " matched exactly with type \"\(own.type.native)\" of column \"\(own.name)\"")
      }
    }
  }

  /// The resolver of filters in another source; nil if that is not there.
  private func elsewhere(_ name: String) -> PredicateResolver? {
    guard let source = sources[name] else { return nil }
    return PredicateResolver(source: source, metadata: metadata, sources: sources, tables: tables)
  }
}

extension EngineError {
  /// An error of a filter in another source: its words alone would not tell of which table they speak.
  fileprivate func through(_ relationship: String) -> EngineError {
    var error = self
    error.message = "in remote relationship \"\(relationship)\": \(message)"
    return error
  }
}
