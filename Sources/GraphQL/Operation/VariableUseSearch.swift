import Errors

/// Finds where a variable is used first, for the path of an error in its value.
struct VariableUseSearch {
  let variable: String
  let document: Document

  /// The path of the first use in an operation, nil when there is none.
  func path(in operation: OperationDefinition) -> [ErrorPath.Component]? {
    var search = Walk(variable: variable, fragments: document.fragments)
    return search.path(in: operation.directives) ?? search.path(in: operation.selectionSet)
  }

  /// The path of the first use in a directive, nil when there is none.
  func directivePath(in operation: OperationDefinition) -> [ErrorPath.Component]? {
    var search = Walk(variable: variable, fragments: document.fragments, searchesFields: false)
    return search.path(in: operation.directives) ?? search.path(in: operation.selectionSet)
  }

  private struct Walk {
    let variable: String
    let fragments: [FragmentDefinition]
    /// Whether the arguments of fields are searched, not those of directives only.
    var searchesFields = true
    var visited: Set<String> = []

    mutating func path(in set: SelectionSet) -> [ErrorPath.Component]? {
      for selection in set.selections {
        let found =
          switch selection {
          case .field(let field): path(in: field).map { ["selectionSet"] + $0 }
          case .inline(let fragment):
            path(in: fragment.directives).map { ["selectionSet"] + $0 } ?? path(in: fragment.selectionSet)
          case .spread(let spread): path(in: spread.directives).map { ["selectionSet"] + $0 } ?? path(inFragment: spread.name.text)
          }
        if let found { return found }
      }
      return nil
    }

    private mutating func path(inFragment name: String) -> [ErrorPath.Component]? {
      guard visited.insert(name).inserted, let fragment = fragments.first(where: { $0.name.text == name }) else { return nil }
      return path(in: fragment.selectionSet)
    }

    private mutating func path(in field: Field) -> [ErrorPath.Component]? {
      let name = ErrorPath.Component.key(field.name.text)
      if searchesFields, let found = path(in: field.arguments) { return [name] + found }
      if let found = path(in: field.directives) { return found }
      return field.selectionSet.flatMap { path(in: $0) }.map { [name] + $0 }
    }

    func path(in directives: [Directive]) -> [ErrorPath.Component]? {
      for directive in directives {
        if let found = path(in: directive.arguments) { return [.key(directive.name.text)] + found }
      }
      return nil
    }

    private func path(in arguments: [Argument]) -> [ErrorPath.Component]? {
      for argument in arguments {
        if let found = path(in: argument.value) { return ["args", .key(argument.name.text)] + found }
      }
      return nil
    }

    private func path(in value: Value) -> [ErrorPath.Component]? {
      switch value.kind {
      case .variable(let name): return name == variable ? [] : nil
      case .list(let elements):
        for (index, element) in elements.enumerated() {
          if let found = path(in: element) { return [.index(index)] + found }
        }
      case .object(let fields):
        for field in fields {
          if let found = path(in: field.value) { return [.key(field.name.text)] + found }
        }
      case .int, .float, .string, .boolean, .null, .enumeration: break
      }
      return nil
    }
  }
}
