/// Finds conflicts between selections of equal response keys.
///
/// The letters are those of the algorithm's description in graphql-js's OverlappingFieldsCanBeMergedRule.
final class OverlapSearch {
  private let context: ValidationContext
  /// By the place of the selection set.
  private var known: [Location: OverlapFields] = [:]
  /// Pairs of fragments that were compared, and whether as mutually exclusive.
  private var comparedFragments: [Pair<String>: Bool] = [:]
  /// Pairs of selection sets that were compared without finding a conflict, or are being compared.
  private var harmless: Set<SetPair> = []
  private var comparisonsLeft = 100_000
  private var depth = 0
  private static let mostConflicts = 50
  private static let deepest = 300

  init(context: ValidationContext) { self.context = context }

  /// Whether the search was given up because of its size.
  var isExhausted: Bool { comparisonsLeft <= 0 }

  /// Two things in whatever order.
  private struct Pair<Element: Comparable & Hashable>: Hashable {
    let low: Element
    let high: Element

    init(_ first: Element, _ second: Element) { (low, high) = first < second ? (first, second) : (second, first) }
  }

  private struct SetPair: Hashable {
    var sets: Pair<Location>
    var areExclusive: Bool
  }

  /// All conflicts of a selection set whose parts are compared with each other (A to C).
  func conflicts(within set: SelectionSet, on type: TypeDefinition?) -> [FieldConflict] {
    var conflicts: [FieldConflict] = []
    let fields = fields(of: set, on: type)
    for (key, entries) in fields.groups where entries.count > 1 {
      for (index, first) in entries.enumerated() {
        for second in entries[(index + 1)...] {
          if isExhausted { return conflicts }
          if let conflict = conflict(key, first, second, areExclusive: false) { conflicts.append(conflict) }
        }
      }
    }
    var compared: Set<String> = []
    for (index, fragment) in fields.fragments.enumerated() {
      compare(fields, with: fragment, areExclusive: false, &compared, &conflicts)
      for other in fields.fragments[(index + 1)...] {
        compare(fragment, with: other, areExclusive: false, &conflicts)
      }
    }
    return conflicts
  }

  private func fields(of set: SelectionSet, on type: TypeDefinition?) -> OverlapFields {
    if let fields = known[set.location] { return fields }
    let fields = OverlapFields(set, on: type, context.schema)
    known[set.location] = fields
    return fields
  }

  private func fields(ofFragment name: String) -> OverlapFields? {
    guard let fragment = context.fragments[name] else { return nil }
    return fields(of: fragment.selectionSet, on: context.schema.type(named: fragment.typeCondition.text))
  }

  /// Fields with a fragment and with those that it spreads (D, E).
  private func compare(
    _ fields: OverlapFields, with fragment: String, areExclusive: Bool, _ compared: inout Set<String>,
    _ conflicts: inout [FieldConflict]
  ) {
    var pending = [fragment]
    while let name = pending.popLast() {
      comparisonsLeft -= 1
      guard !isExhausted, compared.insert(name).inserted, let others = self.fields(ofFragment: name), others !== fields
      else { continue }
      compare(fields, with: others, areExclusive, &conflicts)
      pending += others.fragments.reversed()
    }
  }

  /// A fragment with another, and those that each spreads with the other one (F, G).
  private func compare(_ first: String, with second: String, areExclusive: Bool, _ conflicts: inout [FieldConflict]) {
    var pending = [(first, second)]
    while let (first, second) = pending.popLast() {
      comparisonsLeft -= 1
      let pair = Pair(first, second)
      // Compared as not exclusive includes having been compared as exclusive.
      if first == second || isExhausted || comparedFragments[pair].map({ areExclusive || !$0 }) == true { continue }
      comparedFragments[pair] = areExclusive
      guard let firstFields = fields(ofFragment: first), let secondFields = fields(ofFragment: second) else { continue }
      compare(firstFields, with: secondFields, areExclusive, &conflicts)
      pending += firstFields.fragments.reversed().map { ($0, second) }
      pending += secondFields.fragments.reversed().map { (first, $0) }
    }
  }

  private func compare(
    _ first: OverlapFields, with second: OverlapFields, _ areExclusive: Bool, _ conflicts: inout [FieldConflict]
  ) {
    for (key, entries) in first.groups {
      let others = second.entries(of: key)
      if others.isEmpty { continue }
      for entry in entries {
        for other in others {
          if isExhausted || conflicts.count >= Self.mostConflicts { return }
          if let conflict = conflict(key, entry, other, areExclusive: areExclusive) { conflicts.append(conflict) }
        }
      }
    }
  }

  private func conflict(
    _ key: String, _ first: OverlapFields.Entry, _ second: OverlapFields.Entry, areExclusive parentsAreExclusive: Bool
  ) -> FieldConflict? {
    comparisonsLeft -= 1
    // Different object types never apply to one value; interfaces may be implemented together some day.
    let areExclusive = parentsAreExclusive || Self.areDifferentObjects(first.parent, second.parent)
    if let reason = reason(first, second, areExclusive: areExclusive) {
      return FieldConflict(key: key, reason: reason, first: [first.field.location], second: [second.field.location])
    }
    guard let firstSet = first.field.selectionSet, let secondSet = second.field.selectionSet else { return nil }
    let pair = SetPair(sets: Pair(firstSet.location, secondSet.location), areExclusive: areExclusive)
    // Noted before it is known: fragments that contain themselves lead to the pair again.
    guard firstSet.location != .none, harmless.insert(pair).inserted else { return nil }
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { comparisonsLeft = 0 }
    let below = conflicts(
      between: fields(of: firstSet, on: type(of: first)), and: fields(of: secondSet, on: type(of: second)), areExclusive)
    if below.isEmpty { return nil }
    harmless.remove(pair)
    return FieldConflict(
      key: key, reason: .subfields(below.map { ($0.key, $0.reason) }), first: [first.field.location] + below.flatMap(\.first),
      second: [second.field.location] + below.flatMap(\.second))
  }

  /// The conflicts between the sub-selections of two fields (H to J).
  private func conflicts(between first: OverlapFields, and second: OverlapFields, _ areExclusive: Bool) -> [FieldConflict] {
    var conflicts: [FieldConflict] = []
    compare(first, with: second, areExclusive, &conflicts)
    var compared: Set<String> = []
    for fragment in second.fragments { compare(first, with: fragment, areExclusive: areExclusive, &compared, &conflicts) }
    compared = []
    for fragment in first.fragments { compare(second, with: fragment, areExclusive: areExclusive, &compared, &conflicts) }
    for fragment in first.fragments {
      for other in second.fragments { compare(fragment, with: other, areExclusive: areExclusive, &conflicts) }
    }
    return conflicts
  }

  private func type(of entry: OverlapFields.Entry) -> TypeDefinition? {
    entry.definition.flatMap { context.schema.type(named: $0.type.baseName) }
  }

  private static func areDifferentObjects(_ first: TypeDefinition?, _ second: TypeDefinition?) -> Bool {
    guard case .object(let first)? = first, case .object(let second)? = second else { return false }
    return first.name != second.name
  }

  private func reason(
    _ first: OverlapFields.Entry, _ second: OverlapFields.Entry, areExclusive: Bool
  ) -> FieldConflict.Reason? {
    if !areExclusive {
      let names = (first.field.name.text, second.field.name.text)
      if names.0 != names.1 { return .differentFields(names.0, names.1) }
      if !Self.areEqual(first.field.arguments, second.field.arguments) { return .differingArguments(names.0) }
    }
    guard let firstType = first.definition?.type, let secondType = second.definition?.type, firstType != secondType,
      doConflict(firstType, secondType)
    else { return nil }
    return .conflictingTypes(firstType, secondType)
  }

  private static func areEqual(_ first: [Argument], _ second: [Argument]) -> Bool {
    guard first.count == second.count else { return false }
    return first.allSatisfy { argument in
      second.last { $0.name.text == argument.name.text }.map { $0.value.canonicalText == argument.value.canonicalText } ?? false
    }
  }

  private func doConflict(_ first: TypeReference, _ second: TypeReference) -> Bool {
    switch (first, second) {
    case (.list(let first), .list(let second)), (.nonNull(let first), .nonNull(let second)): doConflict(first, second)
    case (.named(let first), .named(let second)): first != second && (isLeaf(first) || isLeaf(second))
    default: true
    }
  }

  private func isLeaf(_ name: String) -> Bool { context.schema.type(named: name)?.isLeaf ?? false }
}

extension Value {
  /// The value's text with the fields of objects in one order.
  fileprivate var canonicalText: String {
    switch kind {
    case .list(let elements): "[" + elements.map(\.canonicalText).joined(separator: ",") + "]"
    case .object(let fields):
      "{" + fields.map { "\($0.name.text):\($0.value.canonicalText)" }.sorted().joined(separator: ",") + "}"
    default: description
    }
  }
}
