package import ConnectorProtocol
package import Metadata

/// A relationship to a table of the same source.
package struct CatalogRelationship: Sendable {
  /// The GraphQL name.
  package let name: String
  package let cardinality: Relationship.Cardinality
  package let target: TableID
  /// Equalities that hold between a row and its partners.
  package let pairs: [ConnectorProtocol.ColumnPair]
  /// Whether a row may be without a partner (object relationships).
  package let isNullable: Bool
  /// Whether a nested insert writes the partner after the row, which then gives the partner's key.
  package let isInsertedAfterParent: Bool
  let description: String?
}

/// A relationship to a table of any source, joined by the host.
package struct CatalogRemoteRelationship: Sendable {
  /// The GraphQL name.
  package let name: String
  package let cardinality: Relationship.Cardinality
  package let target: TableID
  /// This table's columns whose values are looked up.
  package let keys: [Column]
  /// The target's columns that are matched with `keys`, one each.
  package let lookup: [LookupKey]
}
