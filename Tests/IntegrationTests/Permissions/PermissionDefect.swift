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

  /// Whether only queries of functions, or of what stands beside the rows that they give, can tell.
  var isOfFunctions: Bool {
    switch self {
    case .filter(let place), .limit(let place):
      [.function, .functionSummary, .functionNodes, .computedArray, .conditionOfComputed].contains(place)
    default: false
    }
  }

  static let allCases: [PermissionDefect] =
    Place.allCases.map { .filter($0) }
    + [Place.root, .nodes, .array, .relatedNodes, .remoteArray, .remoteNodes, .function, .functionNodes, .computedArray].map { .limit($0) }
    + [.limitedSummary, .distinctBeforeFilter, .limitBeforeFilter, .exists, .not, .related, .session, .cast, .list, .or]
    + [.columns, .ownRow, .foldedPatterns, .unknown]
}
