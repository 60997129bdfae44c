import GraphQL

extension TypeMaker {
  /// The root field of a native query.
  func nativeQueryField(_ query: CatalogNativeQuery, _ table: CatalogTable) -> FieldDefinition {
    FieldDefinition(
      name: query.name, description: query.description, arguments: selectArguments(table), type: .listOfRequired(type(.row, of: table)))
  }

  /// `args`, unless there are none. It may be left out if all of them may.
  func nativeQueryArgument(_ query: CatalogNativeQuery) -> InputValueDefinition? {
    guard !query.arguments.isEmpty else { return nil }
    let type = TypeReference.named(query.argumentsType)
    return InputValueDefinition(
      name: "args", description: "\(query.name)Native Query Arguments",
      type: query.arguments.allSatisfy(\.isNullable) ? type : .nonNull(type))
  }

  /// `search_arguments`.
  func nativeQueryArguments(_ query: CatalogNativeQuery, _ name: String) -> MadeType {
    let fields = query.arguments.map { argument in
      InputValueDefinition(
        name: argument.name, description: argument.description,
        type: argument.isNullable ? argument.valueType : .nonNull(argument.valueType))
    }
    let description = "\(query.name)Native Query Arguments"
    return MadeType(
      definition: .inputObject(InputObjectType(name: name, description: description, fields: fields.sorted { $0.name < $1.name })))
  }
}
