/// A field of an object or interface.
package struct FieldDefinition: Named {
  package var name: String
  package var description: String?
  package var arguments: NamedList<InputValueDefinition>
  package var type: TypeReference
  /// Why it should not be used any more; nil when it may.
  package var deprecationReason: String?

  /// A field of a type with arguments.
  package init(
    name: String, description: String? = nil, arguments: [InputValueDefinition] = [], type: TypeReference,
    deprecationReason: String? = nil
  ) {
    self.name = name
    self.description = description
    self.arguments = NamedList(arguments)
    self.type = type
    self.deprecationReason = deprecationReason
  }
}

/// An argument, or a field of an input object.
package struct InputValueDefinition: Named {
  package var name: String
  package var description: String?
  package var type: TypeReference
  /// A constant of the type; nil when there is no default, which differs from the default `null`.
  package var defaultValue: Value?
  package var deprecationReason: String?
  /// Whether the text of an integer is taken too, although the type has no strings.
  package var takesIntegerText: Bool

  /// An argument or input field of a type.
  package init(
    name: String, description: String? = nil, type: TypeReference, defaultValue: Value? = nil, deprecationReason: String? = nil,
    takesIntegerText: Bool = false
  ) {
    self.name = name
    self.description = description
    self.type = type
    self.defaultValue = defaultValue
    self.deprecationReason = deprecationReason
    self.takesIntegerText = takesIntegerText
  }

  /// Whether it must be given: non-null and without a default.
  package var isRequired: Bool { type.isNonNull && defaultValue == nil }
}

/// One value of an enumeration.
package struct EnumValueDefinition: Named {
  package var name: String
  package var description: String?
  package var deprecationReason: String?

  /// A value of an enumeration.
  package init(name: String, description: String? = nil, deprecationReason: String? = nil) {
    self.name = name
    self.description = description
    self.deprecationReason = deprecationReason
  }
}

/// A directive that documents may use.
package struct DirectiveDefinition: Named {
  package var name: String
  package var description: String?
  package var arguments: NamedList<InputValueDefinition>
  package var isRepeatable: Bool
  package var locations: [DirectiveLocation]

  /// A directive that may stand at these locations.
  package init(
    name: String, description: String? = nil, arguments: [InputValueDefinition] = [], isRepeatable: Bool = false,
    locations: [DirectiveLocation]
  ) {
    self.name = name
    self.description = description
    self.arguments = NamedList(arguments)
    self.isRepeatable = isRepeatable
    self.locations = locations
  }
}
