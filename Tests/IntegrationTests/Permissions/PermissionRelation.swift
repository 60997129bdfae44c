/// A relationship between two tables, by their positions in ``PermissionWorld/tables``.
struct PermissionRelation {
  enum Form {
    case local, remote
    /// A function of the row that gives rows; without aggregates of its own.
    case computed
  }

  let name: String
  let from: Int
  let target: Int
  /// Equal columns, by the database's names.
  let column: String
  let targetColumn: String
  let isArray: Bool
  let form: Form

  var isRemote: Bool { form == .remote }
  /// Whether there is a field for a summary of the rows.
  var hasAggregate: Bool { isArray && form != .computed }
}
