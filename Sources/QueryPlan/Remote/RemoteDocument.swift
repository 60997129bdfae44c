package import Errors
package import JSON

/// The text of a remote fetch and the values of its variables.
///
/// Only what the fields use becomes a variable. Values of session variables stand in the text.
package struct RemoteDocument: Equatable, Sendable {
  package let text: String
  package let variables: JSONObject

  /// Throws `not-found` for a session variable that is not there and `coercion-error` for one whose text has not the asked form.
  package init(_ fetch: RemoteFetch, _ bindings: Bindings) throws(EngineError) {
    var writer = RemoteWriter(bindings)
    try writer.write(fetch.fields.map { .field($0) })
    text = RemoteWriter.head(fetch.operation, writer.variables) + writer.text
    variables = writer.variables.values
  }
}
