/// Fragments have different names (section 5.5.1.1).
enum UniqueFragmentNames {
  static func check(_ context: ValidationContext) {
    var known: [String: Location] = [:]
    for case .fragment(let fragment) in context.document.definitions {
      let name = fragment.name
      if let first = known[name.text] {
        context.report(
          "UniqueFragmentNames", "There can be only one fragment named \"\(name.text)\".", at: [first, name.location],
          hasura: .atRoot("multiple definitions for fragment \"\(name.text)\"", code: .parseFailed))
      } else {
        known[name.text] = name.location
      }
    }
  }
}
