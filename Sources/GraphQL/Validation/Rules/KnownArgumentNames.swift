/// Arguments exist (section 5.4.1).
enum KnownArgumentNames {
  static func report(_ argument: Argument, _ owner: ArgumentOwner, _ context: ValidationContext) {
    let name = argument.name.text
    let suggestion = Suggestions.didYouMean(nil, context.suggestions(for: name, among: owner.arguments.names))
    context.report(
      "KnownArgumentNames", "Unknown argument \"\(name)\" on \(owner.words)." + suggestion, at: [argument.location],
      hasura: HasuraWords("'\(owner.name)' has no argument named '\(name)'"))
  }
}

extension ArgumentOwner {
  fileprivate var words: String {
    switch self {
    case .field(let field, let parent): "field \"\(parent).\(field.name)\""
    case .directive(let directive): "directive \"@\(directive.name)\""
    }
  }

  fileprivate var name: String {
    switch self {
    case .field(let field, _): field.name
    case .directive(let directive): directive.name
    }
  }
}
