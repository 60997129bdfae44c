import JSON

extension Document {
  /// The executable definitions as GraphQL text, indented by two spaces; parsing it again gives an equal document.
  ///
  /// Type system definitions are left out: schemas are printed from `Schema`.
  package var text: String {
    var printer = Printer()
    for definition in definitions {
      switch definition {
      case .operation(let operation): printer.print(operation)
      case .fragment(let fragment): printer.print(fragment)
      case .typeSystem: continue
      }
    }
    return printer.text
  }
}

extension OperationDefinition {
  /// The operation as GraphQL text, indented by two spaces.
  package var text: String {
    var printer = Printer()
    printer.print(self)
    return printer.text
  }
}

extension Value: CustomStringConvertible {
  /// The value as GraphQL text on one line, as graphql-js prints it; block strings become quoted ones.
  package var description: String {
    switch kind {
    case .variable(let name): "$" + name
    case .int(let text), .float(let text), .enumeration(let text): text
    case .string(let text, _): JSON.string(text).text
    case .boolean(let value): value ? "true" : "false"
    case .null: "null"
    case .list(let elements): "[" + elements.map(\.description).joined(separator: ", ") + "]"
    case .object(let fields): "{" + fields.map { "\($0.name.text): \($0.value)" }.joined(separator: ", ") + "}"
    }
  }
}

/// Writes executable definitions.
private struct Printer {
  private(set) var text = ""
  private var indentation = 0

  mutating func print(_ operation: OperationDefinition) {
    startDefinition()
    let isShorthand =
      operation.type == .query && operation.name == nil && operation.variables.isEmpty && operation.directives.isEmpty
    if !isShorthand {
      text += operation.type.rawValue
      if let name = operation.name { text += " " + name.text }
      if !operation.variables.isEmpty { text += "(" + operation.variables.map(Self.text).joined(separator: ", ") + ")" }
      text += Self.text(of: operation.directives) + " "
    }
    print(operation.selectionSet)
    text += "\n"
  }

  mutating func print(_ fragment: FragmentDefinition) {
    startDefinition()
    text += "fragment \(fragment.name.text) on \(fragment.typeCondition.text)\(Self.text(of: fragment.directives)) "
    print(fragment.selectionSet)
    text += "\n"
  }

  private mutating func startDefinition() {
    if !text.isEmpty { text += "\n" }
  }

  private mutating func print(_ set: SelectionSet) {
    text += "{\n"
    indentation += 1
    for selection in set.selections {
      text += String(repeating: "  ", count: indentation)
      print(selection)
      text += "\n"
    }
    indentation -= 1
    text += String(repeating: "  ", count: indentation) + "}"
  }

  private mutating func print(_ selection: Selection) {
    switch selection {
    case .field(let field):
      if let alias = field.alias { text += alias.text + ": " }
      text += field.name.text + Self.text(of: field.arguments) + Self.text(of: field.directives)
      guard let set = field.selectionSet else { return }
      text += " "
      print(set)
    case .spread(let spread):
      text += "..." + spread.name.text + Self.text(of: spread.directives)
    case .inline(let fragment):
      text += "..." + (fragment.typeCondition.map { " on " + $0.text } ?? "") + Self.text(of: fragment.directives) + " "
      print(fragment.selectionSet)
    }
  }

  private static func text(_ variable: VariableDefinition) -> String {
    "$\(variable.name.text): \(variable.type.type)" + (variable.defaultValue.map { " = \($0)" } ?? "")
      + text(of: variable.directives)
  }

  private static func text(of arguments: [Argument]) -> String {
    arguments.isEmpty ? "" : "(" + arguments.map { "\($0.name.text): \($0.value)" }.joined(separator: ", ") + ")"
  }

  private static func text(of directives: [Directive]) -> String {
    directives.map { " @" + $0.name.text + text(of: $0.arguments) }.joined()
  }
}
