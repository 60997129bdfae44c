package import ConnectorProtocol
package import Metadata

/// A field of a table that a database function computes.
package struct CatalogComputedField: Equatable, Sendable {
  /// The GraphQL name, which is the declared one.
  package let name: String
  /// The table whose rows have it.
  package let owner: TableID
  package let call: CatalogCall
  package let result: Result
  let description: String?
  /// The GraphQL type of the argument `args`.
  let argumentsType: String

  /// What the function gives.
  package enum Result: Equatable, Sendable {
    case scalar(CatalogScalar)
    /// Rows, or one row, of a tracked table.
    case table(TableID)
  }

  /// Whether the value can be asked for without arguments: in filters and orders.
  package var takesNoArguments: Bool { call.arguments.isEmpty }

  /// The scalar that comes back, if one does.
  package var scalar: CatalogScalar? { if case .scalar(let scalar) = result { scalar } else { nil } }

  /// The table whose rows come back, if any do.
  package var table: TableID? { if case .table(let table) = result { table } else { nil } }
}

/// A computed value's type.
package struct CatalogScalar: Equatable, Sendable {
  package let type: ColumnType
  /// The scalar of a value, of an element if it is an array.
  package let scalar: ConnectorProtocol.ScalarType
  package let isArray: Bool

  /// What a client sends for a value; an array is sent as JSON text.
  package var valueScalar: ConnectorProtocol.ScalarType {
    isArray ? ScalarType(name: scalar.name, canonical: .array(of: scalar.canonical), input: .json) : scalar
  }

  /// Whether a part of the value can be chosen by a JSON path.
  package var takesPath: Bool { !isArray && type.canonical == .json }
}
