import GraphQL
import JSON

extension Planner {
  /// The answer of `__schema` or `__type`, which depends on the schema and the field's arguments alone.
  func introspection(of field: CollectedField) -> [UInt8] {
    var writer = ByteWriter()
    IntrospectionAnswer(collector: collector).write(field, to: &writer)
    return writer.takeArray()
  }
}
