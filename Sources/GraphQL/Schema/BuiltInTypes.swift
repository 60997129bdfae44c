/// The five scalars of the specification (section 3.5), described as the reference implementation does (graphql-js).
package enum BuiltInTypes {
  static let all: [TypeDefinition] = [
    scalar(
      "String",
      """
      The `String` scalar type represents textual data, represented as UTF-8 character sequences. The String type is most often used \
      by GraphQL to represent free-form human-readable text.
      """),
    scalar("Boolean", "The `Boolean` scalar type represents `true` or `false`."),
    scalar(
      "Int",
      """
      The `Int` scalar type represents non-fractional signed whole numeric values. Int can represent values between -(2^31) and \
      2^31 - 1.
      """),
    scalar(
      "Float",
      """
      The `Float` scalar type represents signed double-precision fractional values as specified by \
      [IEEE 754](https://en.wikipedia.org/wiki/IEEE_floating_point).
      """),
    scalar(
      "ID",
      """
      The `ID` scalar type represents a unique identifier, often used to refetch an object or as key for a cache. The ID type \
      appears in a JSON response as a String; however, it is not intended to be human-readable. When expected as an input type, any \
      string (such as `"4"`) or integer (such as `4`) input value will be accepted as an ID.
      """),
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
