package import ConnectorProtocol
package import Metadata

/// A tracked table that was found in its database.
package final class CatalogTable: Sendable {
  package let id: TableID
  let own: TableColumns
  /// Local relationships by GraphQL name order.
  package let relationships: [CatalogRelationship]
  package let remoteRelationships: [CatalogRemoteRelationship]
  /// Relationships to fields of remote schemas.
  package let remoteFields: [CatalogRemoteField]
  package let computedFields: [CatalogComputedField]
  let declared: TrackedTable

  init(
    id: TableID, own: TableColumns, declared: TrackedTable, relationships: [CatalogRelationship] = [],
    remoteRelationships: [CatalogRemoteRelationship] = [], remoteFields: [CatalogRemoteField] = [],
    computedFields: [CatalogComputedField] = []
  ) {
    self.id = id
    self.own = own
    self.declared = declared
    self.relationships = relationships
    self.remoteRelationships = remoteRelationships
    self.remoteFields = remoteFields
    self.computedFields = computedFields
  }

  /// The name in queries for the connector.
  package var reference: TableReference { own.described.name }
  /// Where its rows come from, all of them with all that is in them.
  package var relation: Relation { .table(reference) }
  /// The columns of the database, also those without a place in the GraphQL schema.
  package var databaseColumns: [Column] { own.described.columns.map { Column(name: $0.name, type: $0.type) } }
  /// The columns of the GraphQL schema, by name.
  package var columns: [CatalogColumn] { own.columns }
  /// The native query that the rows are of, instead of a table of the database.
  package var native: CatalogNativeQuery? { own.native }
  /// In the order of the constraint; nil without a key, or if one of its columns has no place in the GraphQL schema.
  package var primaryKey: [CatalogColumn]? { own.primaryKey }
}

/// What a table has of itself: all that depends on its declaration and its description only, and is kept while neither changes.
final class TableColumns: Sendable {
  let tracked: TrackedTable
  let described: TableDescription
  /// The GraphQL name, without the affixes of the source.
  let baseName: String
  let comment: String?
  let columns: [CatalogColumn]
  let primaryKey: [CatalogColumn]?
  let rootFields: RootFields
  /// The enumerations that columns refer to, by column.
  let enumerations: [String: CatalogEnumeration]
  let native: CatalogNativeQuery?
  private let byName: [String: Int]

  init(
    tracked: TrackedTable, described: TableDescription, baseName: String, columns: [CatalogColumn], rootFields: RootFields,
    enumerations: [String: CatalogEnumeration] = [:], native: CatalogNativeQuery? = nil
  ) {
    self.enumerations = enumerations
    self.native = native
    self.tracked = tracked
    self.described = described
    self.baseName = baseName
    self.columns = columns
    self.rootFields = rootFields
    comment = tracked.configuration.comment ?? described.comment
    byName = Dictionary(columns.enumerated().map { ($1.column.name, $0) }, uniquingKeysWith: { first, _ in first })
    let positions = byName
    let key = described.primaryKey.map { key in key.columns.compactMap { positions[$0].map { columns[$0] } } }
    primaryKey = key.flatMap { $0.isEmpty || $0.count != described.primaryKey?.columns.count ? nil : $0 }
  }

  /// The GraphQL column of a database column.
  func column(ofDatabase name: String) -> CatalogColumn? { byName[name].map { columns[$0] } }

  /// The database column, also one without a place in the GraphQL schema.
  func databaseColumn(_ name: String) -> ColumnDescription? { described.columns.first { $0.name == name } }
}

/// The root fields that show or change a table.
struct RootFields: Equatable, Sendable {
  struct Root: Equatable, Sendable {
    let name: String
    let description: String?
  }

  let select: Root
  let selectByPrimaryKey: Root
  let selectAggregate: Root
  let selectStream: Root
  let insert: Root
  let insertOne: Root
  let update: Root
  let updateByPrimaryKey: Root
  let updateMany: Root
  let delete: Root
  let deleteByPrimaryKey: Root
}
