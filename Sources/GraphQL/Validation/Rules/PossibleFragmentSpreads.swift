/// Fragments are spread where their type can occur (section 5.5.2.3).
enum PossibleFragmentSpreads {
  static func check(_ fragment: InlineFragment, _ type: TypeDefinition?, on parent: TypeDefinition?, _ context: ValidationContext) {
    guard let type, let parent, !canOverlap(type, parent, context.schema) else { return }
    context.report("PossibleFragmentSpreads", "Fragment " + words(parent, type), at: [fragment.location])
  }

  static func check(
    _ spread: FragmentSpread, _ fragment: FragmentDefinition, on parent: TypeDefinition?, _ context: ValidationContext
  ) {
    guard let parent, parent.name != fragment.typeCondition.text,
      let type = context.schema.type(named: fragment.typeCondition.text), !canOverlap(type, parent, context.schema)
    else { return }
    context.report(
      "PossibleFragmentSpreads", "Fragment \"\(spread.name.text)\" " + words(parent, type), at: [spread.location])
  }

  private static func words(_ parent: TypeDefinition, _ type: TypeDefinition) -> String {
    "cannot be spread here as objects of type \"\(parent.name)\" can never be of type \"\(type.name)\"."
  }

  private static func canOverlap(_ type: TypeDefinition, _ parent: TypeDefinition, _ schema: Schema) -> Bool {
    guard type.isComposite, parent.isComposite, type.name != parent.name else { return true }
    switch (type, parent) {
    case (.object(let object), _): return contains(parent, object, schema)
    case (_, .object(let object)): return contains(type, object, schema)
    default: return !Set(schema.possibleTypes(of: type)).isDisjoint(with: schema.possibleTypes(of: parent))
    }
  }

  private static func contains(_ abstract: TypeDefinition, _ object: ObjectType, _ schema: Schema) -> Bool {
    switch abstract {
    case .interface(let interface): object.interfaces.contains(interface.name)
    case .union(let union): union.memberTypes.contains(object.name)
    case .object, .scalar, .enumeration, .inputObject: false
    }
  }
}
