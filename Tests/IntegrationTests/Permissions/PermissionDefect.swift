/// A rule of permissions that an engine could forget.
///
/// The product has no switch for faults. An oracle that forgets the rule stands for the engine that does: if its answer differs from the
/// real one for at least one query of a run, then that run would have caught the defect.
enum PermissionDefect: Hashable, CaseIterable {
  /// Where rows of a table are looked at.
  enum Place: CaseIterable {
    case root, byKey, summary, nodes, object, array, relatedSummary, relatedNodes
    case remoteObject, remoteArray, remoteSummary, remoteNodes
    case function, functionSummary, functionNodes, computedArray
    case conditionOfRelated, conditionOfComputed, conditionOfCount, orderByObject, orderByAggregate
  }

  /// The row filter is dropped there.
  case filter(Place)
  /// The permission's limit is dropped there.
  case limit(Place)
  /// The permission's limit cuts the rows that are summed up.
  case limitedSummary
  /// `distinct_on` picks its rows before the row filter; `limit` and `offset` count hidden rows.
  case distinctBeforeFilter, limitBeforeFilter
  /// `_exists`, `_not`, relationships, session variables, casts or lists of a permission are always true; `_or` is its last part.
  case exists, not, related, session, cast, list, or
  /// Comparisons of columns are always true; `$` means the row at hand.
  case columns, ownRow
  /// Letters' case does not count in patterns of a permission.
  case foldedPatterns
  /// What is unknown for null counts as true.
  case unknown

  /// What an inherited role's parents do not show is shown there, or to that clause.
  case mask(Place), unmasked(Use)
  /// Relationships join by what is shown of the key.
  case maskedKey
  /// A column is shown where the last parent that has it shows it; the smallest of the parents' limits holds.
  case lastParent, smallestLimit

  /// For what a column is used.
  enum Use: CaseIterable { case output, condition, order, distinct, summary }

  /// Whether only queries of functions, or of what stands beside the rows that they give, can tell.
  var isOfFunctions: Bool {
    switch self {
    case .filter(let place), .limit(let place), .mask(let place):
      [.function, .functionSummary, .functionNodes, .computedArray, .conditionOfComputed].contains(place)
    default: false
    }
  }

  static let allCases: [PermissionDefect] =
    Place.allCases.map { .filter($0) }
    + [Place.root, .nodes, .array, .relatedNodes, .remoteArray, .remoteNodes, .function, .functionNodes, .computedArray].map { .limit($0) }
    + [.limitedSummary, .distinctBeforeFilter, .limitBeforeFilter, .exists, .not, .related, .session, .cast, .list, .or]
    + [.columns, .ownRow, .foldedPatterns, .unknown]

  /// What only inherited roles can tell.
  static let ofInheritance: [PermissionDefect] =
    Place.allCases.map { .mask($0) } + Use.allCases.map { .unmasked($0) } + [.maskedKey, .lastParent, .smallestLimit]
}
