package import ConnectorProtocol

/// A column that has a place in the GraphQL schema.
package struct CatalogColumn: Equatable, Sendable {
  /// The GraphQL name of its field.
  package let name: String
  package let column: Column
  /// The scalar of a value, of an element if the column is an array.
  package let scalar: ConnectorProtocol.ScalarType
  package let isArray: Bool
  package let isNullable: Bool
  package let description: String?
  /// The enumeration that the column's values are of, by its foreign key. Then `scalar` is named after it, and takes its names for input.
  package let enumeration: CatalogEnumeration?

  /// Whether a part of the value can be chosen by a JSON path.
  package var takesPath: Bool { !isArray && column.type.canonical == .json }

  /// What a client sends for a value of the column; an array is sent as JSON text.
  package var valueScalar: ConnectorProtocol.ScalarType {
    isArray ? ScalarType(name: scalar.name, canonical: .array(of: scalar.canonical), input: .json) : scalar
  }
}
