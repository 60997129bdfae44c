/// A summary of rows, and the rows themselves as its nodes.
struct PermissionAggregate {
  enum Part {
    /// The rows, or those where columns are not null, distinct or not.
    case count([PermissionColumn], isDistinct: Bool?)
    case function(String, [PermissionColumn])
  }

  var rows: PermissionRows
  /// Each is a field of its own: `p0`, `p1`, ...
  let parts: [Part]
  let hasNodes: Bool

  func text(_ name: String, _ world: PermissionWorld) -> String {
    let fields = parts.enumerated().map { index, part in
      switch part {
      case .count([], _): return "p\(index): count"
      case .count(let columns, let isDistinct):
        let distinct = isDistinct.map { ", distinct: \($0)" } ?? ""
        return "p\(index): count(columns: [\(columns.map(\.field).joined(separator: ", "))]\(distinct))"
      case .function(let function, let columns):
        return "p\(index): \(function) { \(columns.map(\.field).joined(separator: " ")) }"
      }
    }
    let summary = fields.isEmpty ? "" : "aggregate { \(fields.joined(separator: " ")) } "
    return "\(rows.head(name, world)) { \(summary)\(hasNodes ? "nodes \(rows.fields.text(world)) " : "")}"
  }
}
