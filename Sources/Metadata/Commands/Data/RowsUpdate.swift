import Errors
package import JSON

/// `update`: new values by operator.
package struct RowsUpdate: Equatable, Sendable {
  package let filter: JSONObject
  /// `$set`, `$inc`, `$mul` as the user spelled them, with a value per column, in this order.
  package let assignments: [(word: String, values: JSONObject)]
  /// Columns that get their defaults.
  package let defaults: (word: String, columns: [String])
  package let returning: [String]?

  init(_ arguments: Arguments) throws(EngineError) {
    filter = try arguments.object("where", as: "BoolExp")
    var assignments: [(word: String, values: JSONObject)] = []
    for name in ["set", "inc", "mul"] {
      for word in ["$" + name, "_" + name] {
        guard let values = try arguments.optionalObject(word, as: "ColumnValues") else { continue }
        assignments.append((word, values))
      }
    }
    self.assignments = assignments
    let word = arguments.optional("_default") == nil ? "$default" : "_default"
    defaults = (word, try arguments.optionalStrings(word) ?? [])
    returning = try arguments.optionalStrings("returning")
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.filter == right.filter && left.returning == right.returning && left.defaults == right.defaults
      && left.assignments.map(\.word) == right.assignments.map(\.word)
      && left.assignments.map(\.values) == right.assignments.map(\.values)
  }
}
