import JSON

extension RemoteFetch {
  func write(to text: inout PlanText) {
    text.indented { inner in
      for (type, shown) in typeNames.sorted(by: { $0.key < $1.key }) { inner.line("type \(type) is shown as \(shown)") }
      for field in fields { field.write(to: &inner) }
      for (use, join) in joins.enumerated() { join.write(use, to: &inner) }
    }
  }
}

extension RemoteLookup {
  func write(to text: inout PlanText) {
    let last = calls.last.map { [$0] } ?? []
    for call in calls.dropLast() { text.line("through \(call.name)\(call.argumentsText)") }
    for (type, shown) in typeNames.sorted(by: { $0.key < $1.key }) { text.line("type \(type) is shown as \(shown)") }
    for call in last { call.write(to: &text) }
    for (use, join) in joins.enumerated() { join.write(use, to: &text) }
  }
}

extension RemoteField {
  fileprivate var argumentsText: String { arguments.isEmpty ? "" : "(" + arguments.map(\.text).joined(separator: ", ") + ")" }

  fileprivate func write(to text: inout PlanText) {
    text.line((isHidden ? "hidden " : "") + (key == name ? name : "\(key): \(name)") + argumentsText)
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
    case .join(let place): text.line("\(place.key): remote #\(place.use) by (\(place.keys.joined(separator: ", ")))")
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
    case .key(let index, let form): "key \(index) as \(form.rawValue)"
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
