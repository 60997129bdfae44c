/// Types that are named exist (sections 5.5.1.2 and 5.8.2).
enum KnownTypeNames {
  /// Hasura never looks up the type of a fragment's condition: one that is not there just never holds.
  static func check(_ name: Name, isKnown: Bool, isCondition: Bool = false, _ context: ValidationContext) {
    if isKnown { return }
    let suggestions = context.suggestions(for: name.text, among: context.schema.typeNames)
    let message = "Unknown type \"\(name.text)\"." + Suggestions.didYouMean(nil, suggestions)
    context.report("KnownTypeNames", message, at: [name.location], hasura: isCondition ? .tolerated(message) : nil)
  }
}
