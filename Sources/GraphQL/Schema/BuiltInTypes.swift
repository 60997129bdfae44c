/// The five scalars of the specification (section 3.5).
package enum BuiltInTypes {
  static let all: [TypeDefinition] = [
    scalar("String", "A sequence of Unicode characters."),
    scalar("Boolean", "`true` or `false`."),
    scalar("Int", "A signed 32-bit integer."),
    scalar("Float", "A double-precision number as specified by IEEE 754."),
    scalar("ID", "A unique identifier; written as a string or an integer, answered as a string."),
  ]

  static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// Introspection itself uses these two, so that every schema has them.
  static let alwaysListed = ["String", "Boolean"]

  /// Whether a name is that of one of the specification's scalars.
  package static func contains(_ name: String) -> Bool { byName[name] != nil }

  private static func scalar(_ name: String, _ description: String) -> TypeDefinition {
    .scalar(ScalarType(name: name, description: description))
  }
}

/// The directives of the specification (section 3.13).
enum BuiltInDirectives {
  static let all: [DirectiveDefinition] = [
    DirectiveDefinition(
      name: "include", description: "whether this query should be included", arguments: [condition("Included when true.")],
      locations: [.field, .fragmentSpread, .inlineFragment]),
    DirectiveDefinition(
      name: "skip", description: "whether this query should be skipped", arguments: [condition("Skipped when true.")],
      locations: [.field, .fragmentSpread, .inlineFragment]),
    DirectiveDefinition(
      name: "deprecated", description: "Marks an element of a GraphQL schema as no longer supported.",
      arguments: [
        InputValueDefinition(
          name: "reason", description: "Why it is deprecated, and usually what to use instead. CommonMark.",
          type: .named("String"), defaultValue: Value(.string(defaultDeprecationReason, block: false)))
      ], locations: [.fieldDefinition, .argumentDefinition, .inputFieldDefinition, .enumValue]),
    DirectiveDefinition(
      name: "specifiedBy", description: "Exposes a URL that specifies the behavior of this scalar.",
      arguments: [
        InputValueDefinition(name: "url", description: "The URL that specifies the scalar.", type: .nonNull(.named("String")))
      ], locations: [.scalar]),
  ]

  static let defaultDeprecationReason = "No longer supported"

  private static func condition(_ description: String) -> InputValueDefinition {
    InputValueDefinition(name: "if", description: description, type: .nonNull(.named("Boolean")))
  }
}
