import Catalog
import GraphQL
import JSON
import QueryPlan

/// Turns arguments of a client into those of a remote server, with what is preset for the role in them.
struct RemoteValues {
  let view: RemoteView

  /// A value that the client gave. Types are the server's.
  func value(_ given: InputValue, as type: TypeReference) -> RemoteValue {
    if view.hasPresets(inside: type), let structured = structured(given, type) { return structured }
    switch given.origin {
    case .variable(let name, let path, _): return .variable(name: name, path: path, type: type.description)
    case .literal(let value): return value.hasVariables ? composed(given, type) : .literal(value.description)
    }
  }

  /// A literal with variables in it.
  private func composed(_ given: InputValue, _ type: TypeReference) -> RemoteValue {
    if let members = given.members {
      let fields = inputObject(type)?.fields
      return .object(members.map { RemoteArgument($0.key, value($0.value, as: fields?[$0.key]?.type ?? .named("String"))) })
    }
    guard let elements = given.elements else { return .literal("null") }
    return .list(elements.map { value($0, as: type.element ?? type) })
  }

  /// A value in whose type something is preset: its structure is part of the plan. nil for null.
  private func structured(_ given: InputValue, _ type: TypeReference) -> RemoteValue? {
    guard !given.isNull else { return nil }
    if let element = type.element { return .list((given.elements ?? []).map { value($0, as: element) }) }
    guard let input = inputObject(type), let members = given.members else { return nil }
    var arguments: [RemoteArgument] = []
    for field in input.fields {
      if let preset = view.preset(field, ofInput: input.name) {
        arguments.append(RemoteArgument(field.name, self.preset(preset, as: field.type)))
      } else if let member = members.first(where: { $0.key == field.name }) {
        arguments.append(RemoteArgument(field.name, value(member.value, as: field.type)))
      }
    }
    return .object(arguments)
  }

  /// A value that the role does not choose.
  func preset(_ preset: RemotePreset, as type: TypeReference) -> RemoteValue {
    switch preset {
    case .value(let value): return constant(value, type)
    case .members(let name):
      guard case .inputObject(let input)? = view.schema.type(named: name) else { return .object([]) }
      let members = RemoteValue.object(
        input.fields.compactMap { field in
          view.preset(field, ofInput: name).map { RemoteArgument(field.name, self.preset($0, as: field.type)) }
        })
      return type.element == nil ? members : .list([members])
    }
  }

  private func constant(_ value: Value, _ type: TypeReference) -> RemoteValue {
    switch value.kind {
    case .variable(let name): return .session(name: name, as: form(of: type))
    case .list(let elements): return .list(elements.map { constant($0, type.element ?? type) })
    case .object(let members):
      let fields = inputObject(type)?.fields
      return .object(members.map { RemoteArgument($0.name.text, constant($0.value, fields?[$0.name.text]?.type ?? .named("String"))) })
    default: return .literal(value.description)
    }
  }

  private func form(of type: TypeReference) -> RemoteValue.SessionForm {
    if case .enumeration(let enumeration)? = view.schema.type(named: type.baseName) { return .enumeration(enumeration.values.names) }
    switch type.baseName {
    case "Int": return .int
    case "Float": return .float
    case "Boolean": return .boolean
    default: return .string
    }
  }

  private func inputObject(_ type: TypeReference) -> InputObjectType? {
    if case .inputObject(let input)? = view.schema.type(named: type.baseName) { input } else { nil }
  }
}

extension Value {
  /// Whether a variable stands somewhere in it.
  fileprivate var hasVariables: Bool {
    switch kind {
    case .variable: true
    case .list(let elements): elements.contains(where: \.hasVariables)
    case .object(let members): members.contains { $0.value.hasVariables }
    default: false
    }
  }
}
