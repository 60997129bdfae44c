package import ConnectorProtocol

/// What a field of an input object stands for.
package enum InputMeaning: Sendable {
  /// In filters: `_and`, `_or`, `_not`.
  case and
  case or
  case not
  /// In filters, orders and stream cursors.
  case column(CatalogColumn)
  /// In filters and orders: what a function makes of the row.
  case computed(CatalogComputedField)
  /// In orders: a function of the rows that a function gives for the row.
  case computedAggregate(CatalogComputedField)
  /// In the arguments of a function.
  case argument(CatalogArgument)
  /// In filters and orders: the relationship's partner or partners.
  case related(CatalogRelationship)
  /// In filters and orders: a function of the relationship's partners.
  case relatedAggregate(CatalogRelationship)
  /// In comparisons.
  case comparison(ComparisonOperator)
  case isNull
  /// `_cast`: comparisons of the value as another type.
  case casts
  /// In casts: the type, and the engine's name of it.
  case cast(ConnectorProtocol.ScalarType, native: String)
  /// In orders: a function of columns, by the name of the capabilities; `count` has none.
  case function(String)
  /// In new rows: the partner or the partners to insert with a row.
  case nestedInsert(CatalogRelationship)
  /// In the values of an update operator.
  case updated(CatalogColumn, ComparisonOperator)
  /// In aggregate filters: what the function is applied to and how its result is compared.
  case aggregateFunction(String)
}

/// What an argument of a field stands for, whatever the casing of its name.
package enum ArgumentMeaning: String, Sendable {
  case distinctOn = "distinct_on"
  case limit
  case offset
  case orderBy = "order_by"
  case filter = "where"
  case path
  case columns
  case distinct
  case batchSize = "batch_size"
  case cursor

  /// The meaning of a generated argument's name; names of key columns have none.
  package init?(argument name: String) {
    switch name {
    case "distinctOn": self = .distinctOn
    case "orderBy": self = .orderBy
    case "batchSize": self = .batchSize
    default: self.init(rawValue: name)
    }
  }
}
