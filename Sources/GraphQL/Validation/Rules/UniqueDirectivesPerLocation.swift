/// A directive that is not repeatable stands once at a place (section 5.7.3).
enum UniqueDirectivesPerLocation {
  static func check(_ directives: [Directive], _ context: ValidationContext) {
    guard directives.count > 1 else { return }
    var known: [String: Location] = [:]
    for directive in directives {
      let name = directive.name.text
      if context.schema.directives[name]?.isRepeatable == true { continue }
      if let first = known[name] {
        context.report(
          "UniqueDirectivesPerLocation", "The directive \"@\(name)\" can only be used once at this location.",
          at: [first, directive.location],
          hasura: HasuraWords("the following directives are used more than once: \(HasuraWords.list([name]))"))
      } else {
        known[name] = directive.location
      }
    }
  }
}
