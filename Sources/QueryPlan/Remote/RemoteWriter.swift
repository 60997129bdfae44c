import Errors
import JSON

/// Writes fields for a remote server, with the values of one request in them and holes for keys.
///
/// Blanks stand where Hasura's printer puts them: servers show places in the text in the `locations` of their errors.
struct RemoteWriter {
  /// A part of a text.
  enum Piece {
    case text(String)
    case key(Int, as: RemoteValue.KeyForm)
  }

  private(set) var pieces: [Piece] = []
  var variables = RemoteVariables()
  private let bindings: Bindings
  private var open = ""

  init(_ bindings: Bindings) { self.bindings = bindings }

  /// The beginning of a document.
  static func head(_ operation: RemoteFetch.Operation, _ variables: RemoteVariables) -> String {
    "\(operation.rawValue) \(variables.text) "
  }

  /// What was written, if there are no keys in it.
  var text: String {
    pieces.reduce("") { text, piece in if case .text(let part) = piece { text + part } else { text } } + open
  }

  /// Ends the writing.
  mutating func finish() -> [Piece] {
    if !open.isEmpty { pieces.append(.text(open)) }
    open = ""
    return pieces
  }

  /// `{ a b: c }`
  mutating func write(_ selection: [RemoteSelection]) throws(EngineError) {
    open += "{"
    for element in selection {
      switch element {
      case .field(let field):
        open += field.key == field.name ? " " : " \(field.key): "
        try write(field, selecting: field.selection)
      case .fragment(let type, let inner):
        open += " ... on \(type) "
        try write(inner)
      case .join: continue
      }
    }
    open += " }"
  }

  /// A field without its alias, and what is selected of it.
  mutating func write(_ field: RemoteField, selecting selection: [RemoteSelection]) throws(EngineError) {
    open += field.name
    try write(field.arguments, "(", ")")
    open += " "
    if !selection.isEmpty { try write(selection) }
  }

  /// Arguments that have a value, between brackets; without any, the brackets only where objects need them.
  private mutating func write(_ arguments: [RemoteArgument], _ opening: String, _ closing: String) throws(EngineError) {
    let given = arguments.filter { !isAbsent($0.value) }
    guard !given.isEmpty || opening == "{" else { return }
    open += opening
    for (index, argument) in given.enumerated() {
      open += (index > 0 ? ", " : "") + argument.name + ": "
      try write(argument.value)
    }
    open += closing
  }

  private func isAbsent(_ value: RemoteValue) -> Bool {
    if case .variable(let name, _, _) = value { bindings.variables[name] == nil } else { false }
  }

  private mutating func write(_ value: RemoteValue) throws(EngineError) {
    switch value {
    case .literal(let text): open += text
    case .variable(let name, let path, let type): open += variables.declare(name, path, type, bindings)
    case .session(let name, let form): open += try bindings.sessionLiteral(name, form)
    case .key(let index, let form):
      pieces.append(.text(open))
      pieces.append(.key(index, as: form))
      open = ""
    case .list(let elements):
      open += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { open += ", " }
        // In a list, a variable without a value is null (section 3.11 of the specification).
        if isAbsent(element) { open += "null" } else { try write(element) }
      }
      open += "]"
    case .object(let members): try write(members, "{", "}")
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
