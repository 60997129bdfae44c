/// A relationship that starts from the objects of a remote schema's type.
package struct CatalogTypeRelationship: Sendable {
  /// The GraphQL name.
  package let name: String
  /// The server's name of the type.
  package let type: String
  package let target: Target

  /// Where a relationship leads.
  package enum Target: Sendable {
    /// To rows of a table, matched by the values of these fields; the keys of the relationship itself are empty.
    case table(CatalogRemoteRelationship, keys: [JoinField])
    case remote(CatalogRemoteField)
  }
}
