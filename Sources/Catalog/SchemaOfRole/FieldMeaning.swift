package import ConnectorProtocol

/// What a field of an object type stands for.
package enum FieldMeaning: Sendable {
  /// Rows of a table: a root field.
  case rows(CatalogTable)
  /// The row of a primary key: a root field with an argument per column of the key.
  case row(CatalogTable)
  /// Rows of a table in summary: a root field.
  case aggregate(CatalogTable)
  /// Rows, or a row, of a table that a tracked function gives: a root field.
  case functionRows(CatalogFunction, CatalogTable)
  /// The same in summary.
  case functionAggregate(CatalogFunction, CatalogTable)
  /// Rows of a table as they come: a field of the subscription root.
  case stream(CatalogTable)
  /// New rows of a table: a field of the mutation root, like the six that follow.
  case insert(CatalogTable)
  case insertOne(CatalogTable)
  case update(CatalogTable)
  case updateByKey(CatalogTable)
  case updateMany(CatalogTable)
  case delete(CatalogTable)
  case deleteByKey(CatalogTable)
  /// Rows, or a row, of a table that a function which may write gives: a field of the mutation root.
  case functionCall(CatalogFunction, CatalogTable)
  /// Of a mutation's response: the number of rows.
  case affectedRows
  /// Of a mutation's response: the rows.
  case returning(CatalogTable)
  /// An object of a source's root fields.
  case namespace
  /// The text that stands for an empty schema.
  case nothingToQuery
  case column(CatalogColumn)
  /// What a function makes of a row.
  case computed(CatalogComputedField)
  /// The partner or the partners of a row.
  case related(CatalogRelationship)
  case relatedAggregate(CatalogRelationship)
  /// The partner or the partners of a row in another source.
  case remote(CatalogRemoteRelationship)
  case remoteAggregate(CatalogRemoteRelationship)
  /// A field of a remote schema, joined to the rows of a table or to the objects of a remote's type.
  case remoteJoin(CatalogRemoteField, RemoteView)
  /// The partner or the partners of an object of a remote's type in a table.
  case typeRelationship(CatalogTypeRelationship)
  case typeRelationshipAggregate(CatalogTypeRelationship)
  /// A root field of a remote schema.
  case remoteRoot(RemoteView)
  /// A field of a type of a remote schema, whose meaning depends on where the type was reached.
  case remoteField
  /// `aggregate` of an aggregate's object.
  case summary
  /// `nodes` of an aggregate's object.
  case nodes(CatalogTable)
  case count
  /// `sum`, `avg` ... by the name of the capabilities.
  case function(String)
  /// A column inside of a function, with the canonical type of its result.
  case functionColumn(CatalogColumn, result: CanonicalType)
  /// The same of a computed field.
  case functionComputed(CatalogComputedField, result: CanonicalType)
}

extension FieldMeaning {
  /// Hasura's description, and value, of the only field of an empty schema.
  package static let nothingToQueryText =
    "There are no queries available to the current role. Either there are no sources or remote schemas configured, "
    + "or the current role doesn't have the required permissions."
}
