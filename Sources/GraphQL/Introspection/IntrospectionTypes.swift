/// The types of introspection (section 4.2 of the specification), so that validation treats them like all others.
enum IntrospectionTypes {
  static let all: [TypeDefinition] = [schema, type, typeKind, field, inputValue, enumValue, directive, directiveLocation]

  static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  static let schemaField = FieldDefinition(
    name: "__schema", description: "Access the current type schema of this server.", type: .nonNull(.named("__Schema")))

  static let typeField = FieldDefinition(
    name: "__type", description: "Request the type information of a single type.",
    arguments: [InputValueDefinition(name: "name", type: .nonNull(.named("String")))], type: .named("__Type"))

  static let typenameField = FieldDefinition(
    name: "__typename", description: "The name of the current Object type at runtime.", type: .nonNull(.named("String")))

  /// The meta-field of a name on a type, nil when that is not the name of one or the type does not have it.
  static func metaField(_ name: String, on type: TypeDefinition, queryRoot: String) -> FieldDefinition? {
    switch name {
    case "__typename": type.isComposite ? typenameField : nil
    case "__schema": type.name == queryRoot ? schemaField : nil
    case "__type": type.name == queryRoot ? typeField : nil
    default: nil
    }
  }

  private static let schema = object(
    "__Schema", "A GraphQL Schema defines the capabilities of a GraphQL server.",
    [
      FieldDefinition(name: "description", type: string),
      FieldDefinition(name: "types", type: listOf("__Type")),
      FieldDefinition(name: "queryType", type: .nonNull(.named("__Type"))),
      FieldDefinition(name: "mutationType", type: .named("__Type")),
      FieldDefinition(name: "subscriptionType", type: .named("__Type")),
      FieldDefinition(name: "directives", type: listOf("__Directive")),
    ])

  private static let type = object(
    "__Type", "The fundamental unit of any GraphQL Schema is the type.",
    [
      FieldDefinition(name: "kind", type: .nonNull(.named("__TypeKind"))),
      FieldDefinition(name: "name", type: string),
      FieldDefinition(name: "description", type: string),
      FieldDefinition(name: "specifiedByURL", type: string),
      FieldDefinition(name: "fields", arguments: [includeDeprecated], type: listOf("__Field").nullable),
      FieldDefinition(name: "interfaces", type: listOf("__Type").nullable),
      FieldDefinition(name: "possibleTypes", type: listOf("__Type").nullable),
      FieldDefinition(name: "enumValues", arguments: [includeDeprecated], type: listOf("__EnumValue").nullable),
      FieldDefinition(name: "inputFields", arguments: [includeDeprecated], type: listOf("__InputValue").nullable),
      FieldDefinition(name: "ofType", type: .named("__Type")),
    ])

  private static let field = object(
    "__Field", "Object and Interface types are described by a list of Fields.",
    [
      FieldDefinition(name: "name", type: string.required),
      FieldDefinition(name: "description", type: string),
      FieldDefinition(name: "args", arguments: [includeDeprecated], type: listOf("__InputValue")),
      FieldDefinition(name: "type", type: .nonNull(.named("__Type"))),
    ] + deprecation)

  private static let inputValue = object(
    "__InputValue", "Arguments of Fields or Directives, and the input fields of an InputObject.",
    [
      FieldDefinition(name: "name", type: string.required),
      FieldDefinition(name: "description", type: string),
      FieldDefinition(name: "type", type: .nonNull(.named("__Type"))),
      FieldDefinition(name: "defaultValue", description: "A GraphQL-formatted string of the default value.", type: string),
    ] + deprecation)

  private static let enumValue = object(
    "__EnumValue", "One possible value for a given Enum.",
    [FieldDefinition(name: "name", type: string.required), FieldDefinition(name: "description", type: string)] + deprecation)

  private static let directive = object(
    "__Directive", "A way to describe alternate runtime execution and type validation behavior in a GraphQL document.",
    [
      FieldDefinition(name: "name", type: string.required),
      FieldDefinition(name: "description", type: string),
      FieldDefinition(name: "isRepeatable", type: boolean.required),
      FieldDefinition(name: "locations", type: listOf("__DirectiveLocation")),
      FieldDefinition(name: "args", arguments: [includeDeprecated], type: listOf("__InputValue")),
    ])

  private static let typeKind = enumeration(
    "__TypeKind", "An enum describing what kind of type a given `__Type` is.",
    ["SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT", "LIST", "NON_NULL"])

  private static let directiveLocation = enumeration(
    "__DirectiveLocation", "Where a directive may stand.", DirectiveLocation.allCases.map(\.rawValue))

  private static let string = TypeReference.named("String")
  private static let boolean = TypeReference.named("Boolean")

  private static let includeDeprecated = InputValueDefinition(
    name: "includeDeprecated", type: boolean, defaultValue: Value(.boolean(false)))

  private static let deprecation = [
    FieldDefinition(name: "isDeprecated", type: boolean.required),
    FieldDefinition(name: "deprecationReason", type: string),
  ]

  private static func listOf(_ name: String) -> TypeReference { .nonNull(.list(.nonNull(.named(name)))) }

  private static func object(_ name: String, _ description: String, _ fields: [FieldDefinition]) -> TypeDefinition {
    .object(ObjectType(name: name, description: description, fields: fields))
  }

  private static func enumeration(_ name: String, _ description: String, _ values: [String]) -> TypeDefinition {
    .enumeration(EnumType(name: name, description: description, values: values.map { EnumValueDefinition(name: $0) }))
  }
}
