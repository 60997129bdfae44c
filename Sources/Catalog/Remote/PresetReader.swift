import GraphQL

/// Why a preset cannot be.
struct PresetProblem: Error {
  let words: String

  init(_ words: String) { self.words = words }
}

/// Reads `@preset(value:, static:)` of an argument or input field, in Hasura's words where it is wrong (`parsePresetDirective`).
struct PresetReader {
  /// The types that the permission defines.
  let types: [String: TypeDefinitionNode]
  let argument: String

  /// The value that is set; a variable in it is a session variable.
  func value(of directive: Directive, as type: TypeReference) throws(PresetProblem) -> Value {
    guard !directive.arguments.isEmpty else { throw PresetProblem("no arguments found in the preset directive") }
    guard let value = directive.arguments.first(where: { $0.name.text == "value" })?.value else {
      throw PresetProblem("preset argument \"value\" not found at \"\(argument)\"")
    }
    var isStatic = false
    if let flag = directive.arguments.first(where: { $0.name.text == "static" })?.value {
      guard case .boolean(let given) = flag.kind else { throw PresetProblem("expected preset static value to be a Boolean value") }
      isStatic = given
    }
    return try read(value, type, argument, isStatic)
  }

  private func read(_ value: Value, _ type: TypeReference, _ name: String, _ isStatic: Bool) throws(PresetProblem) -> Value {
    switch type.nullable {
    case .list(let element): return try read(list: value, of: element, name, isStatic)
    case .named(let type), .nonNull(.named(let type)): return try read(named: value, type, isStatic)
    case .nonNull: return value
    }
  }

  private func read(list value: Value, of element: TypeReference, _ name: String, _ isStatic: Bool) throws(PresetProblem) -> Value {
    switch value.kind {
    case .list(let elements):
      var read: [Value] = []
      for one in elements { read.append(try self.read(one, element, name, isStatic)) }
      return Value(.list(read))
    case .string(let text, _) where Self.isSessionVariable(text):
      throw PresetProblem("illegal preset value at \"\(name)\". Session arguments can only be set for singleton values")
    default: return try read(value, element, name, isStatic)
    }
  }

  private func read(named value: Value, _ type: String, _ isStatic: Bool) throws(PresetProblem) -> Value {
    if BuiltInTypes.contains(type) { return try read(scalar: value, type, isStatic) }
    switch types[type]?.kind {
    case .scalar: return try read(scalar: value, type, isStatic)
    case .enumeration: return try read(enumeration: value, type)
    case .inputObject: return try read(object: value, type, isStatic)
    default: throw PresetProblem("expected \"\(type)\" to be an input type, but it's an output type")
    }
  }

  private func read(scalar value: Value, _ type: String, _ isStatic: Bool) throws(PresetProblem) -> Value {
    switch value.kind {
    case .enumeration, .list, .object, .variable:
      throw PresetProblem("expected preset value \"\(value)\" of type \"\(type)\" to be a scalar value")
    case .string(let text, _) where !isStatic && Self.isSessionVariable(text): return Value(.variable(text.lowercased()))
    default: return value
    }
  }

  private func read(enumeration value: Value, _ type: String) throws(PresetProblem) -> Value {
    switch value.kind {
    case .enumeration(let name):
      guard types[type]?.enumValues.contains(where: { $0.name.text == name }) ?? false else {
        throw PresetProblem("\"\(name)\" not found in the enum: \"\(type)\"")
      }
      return value
    case .string(let text, _) where Self.isSessionVariable(text): return Value(.variable(text.lowercased()))
    default: throw PresetProblem("expected preset value \"\(value)\" of type \"\(type)\" to be an enum value")
    }
  }

  private func read(object value: Value, _ type: String, _ isStatic: Bool) throws(PresetProblem) -> Value {
    guard case .object(let members) = value.kind else {
      throw PresetProblem("expected preset value \"\(value)\" of type \"\(type)\" to be an input object value")
    }
    var read: [ObjectField] = []
    for member in members {
      guard let field = types[type]?.inputFields.first(where: { $0.name.text == member.name.text }) else {
        throw PresetProblem("\"\(member.name.text)\" does not exist in the input object \"\(type)\"")
      }
      let value = try self.read(member.value, field.type.type, member.name.text, isStatic)
      read.append(ObjectField(name: member.name, value: value))
    }
    return Value(.object(read))
  }

  /// Hasura's `isSessionVariable`: the prefix alone counts, in any case.
  static func isSessionVariable(_ text: String) -> Bool { text.lowercased().hasPrefix("x-hasura-") }
}
