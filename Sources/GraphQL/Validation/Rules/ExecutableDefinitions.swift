/// Documents to execute hold operations and fragments only (section 5.1.1).
enum ExecutableDefinitions {
  static func check(_ context: ValidationContext) {
    for case .typeSystem(let definition) in context.document.definitions {
      context.report(
        "ExecutableDefinitions", "The \(name(of: definition)) definition is not executable.", at: [definition.location],
        hasura: .atRoot("not a valid graphql query", path: ["query"]))
    }
  }

  private static func name(of definition: TypeSystemDefinition) -> String {
    switch definition {
    case .schema: "schema"
    case .type(let node): "\"\(node.name.text)\""
    case .directive(let node): "\"\(node.name.text)\""
    }
  }
}
