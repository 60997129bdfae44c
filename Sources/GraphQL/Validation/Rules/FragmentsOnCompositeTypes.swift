/// Fragments are on objects, interfaces and unions (section 5.5.1.3).
enum FragmentsOnCompositeTypes {
  static func check(_ fragment: InlineFragment, _ type: TypeDefinition?, _ context: ValidationContext) {
    guard let type, !type.isComposite, let condition = fragment.typeCondition else { return }
    context.report(
      "FragmentsOnCompositeTypes", "Fragment cannot condition on non composite type \"\(type.name)\".", at: [condition.location])
  }

  static func check(_ fragment: FragmentDefinition, _ type: TypeDefinition?, _ context: ValidationContext) {
    guard let type, !type.isComposite else { return }
    context.report(
      "FragmentsOnCompositeTypes",
      "Fragment \"\(fragment.name.text)\" cannot condition on non composite type \"\(type.name)\".",
      at: [fragment.typeCondition.location])
  }
}
