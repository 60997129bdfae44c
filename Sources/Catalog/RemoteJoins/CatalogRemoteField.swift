package import ConnectorProtocol
package import GraphQL
package import Metadata

/// A relationship to a field of a remote schema.
package struct CatalogRemoteField: Sendable {
  /// The GraphQL name.
  package let name: String
  /// The name of the remote schema.
  package let schema: String
  /// The fields of the row that must not be null, in the order of the definition; ``GivenValue/key(_:as:)`` counts in it.
  package let keys: [JoinField]
  /// From a field of the remote's query root to the one that is shown, in the remote's own names.
  package let calls: [Call]
  /// How all keys are asked for in one call; nil asks once for each.
  package let batch: RemoteRelationship.Batch?
  /// What clients may add to the arguments of the last call, with the remote's types or those of `inputTypes`.
  let arguments: [InputValueDefinition]
  /// The remote's input objects that lack fields because the definition gives them.
  let inputTypes: [InputObjectType]
  /// Ends the names of `inputTypes`.
  let suffix: String
  /// The remote's type of the value, lists on the way included; null is always possible.
  let type: TypeReference
  let description: String?

  /// A call of a field of the remote.
  package struct Call: Sendable {
    package let name: String
    /// The remote's name of the type that has the field.
    package let type: String
    package let arguments: [GivenArgument]
    /// The field as the remote declares it.
    package let definition: FieldDefinition
  }

  /// The remote's type that an input object was made of, if it was made by the definition.
  package func original(ofInput name: String) -> String? {
    inputTypes.contains { $0.name == name } ? String(name.dropLast(suffix.count)) : nil
  }
}

/// A field that a relationship to a remote schema may take values from.
package struct JoinField: Sendable {
  /// The name in the definition: of a column in its database, of a computed field, or of a field of a remote's type.
  package let name: String
  package let value: Value
  /// The GraphQL scalar, or an enumeration's name.
  let scalar: String
  let isList: Bool
  let canonical: CanonicalType

  /// Where the value is.
  package enum Value: Sendable {
    /// In a column of a table's rows.
    case column(Column)
    /// Computed from a table's rows, without arguments of clients.
    case computed(CatalogComputedField, CatalogScalar)
    /// In the objects of a remote's type.
    case member(String)
  }
}

/// An argument, or a member of an object inside of one, that a relationship gives.
package struct GivenArgument: Sendable {
  package let name: String
  package let value: GivenValue
}

/// A value that a relationship gives, checked against the remote's type.
package indirect enum GivenValue: Sendable {
  /// A constant, as GraphQL text.
  case literal(String)
  /// The value of a join field.
  case key(Int, as: Form)
  case list([GivenValue])
  case object([GivenArgument])

  /// How the text of a key is written in a document.
  package enum Form: Sendable {
    /// As it is: digits, `true`, the name of a value of an enumeration.
    case plain
    /// In quotes.
    case string
    /// The text is JSON.
    case json
  }
}
