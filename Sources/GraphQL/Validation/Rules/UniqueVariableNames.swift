/// The variables of an operation have different names (section 5.8.1).
enum UniqueVariableNames {
  static func check(_ operation: OperationDefinition, _ context: ValidationContext) {
    guard operation.variables.count > 1 else { return }
    let byName = Dictionary(grouping: operation.variables, by: \.name.text)
    guard byName.count < operation.variables.count else { return }
    var reported: Set<String> = []
    for variable in operation.variables {
      let name = variable.name.text
      guard let same = byName[name], same.count > 1, reported.insert(name).inserted else { continue }
      context.report(
        "UniqueVariableNames", "There can be only one variable named \"$\(name)\".", at: same.map(\.name.location),
        hasura: .atRoot("multiple definitions for variable \"\(name)\"", code: .parseFailed))
    }
  }
}
