import Errors

/// Literals are values of the type that is expected (section 5.6.1).
enum ValuesOfCorrectType {
  private static let rule = "ValuesOfCorrectType"

  static func checkNull(_ value: Value, _ type: TypeReference?, _ context: ValidationContext) {
    guard let type, type.isNonNull else { return }
    let hasura: HasuraWords
    if type.element != nil {
      hasura = HasuraWords("expected a list, but found null")
    } else {
      let expected = LeafWords.expected(context.schema.type(named: type.baseName))
      hasura = .mismatch(expected, type: type.baseName, found: "null")
    }
    context.report(rule, "Expected value of type \"\(type)\", found null.", at: [value.location], hasura: hasura)
  }

  static func checkObject(_ fields: [ObjectField], of value: Value, _ type: InputObjectType, _ context: ValidationContext) {
    for field in type.fields where field.isRequired && !fields.contains(where: { $0.name.text == field.name }) {
      let place = WalkPlace(fragment: context.place.fragment, path: context.path + [.key(field.name)])
      context.report(
        rule, "Field \"\(type.name).\(field.name)\" of required type \"\(field.type)\" was not provided.", at: [value.location],
        hasura: HasuraWords("missing required field '\(field.name)'"), place: place)
    }
    if type.isOneOf { checkOneOf(fields, of: value, type, context) }
  }

  private static func checkOneOf(_ fields: [ObjectField], of value: Value, _ type: InputObjectType, _ context: ValidationContext) {
    guard let field = fields.first, fields.count == 1 else {
      return context.report(rule, "OneOf Input Object \"\(type.name)\" must specify exactly one key.", at: [value.location])
    }
    if field.value.isNull {
      context.report(rule, "Field \"\(type.name).\(field.name.text)\" must be non-null.", at: [value.location])
    }
  }

  static func reportUnknown(_ field: ObjectField, _ type: InputObjectType, _ context: ValidationContext) {
    let name = field.name.text
    let suggestion = Suggestions.didYouMean(nil, context.suggestions(for: name, among: type.fields.names))
    let place = WalkPlace(fragment: context.place.fragment, path: context.path + [.key(name)])
    context.report(
      rule, "Field \"\(name)\" is not defined by type \"\(type.name)\"." + suggestion, at: [field.name.location],
      hasura: HasuraWords("field '\(name)' not found in type: '\(type.name)'"), place: place)
  }

  /// Checks a literal that is no variable, null or well-placed list or object.
  static func checkLeaf(_ value: Value, _ type: TypeReference, _ context: ValidationContext) {
    switch context.schema.type(named: type.baseName) {
    case .scalar(let scalar): check(value, scalar, type, context)
    case .enumeration(let enumeration): check(value, enumeration, context)
    case .inputObject(let object):
      context.report(
        rule, "Expected value of type \"\(type)\", found \(value).", at: [value.location],
        hasura: .mismatch("an object", type: object.name, found: LeafWords.found(value)))
    case .object, .interface, .union, nil: break
    }
  }

  private static func check(_ value: Value, _ scalar: ScalarType, _ type: TypeReference, _ context: ValidationContext) {
    guard let message = problem(of: value, as: scalar, type) else { return }
    var hasura = HasuraWords.mismatch(LeafWords.expected(.scalar(scalar)), type: scalar.name, found: LeafWords.found(value))
    if case .int(let text) = value.kind, scalar.name == "Int" {
      hasura = HasuraWords(LeafWords.outOfBounds(text))
      hasura.code = .parseFailed
    }
    context.report(rule, message, at: [value.location], hasura: hasura)
  }

  private static func problem(of value: Value, as scalar: ScalarType, _ type: TypeReference) -> String? {
    switch (scalar.name, value.kind) {
    case ("Int", .int(let text)):
      return Int32(text) == nil ? "Int cannot represent non 32-bit signed integer value: \(text)" : nil
    case ("Int", _): return "Int cannot represent non-integer value: \(value)"
    case ("Float", .int), ("Float", .float): return nil
    case ("Float", _): return "Float cannot represent non numeric value: \(value)"
    case ("String", .string): return nil
    case ("String", _): return "String cannot represent a non string value: \(value)"
    case ("Boolean", .boolean): return nil
    case ("Boolean", _): return "Boolean cannot represent a non boolean value: \(value)"
    case ("ID", .string), ("ID", .int): return nil
    case ("ID", _): return "ID cannot represent a non-string and non-integer value: \(value)"
    default:
      let isAccepted = scalar.acceptsLiteral.map { $0(value) } ?? true
      return isAccepted ? nil : "Expected value of type \"\(type)\", found \(value)."
    }
  }

  private static func check(_ value: Value, _ type: EnumType, _ context: ValidationContext) {
    guard case .enumeration(let name) = value.kind else {
      let suggestion = suggestion(for: value.description, type, context)
      return context.report(
        rule, "Enum \"\(type.name)\" cannot represent non-enum value: \(value)." + suggestion, at: [value.location],
        hasura: .mismatch("an enum value", type: type.name, found: LeafWords.found(value)))
    }
    guard type.values[name] == nil else { return }
    context.report(
      rule, "Value \"\(name)\" does not exist in \"\(type.name)\" enum." + suggestion(for: name, type, context),
      at: [value.location], hasura: HasuraWords(LeafWords.unknownValue(name, of: type)))
  }

  private static func suggestion(for value: String, _ type: EnumType, _ context: ValidationContext) -> String {
    Suggestions.didYouMean("the enum value", context.suggestions(for: value, among: type.values.names))
  }
}
