/// Variables are of scalar, enumeration or input object types (section 5.8.2).
enum VariablesAreInputTypes {
  static func check(_ variable: VariableDefinition, _ type: TypeDefinition?, _ context: ValidationContext) {
    guard let type, !type.isInput else { return }
    context.report(
      "VariablesAreInputTypes", "Variable \"$\(variable.name.text)\" cannot be non-input type \"\(variable.type.type)\".",
      at: [variable.type.location])
  }
}
