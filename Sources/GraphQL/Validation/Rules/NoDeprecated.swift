/// Nothing deprecated is used; applied on request only (graphql-js's `NoDeprecatedCustomRule`).
enum NoDeprecated {
  static func check(_ field: Field, _ definition: FieldDefinition, _ parent: TypeDefinition, _ context: ValidationContext) {
    guard let reason = definition.deprecationReason else { return }
    report("The field \(parent.name).\(definition.name) is deprecated. \(reason)", field.location, context)
  }

  static func check(
    _ argument: Argument, _ definition: InputValueDefinition, _ owner: ArgumentOwner, _ context: ValidationContext
  ) {
    guard let reason = definition.deprecationReason else { return }
    let words =
      switch owner {
      case .field(let field, let parent): "Field \"\(parent).\(field.name)\""
      case .directive(let directive): "Directive \"@\(directive.name)\""
      }
    report("\(words) argument \"\(definition.name)\" is deprecated. \(reason)", argument.location, context)
  }

  static func check(
    _ field: ObjectField, _ definition: InputValueDefinition, _ object: InputObjectType, _ context: ValidationContext
  ) {
    guard let reason = definition.deprecationReason else { return }
    report("The input field \(object.name).\(definition.name) is deprecated. \(reason)", field.name.location, context)
  }

  static func check(_ name: String, _ value: Value, _ type: TypeReference?, _ context: ValidationContext) {
    guard let type, case .enumeration(let enumeration)? = context.schema.type(named: type.baseName),
      let reason = enumeration.values[name]?.deprecationReason
    else { return }
    report("The enum value \"\(enumeration.name).\(name)\" is deprecated. \(reason)", value.location, context)
  }

  private static func report(_ message: String, _ location: Location, _ context: ValidationContext) {
    context.report("NoDeprecatedCustom", message, at: [location])
  }
}
