package import Errors
package import JSON

/// The text of a remote fetch and the values of its variables.
///
/// Only what the fields use becomes a variable. Values of session variables stand in the text.
package struct RemoteDocument: Equatable, Sendable {
  package private(set) var text = ""
  package private(set) var variables = JSONObject()
  private var declarations: [String] = []

  /// Throws `not-found` for a session variable that is not there and `coercion-error` for one whose text has not the asked form.
  package init(_ fetch: RemoteFetch, _ bindings: Bindings) throws(EngineError) {
    var body = ""
    try append(fetch.fields.map { .field($0) }, bindings, to: &body)
    let declared = declarations.isEmpty ? "" : "(" + declarations.joined(separator: ", ") + ")"
    text = "\(fetch.operation.rawValue)\(declared)\(body)"
  }

  private mutating func append(_ selection: [RemoteSelection], _ bindings: Bindings, to text: inout String) throws(EngineError) {
    text += " {"
    for element in selection {
      switch element {
      case .field(let field): try append(field, bindings, to: &text)
      case .fragment(let type, let inner):
        text += " ... on \(type)"
        try append(inner, bindings, to: &text)
      }
    }
    text += " }"
  }

  private mutating func append(_ field: RemoteField, _ bindings: Bindings, to text: inout String) throws(EngineError) {
    text += " " + (field.key == field.name ? field.name : "\(field.key): \(field.name)")
    let arguments = try written(field.arguments, bindings)
    if !arguments.isEmpty { text += "(" + arguments.joined(separator: ", ") + ")" }
    if !field.selection.isEmpty { try append(field.selection, bindings, to: &text) }
  }

  private mutating func written(_ arguments: [RemoteArgument], _ bindings: Bindings) throws(EngineError) -> [String] {
    var texts: [String] = []
    for argument in arguments {
      if let value = try written(argument.value, bindings) { texts.append("\(argument.name): \(value)") }
    }
    return texts
  }

  /// nil for a variable that was not given.
  private mutating func written(_ value: RemoteValue, _ bindings: Bindings) throws(EngineError) -> String? {
    switch value {
    case .literal(let text): return text
    case .variable(let name, let path, let type):
      guard bindings.variables[name] != nil else { return nil }
      return declare(name, path, type, bindings)
    case .session(let name, let form): return try bindings.sessionLiteral(name, form)
    case .list(let elements):
      var texts: [String] = []
      // In a list, a variable without a value is null (section 3.11 of the specification).
      for element in elements { texts.append(try written(element, bindings) ?? "null") }
      return "[" + texts.joined(separator: ", ") + "]"
    case .object(let members): return "{" + (try written(members, bindings)).joined(separator: ", ") + "}"
    }
  }

  private mutating func declare(_ name: String, _ path: [ParameterSource.PathStep], _ type: String, _ bindings: Bindings) -> String {
    let value = bindings.value(of: name, at: path)
    var alias = name
    var number = 1
    while true {
      let declaration = "$\(alias): \(type)"
      if declarations.contains(declaration), variables[alias] == value { return "$\(alias)" }
      if variables[alias] == nil {
        declarations.append(declaration)
        variables[alias] = value
        return "$\(alias)"
      }
      number += 1
      alias = "\(name)_\(number)"
    }
  }
}

extension Bindings {
  /// The text of a session variable as a value in a document, in Hasura's words where it is none (`resolveRemoteVariable`).
  fileprivate func sessionLiteral(_ name: String, _ form: RemoteValue.SessionForm) throws(EngineError) -> String {
    let shown = JSON.string(name).text
    guard let text = session[name] else { throw EngineError(.notFound, "\(shown) session variable expected, but not found") }
    let found = JSON.string(text).text
    func refuse(_ type: String) -> EngineError { EngineError(.coercionError, "\(found) cannot be coerced into \(type) value") }
    switch form {
    case .string: return found
    case .int:
      guard let number = Int(text) else { throw refuse("an Int") }
      return String(number)
    case .float:
      guard let number = Double(text), number.isFinite else { throw refuse("a Float") }
      return "\(number)"
    case .boolean:
      guard text == "true" || text == "false" else { throw refuse("a Boolean") }
      return text
    case .enumeration(let values):
      guard values.contains(text) else { throw EngineError(.coercionError, "\(found) is not one of the valid enum values") }
      return text
    }
  }
}
