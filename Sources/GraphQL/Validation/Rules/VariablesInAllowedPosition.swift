/// Variables are of the type that is expected where they are used (section 5.8.5).
enum VariablesInAllowedPosition {
  static func check(_ operation: OperationDefinition, _ usages: [VariableUsage], _ context: ValidationContext) {
    if usages.isEmpty || operation.variables.isEmpty { return }
    let variables = Dictionary(operation.variables.map { ($0.name.text, $0) }, uniquingKeysWith: { $1 })
    for usage in usages {
      guard let variable = variables[usage.name], let expected = usage.type,
        context.schema.type(named: variable.type.type.baseName) != nil
      else { continue }
      check(variable, usage, expected, context)
    }
  }

  private static func check(
    _ variable: VariableDefinition, _ usage: VariableUsage, _ expected: TypeReference, _ context: ValidationContext
  ) {
    let type = variable.type.type
    let locations = [variable.location, usage.location]
    if let oneOf = usage.oneOf, !type.isNonNull {
      let must = "must be non-nullable to be used for OneOf Input Object \"\(oneOf)\"."
      context.report(
        "VariablesInAllowedPosition", "Variable \"$\(usage.name)\" is of type \"\(type)\" but \(must)", at: locations,
        place: usage.place)
    }
    if isAllowed(variable, expected, hasDefault: usage.hasDefault) { return }
    context.report(
      "VariablesInAllowedPosition", "Variable \"$\(usage.name)\" of type \"\(type)\" used in position expecting type \"\(expected)\".",
      at: locations,
      hasura: HasuraWords("variable '\(usage.name)' is declared as '\(type)', but used where '\(expected)' is expected"),
      place: usage.place)
  }

  private static func isAllowed(_ variable: VariableDefinition, _ expected: TypeReference, hasDefault: Bool) -> Bool {
    let type = variable.type.type
    guard expected.isNonNull, !type.isNonNull else { return fits(type, expected) }
    let hasNonNullDefault = variable.defaultValue.map { !$0.isNull } ?? false
    return (hasNonNullDefault || hasDefault) && fits(type, expected.nullable)
  }

  private static func fits(_ type: TypeReference, _ expected: TypeReference) -> Bool {
    switch (type, expected) {
    case (.nonNull(let inner), .nonNull(let expectedInner)): fits(inner, expectedInner)
    case (.nonNull(let inner), _): fits(inner, expected)
    case (.list(let element), .list(let expectedElement)): fits(element, expectedElement)
    case (.named(let name), .named(let expectedName)): name == expectedName
    default: false
    }
  }
}
