/// The fields of a selection set by response key, inline fragments expanded, and the fragments it spreads.
final class OverlapFields {
  /// One selection of a field with the type it is selected on.
  struct Entry {
    var parent: TypeDefinition?
    var field: Field
    var definition: FieldDefinition?
  }

  /// In the order in which the keys first appear.
  private(set) var groups: [(key: String, entries: [Entry])] = []
  private(set) var fragments: [String] = []
  private var positions: [String: Int] = [:]
  private var knownFragments: Set<String> = []

  init(_ set: SelectionSet, on type: TypeDefinition?, _ schema: Schema) { add(set, type, schema) }

  /// The selections of a response key.
  func entries(of key: String) -> [Entry] { positions[key].map { groups[$0].entries } ?? [] }

  private func add(_ set: SelectionSet, _ type: TypeDefinition?, _ schema: Schema) {
    for selection in set.selections {
      switch selection {
      case .field(let field):
        add(Entry(parent: type, field: field, definition: type?.fields?[field.name.text]))
      case .spread(let spread):
        if knownFragments.insert(spread.name.text).inserted { fragments.append(spread.name.text) }
      case .inline(let fragment):
        add(fragment.selectionSet, fragment.typeCondition.map { schema.type(named: $0.text) } ?? type, schema)
      }
    }
  }

  private func add(_ entry: Entry) {
    let key = entry.field.responseKey
    if let position = positions[key] {
      groups[position].entries.append(entry)
    } else {
      positions[key] = groups.count
      groups.append((key, [entry]))
    }
  }
}
