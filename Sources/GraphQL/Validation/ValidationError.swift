package import Errors

/// One violation of the specification's validation rules.
package struct ValidationError: Error, Sendable {
  /// The name of the rule in graphql-js, without `Rule` at its end: `FieldsOnCorrectType`.
  package let rule: String
  /// What is wrong, in the words of graphql-js 16.
  package let message: String
  /// The places that take part, in graphql-js's order.
  package let locations: [TextPosition]
  /// The error as the endpoint answers it: Hasura's message, path and code where Hasura has the case, else graphql-js's message.
  package let engineError: EngineError
  /// Whether the endpoint takes the document nevertheless, as Hasura does.
  package let isTolerated: Bool
  /// The first byte that takes part, to find the first error in document order.
  package let firstLocation: Location
}

extension [ValidationError] {
  /// The error that stands first in the document, of those that the endpoint minds: the one it answers.
  package var firstInDocumentOrder: ValidationError? {
    lazy.filter { !$0.isTolerated }.min { $0.firstLocation < $1.firstLocation }
  }
}
