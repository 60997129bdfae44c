import ConnectorProtocol
package import Metadata

/// A tracked function: a root field that gives rows of a tracked table.
package struct CatalogFunction: Sendable {
  package let id: TableID
  package let call: CatalogCall
  /// The table whose rows come back.
  package let table: TableID
  let select: RootFields.Root
  let selectAggregate: RootFields.Root
  /// The GraphQL type of the argument `args`, and the name that its description shows.
  let argumentsType: String
  let shownName: String
  let exposure: Exposure
  /// The roles that have a permission, also those that inherit it.
  let roles: [String]

  /// On which root a function stands.
  enum Exposure: String {
    case query, mutation
  }
}
