/// Types that are named exist (sections 5.5.1.2 and 5.8.2).
enum KnownTypeNames {
  /// A fragment may be meant for a type that the schema hides, or has renamed: as in Hasura, its condition never holds. Hasura looks up no
  /// condition at all; here a type that nobody knows is an error, as the specification says.
  static func check(_ name: Name, isKnown: Bool, isCondition: Bool = false, _ context: ValidationContext) {
    if isKnown { return }
    let suggestions = context.suggestions(for: name.text, among: context.schema.typeNames)
    let message = "Unknown type \"\(name.text)\"." + Suggestions.didYouMean(nil, suggestions)
    let isTolerated = isCondition && context.schema.hides(name.text)
    context.report("KnownTypeNames", message, at: [name.location], hasura: isTolerated ? .tolerated(message) : nil)
  }
}
