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

  /// A field that is not merged with others.
  package init(_ field: Field, _ definition: FieldDefinition) {
    self.init(
      responseKey: field.responseKey, name: field.name.text, definition: definition, arguments: field.arguments,
      selectionSets: field.selectionSet.map { [$0] } ?? [], location: field.location)
  }

  init(
    responseKey: String, name: String, definition: FieldDefinition, arguments: [Argument], selectionSets: [SelectionSet],
    location: Location
  ) {
    self.responseKey = responseKey
    self.name = name
    self.definition = definition
    self.arguments = arguments
    self.selectionSets = selectionSets
    self.location = location
  }

  /// The argument of a name as written, nil when it is not given.
  package func argument(_ name: String) -> Argument? { arguments.first { $0.name.text == name } }
}
