/// The usual form of the condition that columns are among the tuples of a key set.
package enum SQLKeyExistence {
  /// `EXISTS (SELECT 1 FROM keys WHERE ...)`, which is never unknown.
  package static func isAmong(_ columns: [SQLExpression], _ set: SQLKeySet, as alias: String) -> SQLExpression {
    var select = SQLSelect()
    select.columns = [SQLResultColumn(.verbatim("1"), type: Translator.count)]
    select.from = .keySet(set, as: alias)
    select.filter = .and(zip(set.forms, columns).enumerated().map { $1.0.match($1.1, .column(of: alias, "k\($0)")) })
    return .exists(select)
  }
}
