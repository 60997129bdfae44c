/// A definition or extension of the type system: what SDL documents consist of.
package enum TypeSystemDefinition: Sendable {
  case schema(SchemaNode)
  case type(TypeDefinitionNode)
  case directive(DirectiveDefinitionNode)

  /// Where it starts, its description included.
  package var location: Location {
    switch self {
    case .schema(let node): node.location
    case .type(let node): node.location
    case .directive(let node): node.location
    }
  }
}

/// `schema { query: Query }` or `extend schema ...`.
package struct SchemaNode: Sendable {
  package var isExtension: Bool
  package var description: String?
  package var directives: [Directive]
  package var roots: [(operation: OperationType, type: Name)]
  package var location: Location
}

/// A definition or extension of a named type; which parts are filled depends on its kind.
package struct TypeDefinitionNode: Sendable {
  /// The kind of a named type.
  package enum Kind: Sendable { case scalar, object, interface, union, enumeration, inputObject }

  package var kind: Kind
  package var isExtension: Bool
  package var description: String?
  package var name: Name
  package var directives: [Directive] = []
  package var interfaces: [Name] = []
  package var fields: [FieldDefinitionNode] = []
  package var memberTypes: [Name] = []
  package var enumValues: [EnumValueNode] = []
  package var inputFields: [InputValueNode] = []
  package var location: Location
}

/// `name(arguments): Type` of an object or interface.
package struct FieldDefinitionNode: Sendable {
  package var description: String?
  package var name: Name
  package var arguments: [InputValueNode]
  package var type: TypeNode
  package var directives: [Directive]
}

/// `name: Type = default` of an argument or input field.
package struct InputValueNode: Sendable {
  package var description: String?
  package var name: Name
  package var type: TypeNode
  package var defaultValue: Value?
  package var directives: [Directive]
}

/// One value of an enumeration.
package struct EnumValueNode: Sendable {
  package var description: String?
  package var name: Name
  package var directives: [Directive]
}

/// `directive @name(arguments) repeatable on FIELD | QUERY`.
package struct DirectiveDefinitionNode: Sendable {
  package var description: String?
  package var name: Name
  package var arguments: [InputValueNode]
  package var isRepeatable: Bool
  package var locations: [DirectiveLocation]
  package var location: Location
}

/// Where a directive may stand; the raw value is GraphQL's name.
package enum DirectiveLocation: String, Hashable, Sendable, CaseIterable {
  case query = "QUERY"
  case mutation = "MUTATION"
  case subscription = "SUBSCRIPTION"
  case field = "FIELD"
  case fragmentDefinition = "FRAGMENT_DEFINITION"
  case fragmentSpread = "FRAGMENT_SPREAD"
  case inlineFragment = "INLINE_FRAGMENT"
  case variableDefinition = "VARIABLE_DEFINITION"
  case schema = "SCHEMA"
  case scalar = "SCALAR"
  case object = "OBJECT"
  case fieldDefinition = "FIELD_DEFINITION"
  case argumentDefinition = "ARGUMENT_DEFINITION"
  case interface = "INTERFACE"
  case union = "UNION"
  case enumeration = "ENUM"
  case enumValue = "ENUM_VALUE"
  case inputObject = "INPUT_OBJECT"
  case inputFieldDefinition = "INPUT_FIELD_DEFINITION"
}
