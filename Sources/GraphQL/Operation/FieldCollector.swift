package import JSON

/// Collects the fields of selection sets for one operation (CollectFields, section 6.3.2 of the specification).
///
/// The document must be valid: unknown fields and fragments are passed over.
package struct FieldCollector: Sendable {
  package let schema: Schema
  package let fragments: [String: FragmentDefinition]
  /// The coerced variables; a variable that is neither given nor has a default is absent.
  package let variables: [String: JSON]

  /// A collector for the fragments of a document and the coerced variables of a request.
  package init(schema: Schema, document: Document, variables: [String: JSON]) {
    self.schema = schema
    self.variables = variables
    fragments = Dictionary(document.fragments.map { ($0.name.text, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The fields that selection sets select on an object type, in the order in which their response keys first appear.
  ///
  /// Fragments are expanded where their type applies, `@skip` and `@include` are obeyed, equal response keys are merged.
  package func fields(of selectionSets: [SelectionSet], on type: ObjectType) -> [CollectedField] {
    var collection = FieldCollection(collector: self, type: type)
    for set in selectionSets { collection.add(set) }
    return collection.fields
  }

  /// The fields of one selection set, with the rules of `fields(of:on:)`.
  package func fields(of selectionSet: SelectionSet, on type: ObjectType) -> [CollectedField] {
    fields(of: [selectionSet], on: type)
  }

  /// Whether `@skip` and `@include` leave a selection with these directives in the answer.
  package func includes(_ directives: [Directive]) -> Bool {
    for directive in directives {
      switch directive.name.text {
      case "skip" where condition(of: directive): return false
      case "include" where !condition(of: directive): return false
      default: continue
      }
    }
    return true
  }

  private func condition(of directive: Directive) -> Bool {
    guard let argument = directive.arguments.first(where: { $0.name.text == "if" }) else { return false }
    switch argument.value.kind {
    case .boolean(let value): return value
    case .variable(let name): return variables[name]?.boolValue ?? false
    default: return false
    }
  }
}

/// The fields found so far on one type.
private struct FieldCollection {
  let collector: FieldCollector
  let type: ObjectType
  let definition: TypeDefinition
  var fields: [CollectedField] = []
  private var positions: [String: Int] = [:]
  private var visitedFragments: Set<String> = []

  /// Up to this many fields a search is faster than a dictionary.
  private static let longestSearched = 8

  init(collector: FieldCollector, type: ObjectType) {
    self.collector = collector
    self.type = type
    definition = .object(type)
  }

  mutating func add(_ set: SelectionSet) {
    for selection in set.selections {
      switch selection {
      case .field(let field): add(field)
      case .inline(let fragment): add(fragment)
      case .spread(let spread): add(spread)
      }
    }
  }

  private mutating func add(_ field: Field) {
    guard field.directives.isEmpty || collector.includes(field.directives) else { return }
    let key = field.responseKey
    if let position = position(of: key) {
      if let set = field.selectionSet { fields[position].selectionSets.append(set) }
      return
    }
    guard let fieldDefinition = collector.schema.field(named: field.name.text, on: definition) else { return }
    fields.append(
      CollectedField(
        responseKey: key, name: field.name.text, definition: fieldDefinition, arguments: field.arguments,
        selectionSets: field.selectionSet.map { [$0] } ?? [], location: field.location))
    if !positions.isEmpty { positions[key] = fields.count - 1 }
  }

  private mutating func position(of key: String) -> Int? {
    if fields.count <= Self.longestSearched { return fields.firstIndex { $0.responseKey == key } }
    if positions.isEmpty {
      for (position, field) in fields.enumerated() { positions[field.responseKey] = position }
    }
    return positions[key]
  }

  private mutating func add(_ fragment: InlineFragment) {
    guard collector.includes(fragment.directives) else { return }
    if let condition = fragment.typeCondition, !applies(condition.text) { return }
    add(fragment.selectionSet)
  }

  private mutating func add(_ spread: FragmentSpread) {
    guard collector.includes(spread.directives), visitedFragments.insert(spread.name.text).inserted,
      let fragment = collector.fragments[spread.name.text], applies(fragment.typeCondition.text)
    else { return }
    add(fragment.selectionSet)
  }

  /// Whether a value of the object type is one of the type of a fragment's condition.
  private func applies(_ condition: String) -> Bool {
    if condition == type.name || type.interfaces.contains(condition) { return true }
    guard case .union(let union)? = collector.schema.type(named: condition) else { return false }
    return union.memberTypes.contains(type.name)
  }
}
