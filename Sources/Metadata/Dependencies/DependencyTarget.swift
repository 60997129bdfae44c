/// What other declared objects may depend on.
package enum DependencyTarget: Hashable, Sendable {
  case source(String)
  case table(TableID)
  case column(TableID, String)
  /// The type of a column: only what compares it with, or presets it to, a fixed value depends on that.
  case columnType(TableID, String)
  case relationship(TableID, String)
  case computedField(TableID, String)
  case remoteSchema(String)
}
