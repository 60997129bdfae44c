import GraphQL

extension CatalogEnumeration {
  /// The GraphQL type.
  var type: EnumType {
    EnumType(name: name, values: values.map { EnumValueDefinition(name: $0.name, description: $0.description) })
  }
}
