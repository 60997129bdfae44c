/// A rule of permissions that an engine could forget.
///
/// The product has no switch for faults. An oracle that forgets the rule stands for the engine that does: if its answer differs from the
/// real one for at least one query of a run, then that run would have caught the defect.
enum PermissionDefect: Hashable, CaseIterable {
  /// Where rows of a table are looked at.
  enum Place: CaseIterable {
    case root, byKey, summary, nodes, object, array, relatedSummary, relatedNodes
    case remoteObject, remoteArray, remoteSummary, remoteNodes
    case conditionOfRelated, conditionOfCount, orderByObject, orderByAggregate
  }

  /// The row filter is dropped there.
  case filter(Place)
  /// The permission's limit is dropped there.
  case limit(Place)
  /// The permission's limit cuts the rows that are summed up.
  case limitedSummary
  /// `distinct_on` picks its rows before the row filter.
  case distinctBeforeFilter
  /// `_exists`, `_not`, relationships or session variables of a permission are always true; `_or` is its last part.
  case exists, not, related, session, or
  /// What is unknown for null counts as true.
  case unknown

  static let allCases: [PermissionDefect] =
    Place.allCases.map { .filter($0) } + [Place.root, .nodes, .array, .relatedNodes, .remoteArray, .remoteNodes].map { .limit($0) }
    + [.limitedSummary, .distinctBeforeFilter, .exists, .not, .related, .session, .or, .unknown]
}
