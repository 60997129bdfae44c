/// A field of an answer: every selection of one response key, merged.
package struct CollectedField: Sendable {
  /// The key in the answer.
  package var responseKey: String
  package var name: String
  package var definition: FieldDefinition
  /// The arguments as written; merged selections have equal ones.
  package var arguments: [Argument]
  /// The sub-selections of all merged selections, in their order; empty for leaves.
  package var selectionSets: [SelectionSet]
  /// The place of the first merged selection.
  package var location: Location

  /// The argument of a name as written, nil when it is not given.
  package func argument(_ name: String) -> Argument? { arguments.first { $0.name.text == name } }
}
