package import ConnectorProtocol

/// A statement of a dialect, as it is sent: never with a value in its text.
///
/// Identity matters: a driver keeps what it prepared for this very object in ``prepared``, so that running it again costs no look-up.
package final class SQLStatement {
  package let text: String
  /// What the placeholders take, in the order of the dialect's placeholders (the order of the text for `?`).
  package let parameters: [SQLParameter]
  /// The types of the result's columns, for drivers whose values are not text yet (SQLite, binary protocols).
  package let columns: [ColumnType]
  /// Whether the statement will hardly be run again, so that preparing it is not worth it.
  package let isOneOff: Bool
  /// The driver's own: a prepared handle of the session that the statement belongs to.
  package var prepared: AnyObject?

  package init(text: String, parameters: [SQLParameter] = [], columns: [ColumnType] = [], isOneOff: Bool = false) {
    self.text = text
    self.parameters = parameters
    self.columns = columns
    self.isOneOff = isOneOff
  }
}

/// What a placeholder takes.
package struct SQLParameter: Hashable, Sendable {
  package var source: Source
  /// The type that the value is meant to have; a dialect decides whether the placeholder is cast to it.
  package var type: ColumnType

  /// Where the argument's value comes from when the statement is run.
  package enum Source: Hashable, Sendable {
    /// One value of the call's parameter list.
    case value(Slot)
    /// A list of the call's parameter list, in the one-argument form of the dialect (array literal, JSON array).
    case list(Slot)
    /// A list of keys and indices into a JSON value, in the dialect's form.
    case path(Slot)
    /// A row limit; the smaller of two if there are two. Null does not limit.
    case count(Slot, atMost: Slot?)
    /// A row offset. Null is 0.
    case offset(Slot)
    /// All values of one column of the key tuples, in the one-argument form of the dialect. Without a set the tuples are the call's.
    case keyColumn(Int, of: SQLKeySet?)
    /// All key tuples as one argument.
    case keyTuples(of: SQLKeySet?)

    /// Whether the argument holds keys.
    package var hasKeys: Bool {
      switch self {
      case .keyColumn, .keyTuples: true
      case .value, .list, .path, .count, .offset: false
      }
    }
  }

  package init(_ source: Source, type: ColumnType) {
    self.source = source
    self.type = type
  }
}
