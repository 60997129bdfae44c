/// Every fragment is used by some operation (section 5.5.1.4).
enum NoUnusedFragments {
  static func check(_ context: ValidationContext) {
    if context.fragments.isEmpty { return }
    var used: Set<String> = []
    for (_, scope) in context.operationScopes {
      for fragment in RecursiveUsages.fragments(of: scope, in: context) { used.insert(fragment.fragment ?? "") }
    }
    for case .fragment(let fragment) in context.document.definitions where !used.contains(fragment.name.text) {
      let name = fragment.name.text
      context.report(
        "NoUnusedFragments", "Fragment \"\(name)\" is never used.", at: [fragment.location],
        hasura: .atRoot("following fragment(s) have been defined, but have not been used in the query - \(name)"))
    }
  }
}
