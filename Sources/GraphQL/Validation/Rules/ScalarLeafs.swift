/// Leaves have no selections, all others have some (section 5.3.3).
enum ScalarLeafs {
  static func check(_ field: Field, _ definition: FieldDefinition, _ type: TypeDefinition, _ context: ValidationContext) {
    if type.isLeaf, let set = field.selectionSet {
      context.report(
        "ScalarLeafs",
        "Field \"\(field.name.text)\" must not have a selection since type \"\(definition.type)\" has no subfields.",
        at: [set.location], hasura: HasuraWords("unexpected subselection set for non-object field"))
    } else if type.isComposite, field.selectionSet == nil {
      let name = field.name.text
      let place = WalkPlace(fragment: context.place.fragment, path: context.path + ["selectionSet"])
      context.report(
        "ScalarLeafs",
        "Field \"\(name)\" of type \"\(definition.type)\" must have a selection of subfields. Did you mean \"\(name) { ... }\"?",
        at: [field.location], hasura: HasuraWords("missing selection set for '\(type.name)'"), place: place)
    }
  }
}
