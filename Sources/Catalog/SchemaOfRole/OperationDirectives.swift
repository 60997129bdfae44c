import GraphQL

/// Hasura's own directives on operations.
enum OperationDirectives {
  static let all: [DirectiveDefinition] = [cached, multipleRootFields]

  /// Accepted so that queries written for Hasura Cloud run; nothing is cached, as in Hasura's free edition.
  private static let cached = DirectiveDefinition(
    name: "cached", description: "whether this query should be cached (Hasura Cloud only)",
    arguments: [
      InputValueDefinition(
        name: "refresh", description: "refresh the cache entry", type: .nonNull(.named("Boolean")), defaultValue: Value(.boolean(false))),
      InputValueDefinition(
        name: "ttl", description: "measured in seconds", type: .nonNull(.named("Int")), defaultValue: Value(.int("60"))),
    ], locations: [.query])

  private static let multipleRootFields = DirectiveDefinition(
    name: SubscriptionDirectives.multipleRootFields, description: "Lets a subscription select several root fields.",
    locations: [.subscription])
}
