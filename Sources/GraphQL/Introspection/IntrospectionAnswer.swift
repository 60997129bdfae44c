package import JSON

/// Answers `__schema` and `__type` from a schema, as bytes, with the fields in the order in which they are selected.
package struct IntrospectionAnswer: Sendable {
  private let collector: FieldCollector

  /// An answerer for one request; the collector knows its fragments and variables.
  package init(collector: FieldCollector) { self.collector = collector }

  /// Appends the value of a root field named `__schema` or `__type`; for any other field `null`.
  package func write(_ field: CollectedField, to writer: inout ByteWriter) {
    IntrospectionWriter(collector: collector).write(root: field, to: &writer)
  }
}
