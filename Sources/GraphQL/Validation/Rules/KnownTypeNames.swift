/// Types that are named exist (sections 5.5.1.2 and 5.8.2).
enum KnownTypeNames {
  static func check(_ name: Name, isKnown: Bool, _ context: ValidationContext) {
    if isKnown { return }
    let suggestions = context.suggestions(for: name.text, among: context.schema.typeNames)
    context.report(
      "KnownTypeNames", "Unknown type \"\(name.text)\"." + Suggestions.didYouMean(nil, suggestions), at: [name.location])
  }
}
