import Catalog
import ConnectorProtocol
import Errors
import GraphQL
import QueryPlan

extension Planner {
  /// The place of a remote relationship's rows, and the lookup that fills it.
  func remote(
    _ remote: CatalogRemoteRelationship, _ field: CollectedField, _ path: [String], _ builder: inout FetchBuilder
  ) throws(EngineError) -> FieldValue {
    let isObject = remote.cardinality == .object
    return try join(remote, path, isObject ? .object : .array, &builder) { target, lookup throws(EngineError) in
      isObject ? try firstRow(of: target, field, path, &lookup) : try rows(of: target, field, path, &lookup)
    }
  }

  /// The place of a remote relationship's summary, and the lookup that fills it.
  func remoteAggregate(
    _ remote: CatalogRemoteRelationship, _ field: CollectedField, _ path: [String], _ builder: inout FetchBuilder
  ) throws(EngineError) -> FieldValue {
    try join(remote, path, .aggregate, &builder) { target, lookup throws(EngineError) in
      try aggregate(of: target, field, path, &lookup)
    }
  }

  private func join(
    _ remote: CatalogRemoteRelationship, _ path: [String], _ cardinality: Join.Cardinality, _ builder: inout FetchBuilder,
    _ select: (CatalogTable, inout FetchBuilder) throws(EngineError) -> ConnectorProtocol.Selection
  ) throws(EngineError) -> FieldValue {
    let use = builder.use(try join(remote, path, cardinality, select))
    return .remote(use: use, keys: remote.keys.map(RowValue.column))
  }

  /// The lookup of a table's rows by the key of a relationship.
  func join(
    _ remote: CatalogRemoteRelationship, _ path: [String], _ cardinality: Join.Cardinality,
    _ select: (CatalogTable, inout FetchBuilder) throws(EngineError) -> ConnectorProtocol.Selection
  ) throws(EngineError) -> Join {
    let target = try visible(remote.target)
    var lookup = try self.builder(for: target)
    let selection = try select(target, &lookup)
    let fetch = lookup.fetch(selection, keys: remote.lookup)
    return Join(name: path.joined(separator: "."), cardinality: cardinality, lookup: fetch)
  }
}
