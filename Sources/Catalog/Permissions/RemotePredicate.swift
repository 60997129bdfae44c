package import ConnectorProtocol

/// A filter through a remote relationship: a row passes if its columns, none of them null, are those of a row of the target that passes.
///
/// It is evaluated by lookup in the other direction: the target is asked for the keys of its rows that pass, and the filter becomes a
/// comparison with them.
package struct RemotePredicate: Equatable, Sendable {
  /// The relationship's name.
  package let name: String
  /// The target's source.
  package let source: String
  package let from: Relation
  /// The target's columns that the relationship maps to.
  package let keys: [Column]
  /// The row's own columns, in the order of `keys`, of whose type the values come.
  package let members: [LookupKey]
  /// What rows of the target must satisfy; speaks of the target's source alone.
  package let filter: RowPredicate
}
