/// A named type of a schema.
package indirect enum TypeDefinition: Named {
  case scalar(ScalarType)
  case object(ObjectType)
  case interface(InterfaceType)
  case union(UnionType)
  case enumeration(EnumType)
  case inputObject(InputObjectType)
}

extension TypeDefinition {
  package var name: String {
    switch self {
    case .scalar(let type): type.name
    case .object(let type): type.name
    case .interface(let type): type.name
    case .union(let type): type.name
    case .enumeration(let type): type.name
    case .inputObject(let type): type.name
    }
  }

  package var description: String? {
    switch self {
    case .scalar(let type): type.description
    case .object(let type): type.description
    case .interface(let type): type.description
    case .union(let type): type.description
    case .enumeration(let type): type.description
    case .inputObject(let type): type.description
    }
  }

  /// Whether it has fields to select or members that have: object, interface, union.
  package var isComposite: Bool {
    switch self {
    case .object, .interface, .union: true
    case .scalar, .enumeration, .inputObject: false
    }
  }

  /// Whether it is a scalar or an enumeration.
  package var isLeaf: Bool {
    switch self {
    case .scalar, .enumeration: true
    case .object, .interface, .union, .inputObject: false
    }
  }

  /// Whether arguments and variables may have it: scalar, enumeration, input object.
  package var isInput: Bool {
    switch self {
    case .scalar, .enumeration, .inputObject: true
    case .object, .interface, .union: false
    }
  }

  /// The fields that can be selected; nil for all but objects and interfaces.
  package var fields: NamedList<FieldDefinition>? {
    switch self {
    case .object(let type): type.fields
    case .interface(let type): type.fields
    case .scalar, .union, .enumeration, .inputObject: nil
    }
  }

  /// The interfaces it declares to implement.
  package var interfaces: [String] {
    switch self {
    case .object(let type): type.interfaces
    case .interface(let type): type.interfaces
    case .scalar, .union, .enumeration, .inputObject: []
    }
  }

  /// The object type, if it is one.
  package var object: ObjectType? {
    if case .object(let type) = self { type } else { nil }
  }
}

/// A leaf whose values are one of the built-in scalars, or anything for custom ones.
package struct ScalarType: Named {
  package var name: String
  package var description: String?
  /// The page that specifies it (`@specifiedBy`).
  package var specifiedByURL: String?
  /// Which literals a custom scalar takes; nil takes any. Ignored for the built-in scalars.
  package var acceptsLiteral: (@Sendable (Value) -> Bool)?

  /// A scalar that takes any value unless its name is that of a built-in one.
  package init(
    name: String, description: String? = nil, specifiedByURL: String? = nil, acceptsLiteral: (@Sendable (Value) -> Bool)? = nil
  ) {
    self.name = name
    self.description = description
    self.specifiedByURL = specifiedByURL
    self.acceptsLiteral = acceptsLiteral
  }
}

/// A type with fields.
package struct ObjectType: Named {
  package var name: String
  package var description: String?
  package var interfaces: [String]
  package var fields: NamedList<FieldDefinition>

  /// An object type of these fields.
  package init(name: String, description: String? = nil, interfaces: [String] = [], fields: [FieldDefinition]) {
    self.name = name
    self.description = description
    self.interfaces = interfaces
    self.fields = NamedList(fields)
  }
}

/// Fields that several object types share.
package struct InterfaceType: Named {
  package var name: String
  package var description: String?
  package var interfaces: [String]
  package var fields: NamedList<FieldDefinition>

  /// An interface of these fields.
  package init(name: String, description: String? = nil, interfaces: [String] = [], fields: [FieldDefinition]) {
    self.name = name
    self.description = description
    self.interfaces = interfaces
    self.fields = NamedList(fields)
  }
}

/// One of several object types.
package struct UnionType: Named {
  package var name: String
  package var description: String?
  package var memberTypes: [String]

  /// A union of these object types.
  package init(name: String, description: String? = nil, memberTypes: [String]) {
    self.name = name
    self.description = description
    self.memberTypes = memberTypes
  }
}

/// A leaf with a fixed set of values.
package struct EnumType: Named {
  package var name: String
  package var description: String?
  package var values: NamedList<EnumValueDefinition>

  /// An enumeration of these values.
  package init(name: String, description: String? = nil, values: [EnumValueDefinition]) {
    self.name = name
    self.description = description
    self.values = NamedList(values)
  }
}

/// A structure that arguments and variables can have.
package struct InputObjectType: Named {
  package var name: String
  package var description: String?
  package var fields: NamedList<InputValueDefinition>
  /// Whether exactly one field must be given (`@oneOf`).
  package var isOneOf: Bool

  /// An input object of these fields.
  package init(name: String, description: String? = nil, fields: [InputValueDefinition], isOneOf: Bool = false) {
    self.name = name
    self.description = description
    self.fields = NamedList(fields)
    self.isOneOf = isOneOf
  }
}
