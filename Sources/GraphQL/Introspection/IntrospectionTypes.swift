/// The types of introspection (section 4.2 of the specification), so that validation treats them like all others.
///
/// Descriptions are those of the reference implementation (graphql-js), which clients compare with their own.
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
    "__Schema",
    """
    A GraphQL Schema defines the capabilities of a GraphQL server. It exposes all available types and directives on the server, \
    as well as the entry points for query, mutation, and subscription operations.
    """,
    [
      FieldDefinition(name: "description", type: string),
      FieldDefinition(name: "types", description: "A list of all types supported by this server.", type: listOf("__Type")),
      FieldDefinition(
        name: "queryType", description: "The type that query operations will be rooted at.", type: .nonNull(.named("__Type"))),
      FieldDefinition(
        name: "mutationType", description: "If this server supports mutation, the type that mutation operations will be rooted at.",
        type: .named("__Type")),
      FieldDefinition(
        name: "subscriptionType",
        description: "If this server support subscription, the type that subscription operations will be rooted at.",
        type: .named("__Type")),
      FieldDefinition(
        name: "directives", description: "A list of all directives supported by this server.", type: listOf("__Directive")),
    ])

  private static let type = object(
    "__Type",
    """
    The fundamental unit of any GraphQL Schema is the type. There are many kinds of types in GraphQL as represented by the \
    `__TypeKind` enum.

    Depending on the kind of a type, certain fields describe information about that type. Scalar types provide no information \
    beyond a name, description and optional `specifiedByURL`, while Enum types provide their values. Object and Interface types \
    provide the fields they describe. Abstract types, Union and Interface, provide the Object types possible at runtime. List and \
    NonNull types compose other types.
    """,
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
    "__Field",
    """
    Object and Interface types are described by a list of Fields, each of which has a name, potentially a list of arguments, and \
    a return type.
    """,
    [
      FieldDefinition(name: "name", type: string.required),
      FieldDefinition(name: "description", type: string),
      FieldDefinition(name: "args", arguments: [includeDeprecated], type: listOf("__InputValue")),
      FieldDefinition(name: "type", type: .nonNull(.named("__Type"))),
    ] + deprecation)

  private static let inputValue = object(
    "__InputValue",
    """
    Arguments provided to Fields or Directives and the input fields of an InputObject are represented as Input Values which \
    describe their type and optionally a default value.
    """,
    [
      FieldDefinition(name: "name", type: string.required),
      FieldDefinition(name: "description", type: string),
      FieldDefinition(name: "type", type: .nonNull(.named("__Type"))),
      FieldDefinition(
        name: "defaultValue", description: "A GraphQL-formatted string representing the default value for this input value.", type: string),
    ] + deprecation)

  private static let enumValue = object(
    "__EnumValue",
    """
    One possible value for a given Enum. Enum values are unique values, not a placeholder for a string or numeric value. However \
    an Enum value is returned in a JSON response as a string.
    """,
    [FieldDefinition(name: "name", type: string.required), FieldDefinition(name: "description", type: string)] + deprecation)

  private static let directive = object(
    "__Directive",
    """
    A Directive provides a way to describe alternate runtime execution and type validation behavior in a GraphQL document.

    In some cases, you need to provide options to alter GraphQL's execution behavior in ways field arguments will not suffice, \
    such as conditionally including or skipping a field. Directives provide this by describing additional information to the executor.
    """,
    [
      FieldDefinition(name: "name", type: string.required),
      FieldDefinition(name: "description", type: string),
      FieldDefinition(name: "isRepeatable", type: boolean.required),
      FieldDefinition(name: "locations", type: listOf("__DirectiveLocation")),
      FieldDefinition(name: "args", arguments: [includeDeprecated], type: listOf("__InputValue")),
    ])

  // In alphabetical order, as Hasura lists them.
  private static let typeKind = enumeration(
    "__TypeKind", "An enum describing what kind of type a given `__Type` is.",
    [
      ("ENUM", "Indicates this type is an enum. `enumValues` is a valid field."),
      ("INPUT_OBJECT", "Indicates this type is an input object. `inputFields` is a valid field."),
      ("INTERFACE", "Indicates this type is an interface. `fields`, `interfaces`, and `possibleTypes` are valid fields."),
      ("LIST", "Indicates this type is a list. `ofType` is a valid field."),
      ("NON_NULL", "Indicates this type is a non-null. `ofType` is a valid field."),
      ("OBJECT", "Indicates this type is an object. `fields` and `interfaces` are valid fields."),
      ("SCALAR", "Indicates this type is a scalar."),
      ("UNION", "Indicates this type is a union. `possibleTypes` is a valid field."),
    ])

  private static let directiveLocation = enumeration(
    "__DirectiveLocation",
    """
    A Directive can be adjacent to many parts of the GraphQL language, a __DirectiveLocation describes one such possible adjacencies.
    """,
    [
      (.query, "Location adjacent to a query operation."),
      (.mutation, "Location adjacent to a mutation operation."),
      (.subscription, "Location adjacent to a subscription operation."),
      (.field, "Location adjacent to a field."),
      (.fragmentDefinition, "Location adjacent to a fragment definition."),
      (.fragmentSpread, "Location adjacent to a fragment spread."),
      (.inlineFragment, "Location adjacent to an inline fragment."),
      (.variableDefinition, "Location adjacent to a variable definition."),
      (.schema, "Location adjacent to a schema definition."),
      (.scalar, "Location adjacent to a scalar definition."),
      (.object, "Location adjacent to an object type definition."),
      (.fieldDefinition, "Location adjacent to a field definition."),
      (.argumentDefinition, "Location adjacent to an argument definition."),
      (.interface, "Location adjacent to an interface definition."),
      (.union, "Location adjacent to a union definition."),
      (.enumeration, "Location adjacent to an enum definition."),
      (.enumValue, "Location adjacent to an enum value definition."),
      (.inputObject, "Location adjacent to an input object type definition."),
      (.inputFieldDefinition, "Location adjacent to an input object field definition."),
    ].map { (location: DirectiveLocation, description: String) in (location.rawValue, description) })

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

  private static func enumeration(_ name: String, _ description: String, _ values: [(name: String, description: String)]) -> TypeDefinition
  {
    .enumeration(
      EnumType(
        name: name, description: description, values: values.map { EnumValueDefinition(name: $0.name, description: $0.description) }))
  }
}
