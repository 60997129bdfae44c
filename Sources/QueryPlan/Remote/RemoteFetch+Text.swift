import JSON

extension RemoteFetch {
  func write(to text: inout PlanText) {
    text.indented { inner in
      for (type, shown) in typeNames.sorted(by: { $0.key < $1.key }) { inner.line("type \(type) is shown as \(shown)") }
      for field in fields { field.write(to: &inner) }
    }
  }
}

extension RemoteField {
  fileprivate func write(to text: inout PlanText) {
    let arguments = arguments.isEmpty ? "" : "(" + arguments.map(\.text).joined(separator: ", ") + ")"
    text.line((isHidden ? "hidden " : "") + (key == name ? name : "\(key): \(name)") + arguments)
    text.indented { inner in for element in selection { element.write(to: &inner) } }
  }
}

extension RemoteSelection {
  fileprivate func write(to text: inout PlanText) {
    switch self {
    case .field(let field): field.write(to: &text)
    case .fragment(let type, let selection):
      text.line("... on \(type)")
      text.indented { inner in for element in selection { element.write(to: &inner) } }
    }
  }
}

extension RemoteArgument {
  fileprivate var text: String { "\(name): \(value.text)" }
}

extension RemoteValue {
  fileprivate var text: String {
    switch self {
    case .literal(let text): text
    case .variable(let name, let path, let type): "$" + ParameterSource.place(name, path) + " as \(type)"
    case .session(let name, let form): "session \(name) as \(form.text)"
    case .list(let elements): "[" + elements.map(\.text).joined(separator: ", ") + "]"
    case .object(let members): "{" + members.map(\.text).joined(separator: ", ") + "}"
    }
  }
}

extension RemoteValue.SessionForm {
  fileprivate var text: String {
    switch self {
    case .int: "Int"
    case .float: "Float"
    case .boolean: "Boolean"
    case .string: "String"
    case .enumeration(let values): "one of " + values.joined(separator: ", ")
    }
  }
}
