/// Directives exist and stand where they may (sections 5.7.1 and 5.7.2).
enum KnownDirectives {
  static func check(
    _ directive: Directive, _ definition: DirectiveDefinition?, at location: DirectiveLocation, _ context: ValidationContext
  ) {
    let name = directive.name.text
    guard let definition else {
      return context.report(
        "KnownDirectives", "Unknown directive \"@\(name)\".", at: [directive.location],
        hasura: HasuraWords("directive '\(name)' is not defined in the schema"))
    }
    guard !definition.locations.contains(location) else { return }
    context.report(
      "KnownDirectives", "Directive \"@\(name)\" may not be used on \(location.rawValue).", at: [directive.location],
      hasura: HasuraWords("directive '\(name)' is not allowed on \(location.words)"))
  }
}

extension DirectiveLocation {
  /// The location as Hasura names it in messages.
  fileprivate var words: String {
    switch self {
    case .query: "a query"
    case .mutation: "a mutation"
    case .subscription: "a subscription"
    case .field: "a field"
    case .fragmentDefinition: "a fragment definition"
    case .fragmentSpread: "a fragment spread"
    case .inlineFragment: "an inline fragment"
    default: "a " + rawValue.lowercased().split(separator: "_").joined(separator: " ")
    }
  }
}
