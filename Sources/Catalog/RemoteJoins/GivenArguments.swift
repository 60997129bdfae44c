import ConnectorProtocol
import GraphQL
import JSON
import Metadata

/// Checks the arguments that a relationship gives against the remote's types.
struct GivenArguments {
  let keys: [JoinField]
  let schema: Schema

  func checked(
    _ arguments: [RemoteFieldArgument], _ definitions: NamedList<InputValueDefinition>
  ) throws(TableProblem) -> [GivenArgument] {
    var given: [GivenArgument] = []
    for argument in arguments {
      guard let definition = definitions[argument.name] else {
        throw TableProblem(reason: "argument with name \"\(argument.name)\" not found in remote schema")
      }
      given.append(GivenArgument(name: argument.name, value: try checked(argument.value, definition.type)))
    }
    return given
  }

  private func checked(_ value: RemoteFieldValue, _ type: TypeReference) throws(TableProblem) -> GivenValue {
    switch value {
    case .field(let name): return try key(name, type)
    case .literal(let json): return .literal(try literal(json, type))
    case .list(let elements):
      guard elements.count <= 1 else { throw TableProblem(reason: "multiple elements in list value is not supported") }
      guard let element = type.element else { throw TableProblem(reason: "type \"\(type.baseName)\" is not a list type") }
      return .list(try elements.map { value throws(TableProblem) in try checked(value, element) })
    case .object(let members):
      guard type.element == nil else { throw TableProblem(reason: "type \"\(type.baseName)\" is invalid for stripping") }
      switch schema.type(named: type.baseName) {
      case .inputObject(let object): return .object(try checked(members, object.fields))
      case .scalar(let scalar) where !BuiltInTypes.contains(scalar.name): return .object(try members.map(untyped))
      case nil: throw TableProblem(reason: "type with name \"\(type.baseName)\" not found")
      default: throw TableProblem(reason: "type \"\(type.baseName)\" not an input object type")
      }
    }
  }

  /// Inside of custom scalars anything may stand.
  private func untyped(_ argument: RemoteFieldArgument) throws(TableProblem) -> GivenArgument {
    GivenArgument(name: argument.name, value: try untyped(argument.value))
  }

  private func untyped(_ value: RemoteFieldValue) throws(TableProblem) -> GivenValue {
    switch value {
    case .field(let name):
      let (index, field) = try known(name)
      return .key(index, as: field.ownForm)
    case .literal(let json): return .literal(json.text)
    case .list(let elements): return .list(try elements.map(untyped))
    case .object(let members): return .object(try members.map(untyped))
    }
  }

  private func known(_ name: String) throws(TableProblem) -> (Int, JoinField) {
    guard let index = keys.firstIndex(where: { $0.name == name }) else {
      throw TableProblem(reason: "variable \"\(name)\" is not found")
    }
    return (index, keys[index])
  }

  private func key(_ name: String, _ type: TypeReference) throws(TableProblem) -> GivenValue {
    let (index, field) = try known(name)
    guard field.isList || type.element == nil else {
      // A single value where a list is expected is a list of itself.
      return .list([try key(name, type.element ?? type)])
    }
    guard field.isList == (type.element != nil), let form = field.form(for: schema.type(named: type.baseName)) else {
      let shown = field.isList ? "[\(field.scalar)]" : field.scalar
      guard type.baseName != "ID" || field.isList else {
        throw TableProblem(
          reason: "Only ID, Int, uuid or String scalar types can be joined to the ID type, but received \"\(field.scalar)\"")
      }
      throw TableProblem(reason: "expected type \"\(type.baseName)\" but got \"\(shown)\"")
    }
    return .key(index, as: field.isList ? .json : form)
  }
}

extension GivenArguments {
  /// The text of a constant. A text of digits is taken for a number, and the name of a value for a value of an enumeration: the
  /// definition, being JSON, can hardly say it otherwise.
  private func literal(_ json: JSON, _ type: TypeReference) throws(TableProblem) -> String {
    if let element = type.element { return "[" + (try literal(json, element)) + "]" }
    let found: String
    switch json {
    case .null: throw TableProblem(reason: "null is not allowed here")
    case .bool: found = "Boolean"
    case .number(let number): found = number.int != nil ? "Int" : "Float"
    default: found = "String"
    }
    guard let text = Self.text(of: json, found, as: schema.type(named: type.baseName)) else {
      throw TableProblem(reason: "expected type \"\(type.baseName)\" but got \"\(found)\"")
    }
    return text
  }

  private static func text(of json: JSON, _ found: String, as type: TypeDefinition?) -> String? {
    switch type {
    case .enumeration(let type): return json.stringValue.flatMap { type.values[$0]?.name }
    case .scalar(let scalar):
      switch (scalar.name, found) {
      case ("Int", "Int"), ("Float", "Int"), ("Float", "Float"), ("Boolean", "Boolean"), ("String", "String"), ("ID", "Int"),
        ("ID", "String"):
        return json.text
      case ("Int", "String"): return json.stringValue.flatMap { Int32($0) }.map { String($0) }
      case ("Float", "String"): return json.stringValue.flatMap { JSONNumber(text: $0) }?.text
      default: return BuiltInTypes.contains(scalar.name) ? nil : json.text
      }
    default: return nil
    }
  }
}

extension JoinField {
  /// How a value is written where a type is expected; nil if it can never be one of that type.
  fileprivate func form(for type: TypeDefinition?) -> GivenValue.Form? {
    switch type {
    case .enumeration: return isText ? .plain : nil
    case .scalar(let scalar):
      switch scalar.name {
      case "Int": return isInteger ? .plain : nil
      case "Float": return isNumber ? .plain : nil
      case "Boolean": return canonical == .boolean ? .plain : nil
      case "ID": return isInteger ? .plain : isText || canonical == .uuid ? .string : nil
      case "String": return isNumber || canonical == .boolean || canonical == .json ? nil : .string
      default: return ownForm
      }
    default: return nil
    }
  }

  /// How a value is written where anything may stand.
  fileprivate var ownForm: GivenValue.Form {
    if isList || canonical == .json || canonical == .geometry { return .json }
    return isNumber || canonical == .boolean ? .plain : .string
  }

  private var isInteger: Bool { [.int16, .int32, .int64].contains(canonical) }

  private var isNumber: Bool {
    switch canonical {
    case .int16, .int32, .int64, .float32, .float64, .numeric: true
    default: false
    }
  }

  private var isText: Bool { canonical == .text || canonical == .enumeration }
}
