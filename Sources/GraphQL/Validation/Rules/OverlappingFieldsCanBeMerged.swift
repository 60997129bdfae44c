/// Selections of one response key mean the same field with the same arguments (section 5.3.2).
///
/// Follows graphql-js's algorithm, with what its authors lack against hostile documents: pairs of selection sets that were
/// compared without a conflict are not compared again, and the number of comparisons is bounded.
enum OverlappingFieldsCanBeMerged {
  private static let rule = "OverlappingFieldsCanBeMerged"

  /// Whether a selection set needs a look: most have nothing but fields of different keys.
  static func mayConflict(_ set: SelectionSet) -> Bool {
    for selection in set.selections {
      guard case .field = selection else { return true }
    }
    if set.selections.count > 16 { return Set(set.selections.map(\.responseKey)).count < set.selections.count }
    for (index, selection) in set.selections.enumerated().dropFirst() {
      let key = selection.responseKey
      if set.selections[..<index].contains(where: { $0.responseKey == key }) { return true }
    }
    return false
  }

  static func check(_ sets: [(set: SelectionSet, type: TypeDefinition?, place: WalkPlace)], _ context: ValidationContext) {
    if sets.isEmpty || context.isTooDeep { return }
    let search = OverlapSearch(context: context)
    for (set, type, place) in sets {
      for conflict in search.conflicts(within: set, on: type) { report(conflict, place, context) }
      guard search.isExhausted else { continue }
      return context.report(
        rule, "Too many fields of equal response names to compare.", at: [set.location], place: place)
    }
  }

  private static func report(_ conflict: FieldConflict, _ place: WalkPlace, _ context: ValidationContext) {
    context.report(
      rule,
      "Fields \"\(conflict.key)\" conflict because \(conflict.reason.words). "
        + "Use different aliases on the fields to fetch both if this was intentional.",
      at: conflict.first + conflict.second, hasura: hasuraWords(conflict), place: place)
  }

  private static func hasuraWords(_ conflict: FieldConflict) -> HasuraWords? {
    switch conflict.reason {
    case .differentFields(let first, let second):
      HasuraWords("selection of both '\(first)' and '\(second)' specify the same response name, '\(conflict.key)'")
    case .differingArguments(let field):
      HasuraWords("inconsistent arguments between multiple selections of field '\(field)'")
    case .conflictingTypes, .subfields: nil
    }
  }
}

extension Selection {
  fileprivate var responseKey: String {
    if case .field(let field) = self { field.responseKey } else { "" }
  }
}

/// Two groups of selections that cannot be merged.
struct FieldConflict {
  indirect enum Reason {
    case differentFields(String, String)
    case differingArguments(String)
    case conflictingTypes(TypeReference, TypeReference)
    case subfields([(key: String, reason: Reason)])

    var words: String {
      switch self {
      case .differentFields(let first, let second): "\"\(first)\" and \"\(second)\" are different fields"
      case .differingArguments: "they have differing arguments"
      case .conflictingTypes(let first, let second): "they return conflicting types \"\(first)\" and \"\(second)\""
      case .subfields(let parts):
        parts.map { "subfields \"\($0.key)\" conflict because \($0.reason.words)" }.joined(separator: " and ")
      }
    }
  }

  var key: String
  var reason: Reason
  var first: [Location]
  var second: [Location]
}
