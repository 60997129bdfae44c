/// Every variable is used (section 5.8.4).
///
/// Hasura has the message but does not apply the check; this engine follows the specification.
enum NoUnusedVariables {
  static func check(_ operation: OperationDefinition, _ usages: [VariableUsage], _ context: ValidationContext) {
    if operation.variables.isEmpty { return }
    let used = Set(usages.map(\.name))
    for variable in operation.variables where !used.contains(variable.name.text) {
      let name = variable.name.text
      let place = operation.name.map { " in operation \"\($0.text)\"" } ?? ""
      context.report(
        "NoUnusedVariables", "Variable \"$\(name)\" is never used\(place).", at: [variable.location],
        hasura: .atRoot("following variable(s) have been defined, but have not been used in the query - \(name)"))
    }
  }
}
