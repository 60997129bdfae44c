/// Variables that are used are defined (section 5.8.3).
enum NoUndefinedVariables {
  static func check(_ operation: OperationDefinition, _ usages: [VariableUsage], _ context: ValidationContext) {
    if usages.isEmpty { return }
    let defined = Set(operation.variables.map(\.name.text))
    for usage in usages where !defined.contains(usage.name) {
      let place = operation.name.map { " by operation \"\($0.text)\"" } ?? ""
      context.report(
        "NoUndefinedVariables", "Variable \"$\(usage.name)\" is not defined\(place).", at: [usage.location, operation.location],
        hasura: .atRoot("unbound variable \"\(usage.name)\""))
    }
  }
}
