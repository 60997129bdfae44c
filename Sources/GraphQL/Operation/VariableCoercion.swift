package import Errors
package import JSON

/// The values of an operation's variables, checked against their types and with defaults applied (section 6.1.2).
///
/// A nullable variable that is neither given nor has a default is absent from the result; `null` is there when it was given.
/// `Int` must be a 32-bit integer, enumeration values must exist, input objects are checked and completed with their fields'
/// defaults, single values become lists where lists are expected. Values of custom scalars pass unchecked.
///
/// Throws `validation-failed` (`parse-failed` for numbers out of bounds) in Hasura's words. Like Hasura's, the path of a wrong
/// value is that of the variable's first use in the operation, followed by the place in the value. The document must be valid.
///
/// Values that no variable takes are passed over, as section 6.1.2 has it; Hasura refuses them.
package func coerceVariables(
  of operation: OperationDefinition, in document: Document, schema: Schema, values: JSONObject
) throws(EngineError) -> [String: JSON] {
  var coerced: [String: JSON] = [:]
  for variable in operation.variables {
    coerced[variable.name.text] = try coercedValue(of: variable, operation, document, schema, values[variable.name.text])
  }
  return coerced
}

private func coercedValue(
  of variable: VariableDefinition, _ operation: OperationDefinition, _ document: Document, _ schema: Schema, _ given: JSON?
) throws(EngineError) -> JSON? {
  let name = variable.name.text
  let type = variable.type.type
  guard let given else {
    if let value = variable.defaultValue { return try InputCoercion(schema: schema, variables: [:]).json(value, as: type) }
    if !type.isNonNull { return nil }
    throw EngineError(.validationFailed, "expecting a value for non-nullable variable: \"\(name)\"")
  }
  if type.isNonNull, given.isNull {
    throw EngineError(.validationFailed, "null value found for non-nullable type: \"\(type)\"")
  }
  // A default lets a nullable variable stand where null may not (section 5.8.5); null itself is then found when the value is used.
  if given.isNull, variable.defaultValue != nil,
    let place = VariableUseSearch(variable: name, document: document).directivePath(in: operation)
  {
    throw EngineError(.validationFailed, "unexpected null value for type '\(type.baseName)'", at: ErrorPath(place))
  }
  do {
    return try VariableValueCoercion(schema: schema).coerced(given, as: type)
  } catch {
    var located = error
    let use = VariableUseSearch(variable: name, document: document).path(in: operation)
    located.path.components = (use ?? ["variables", .key(name)]) + error.path.components
    throw located
  }
}

/// Checks JSON values against input types.
private struct VariableValueCoercion {
  let schema: Schema

  func coerced(_ value: JSON, as type: TypeReference) throws(EngineError) -> JSON {
    switch type {
    case .nonNull(let type):
      guard !value.isNull else { throw unexpectedNull(type) }
      return try coerced(value, as: type)
    case .list(let element): return value.isNull ? .null : try list(value, of: element)
    case .named(let name): return value.isNull ? .null : try named(value, name)
    }
  }

  private func unexpectedNull(_ type: TypeReference) -> EngineError {
    if type.element != nil { return EngineError(.validationFailed, "expected a list, but found null") }
    return mismatch(LeafWords.expected(schema.type(named: type.baseName)), type.baseName, .null)
  }

  private func list(_ value: JSON, of type: TypeReference) throws(EngineError) -> JSON {
    guard case .array(let elements) = value else {
      return .array([try at(0) { () throws(EngineError) in try coerced(value, as: type) }])
    }
    var result: [JSON] = []
    result.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      result.append(try at(.index(index)) { () throws(EngineError) in try coerced(element, as: type) })
    }
    return .array(result)
  }

  private func named(_ value: JSON, _ name: String) throws(EngineError) -> JSON {
    switch schema.type(named: name) {
    case .scalar(let type): return try scalar(value, type)
    case .enumeration(let type): return try enumeration(value, type)
    case .inputObject(let type): return try object(value, type)
    case .object, .interface, .union, nil: throw EngineError(.validationFailed, "variables cannot be of type '\(name)'")
    }
  }

  private func scalar(_ value: JSON, _ type: ScalarType) throws(EngineError) -> JSON {
    switch (type.name, value) {
    case ("Int", .number(let number)):
      guard let integer = number.int, Int32(exactly: integer) != nil else {
        throw EngineError(.parseFailed, LeafWords.outOfBounds(number.text))
      }
      return .number(JSONNumber(integer))
    case ("Float", .number(let number)):
      guard number.double.isFinite else {
        let words = "lies outside the bounds. Is it overflowing the float bounds?"
        throw EngineError(.parseFailed, "The value \(LeafWords.scientific(number.text)) \(words)")
      }
      return value
    case ("String", .string), ("Boolean", .bool), ("ID", .string): return value
    case ("ID", .number(let number)):
      guard let integer = number.int else { throw EngineError(.parseFailed, LeafWords.outOfBounds(number.text)) }
      return .string(String(integer))
    default:
      guard BuiltInTypes.contains(type.name) else { return value }
      throw mismatch(LeafWords.expected(.scalar(type)), type.name, value)
    }
  }

  private func enumeration(_ value: JSON, _ type: EnumType) throws(EngineError) -> JSON {
    guard case .string(let name) = value else { throw mismatch("an enum value", type.name, value) }
    guard type.values[name] != nil else { throw EngineError(.validationFailed, LeafWords.unknownValue(name, of: type)) }
    return value
  }

  private func object(_ value: JSON, _ type: InputObjectType) throws(EngineError) -> JSON {
    guard case .object(let given) = value else { throw mismatch("an object", type.name, value) }
    for (key, _) in given where type.fields[key] == nil {
      throw EngineError(.validationFailed, "field '\(key)' not found in type: '\(type.name)'", at: [.key(key)])
    }
    if type.isOneOf, given.count != 1 || given.entries.first?.value.isNull == true {
      throw EngineError(.validationFailed, "Exactly one key must be specified for OneOf type \"\(type.name)\".")
    }
    var result = JSONObject()
    for (key, value) in given {
      guard let field = type.fields[key] else { continue }
      result[key] = try at(.key(key)) { () throws(EngineError) in try coerced(value, as: field.type) }
    }
    try complete(&result, type)
    return .object(result)
  }

  /// Adds the defaults of fields that are not given.
  private func complete(_ object: inout JSONObject, _ type: InputObjectType) throws(EngineError) {
    for field in type.fields where (field.defaultValue != nil || field.isRequired) && object[field.name] == nil {
      guard let value = field.defaultValue else {
        throw EngineError(.validationFailed, "missing required field '\(field.name)'", at: [.key(field.name)])
      }
      object[field.name] = try InputCoercion(schema: schema, variables: [:]).json(value, as: field.type)
    }
  }

  private func mismatch(_ expected: String, _ type: String, _ found: JSON) -> EngineError {
    EngineError(.validationFailed, "expected \(expected) for type '\(type)', but found \(LeafWords.found(found))")
  }
}
