/// Required arguments are given (section 5.4.2.1).
enum ProvidedRequiredArguments {
  static func check(_ field: Field, _ definition: FieldDefinition, _ context: ValidationContext) {
    for argument in missing(field.arguments, definition.arguments) {
      report("Field \"\(definition.name)\"", argument, field.location, context)
    }
  }

  static func check(_ directive: Directive, _ definition: DirectiveDefinition, _ context: ValidationContext) {
    for argument in missing(directive.arguments, definition.arguments) {
      report("Directive \"@\(definition.name)\"", argument, directive.location, context)
    }
  }

  private static func missing(_ given: [Argument], _ defined: NamedList<InputValueDefinition>) -> [InputValueDefinition] {
    if defined.isEmpty { return [] }
    return defined.filter { argument in argument.isRequired && !given.contains { $0.name.text == argument.name } }
  }

  private static func report(_ owner: String, _ argument: InputValueDefinition, _ location: Location, _ context: ValidationContext) {
    let place = WalkPlace(fragment: context.place.fragment, path: context.path + ["args", .key(argument.name)])
    context.report(
      "ProvidedRequiredArguments",
      "\(owner) argument \"\(argument.name)\" of type \"\(argument.type)\" is required, but it was not provided.", at: [location],
      hasura: HasuraWords("missing required field '\(argument.name)'"), place: place)
  }
}
