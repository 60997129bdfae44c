package import Errors
package import JSON

/// Turns values as written in a valid document into JSON (CoerceArgumentValues, section 6.4.1, and input coercion, section 3).
package struct InputCoercion: Sendable {
  let schema: Schema
  /// The coerced variables; a variable that is neither given nor has a default is absent.
  let variables: [String: JSON]

  /// A coercion with the coerced variables of a request.
  package init(schema: Schema, variables: [String: JSON]) {
    self.schema = schema
    self.variables = variables
  }

  /// The arguments of a field in the order of their definition: defaults applied, absent ones absent.
  ///
  /// Throws `validation-failed` when a non-null argument is given a variable that is null or absent.
  package func arguments(of field: CollectedField) throws(EngineError) -> JSONObject {
    var result = JSONObject()
    for definition in field.definition.arguments {
      let value = try given(field.argument(definition.name)?.value, for: definition)
      if let value { result[definition.name] = value }
    }
    return result
  }

  /// The JSON of a value of a type: enumeration values are strings, variables are replaced, single values where lists are
  /// expected become lists, input objects are completed with defaults; an absent variable is null.
  package func json(_ value: Value, as type: TypeReference) throws(EngineError) -> JSON {
    if case .variable(let name) = value.kind { return variables[name] ?? .null }
    if value.isNull { return .null }
    if let element = type.element { return try list(value, of: element) }
    switch schema.type(named: type.baseName) {
    case .inputObject(let object): return try self.object(value, object)
    case .scalar(let scalar) where scalar.name == "ID":
      if case .int(let text) = value.kind { return .string(text) }
      return untyped(value)
    default: return untyped(value)
    }
  }

  /// The JSON of a value of no known type, as inside of custom scalars: variables are replaced, absent fields left out.
  package func untyped(_ value: Value) -> JSON {
    switch value.kind {
    case .variable(let name): variables[name] ?? .null
    case .int(let text), .float(let text): JSONNumber(text: text).map { .number($0) } ?? .null
    case .string(let text, _), .enumeration(let text): .string(text)
    case .boolean(let value): .bool(value)
    case .null: .null
    case .list(let elements): .array(elements.map(untyped))
    case .object(let fields):
      .object(JSONObject(fields.filter { !isAbsent($0.value) }.map { (key: $0.name.text, value: untyped($0.value)) }))
    }
  }

  /// Whether a value is a variable that has no value.
  package func isAbsent(_ value: Value) -> Bool {
    if case .variable(let name) = value.kind { variables[name] == nil } else { false }
  }

  private func list(_ value: Value, of type: TypeReference) throws(EngineError) -> JSON {
    guard case .list(let elements) = value.kind else { return .array([try json(value, as: type)]) }
    var result: [JSON] = []
    for element in elements { result.append(try json(element, as: type)) }
    return .array(result)
  }

  private func object(_ value: Value, _ type: InputObjectType) throws(EngineError) -> JSON {
    guard case .object(let fields) = value.kind else { return untyped(value) }
    var result = JSONObject()
    for field in fields {
      guard let definition = type.fields[field.name.text] else { continue }
      if let value = try given(field.value, for: definition) { result[definition.name] = value }
    }
    for definition in type.fields where definition.defaultValue != nil && result[definition.name] == nil {
      if let value = try given(nil, for: definition) { result[definition.name] = value }
    }
    return .object(result)
  }

  /// The value of an argument or input field: as given, else its default, else absent.
  private func given(_ value: Value?, for definition: InputValueDefinition) throws(EngineError) -> JSON? {
    guard let value, !isAbsent(value) else {
      if let value = definition.defaultValue { return try json(value, as: definition.type) }
      if !definition.type.isNonNull { return nil }
      throw missing(definition)
    }
    let result = try json(value, as: definition.type)
    if result.isNull, definition.type.isNonNull { throw missing(definition) }
    return result
  }

  private func missing(_ definition: InputValueDefinition) -> EngineError {
    EngineError(
      .validationFailed, "null value found for non-nullable type: \"\(definition.type)\"", at: [.key(definition.name)])
  }
}
