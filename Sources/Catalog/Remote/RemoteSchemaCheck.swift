import Errors
import GraphQL

/// Refuses the schema of a server that cannot be shown (section 3 of the specification, "Type Validation").
struct RemoteSchemaCheck {
  let schema: Schema
  let types: [TypeDefinition]

  func check() throws(EngineError) {
    for operation in OperationType.allCases {
      guard let root = schema.rootName(of: operation) else { continue }
      guard schema.type(named: root)?.object != nil else {
        throw failure("the \(operation.rawValue) root \"\(root)\" is no object type")
      }
    }
    for type in types { try check(type) }
  }

  private func check(_ type: TypeDefinition) throws(EngineError) {
    for field in type.fields ?? [] {
      try checkOutput(field.type.baseName)
      for argument in field.arguments { try checkInput(argument.type.baseName) }
    }
    switch type {
    case .inputObject(let input): for field in input.fields { try checkInput(field.type.baseName) }
    case .union(let union):
      for member in union.memberTypes {
        guard try found(member).object != nil else { throw failure("union type \(type.name) can only be implemented by objects") }
      }
    case .object(let object): for interface in object.interfaces { try check(object, implements: interface) }
    case .scalar, .enumeration, .interface: break
    }
  }

  private func check(_ object: ObjectType, implements name: String) throws(EngineError) {
    guard case .interface(let interface) = try found(name) else {
      throw failure("object type \(object.name) can only implement interfaces")
    }
    for field in interface.fields {
      guard let own = object.fields[field.name] else {
        throw failure("Interface field '\(name).\(field.name)' expected but '\(object.name)' does not provide it")
      }
      guard isSubtype(own.type, of: field.type) else {
        throw failure(
          "The type of interface field '\(name).\(field.name)' is '\(field.type)', which the type '\(own.type)' of "
            + "'\(object.name).\(field.name)' does not fulfil")
      }
    }
  }

  private func isSubtype(_ type: TypeReference, of other: TypeReference) -> Bool {
    switch (type, other) {
    case (.nonNull(let inner), .nonNull(let expected)): return isSubtype(inner, of: expected)
    case (.nonNull(let inner), _): return isSubtype(inner, of: other)
    case (.list(let inner), .list(let expected)): return isSubtype(inner, of: expected)
    case (.named(let name), .named(let expected)):
      guard name != expected else { return true }
      guard let abstract = schema.type(named: expected) else { return false }
      return schema.possibleTypes(of: abstract).contains(name) || schema.type(named: name)?.interfaces.contains(expected) ?? false
    default: return false
    }
  }

  private func checkOutput(_ name: String) throws(EngineError) {
    if case .inputObject = try found(name) { throw failure("expected \"\(name)\" to be an output type, but it's an input type") }
  }

  private func checkInput(_ name: String) throws(EngineError) {
    guard try found(name).isInput else { throw failure("expected \"\(name)\" to be an input type, but it's an output type") }
  }

  private func found(_ name: String) throws(EngineError) -> TypeDefinition {
    if let type = schema.type(named: name) { return type }
    throw failure("Could not find type with name \"\(name)\"")
  }

  private func failure(_ message: String) -> EngineError { EngineError(.remoteSchemaError, message) }
}
