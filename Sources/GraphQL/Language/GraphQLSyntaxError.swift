package import Errors

/// Why a text is not a GraphQL document, and where.
package struct GraphQLSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, in the words of graphql-js.
  package let message: String
  package let location: TextPosition

  package var description: String { "Syntax Error: \(message) (\(location.line):\(location.character))" }

  /// The error as the endpoint answers it, in Hasura's words, which do not say what is wrong and where.
  package var engineError: EngineError {
    EngineError(.validationFailed, "not a valid graphql query", at: ["query"])
  }
}
