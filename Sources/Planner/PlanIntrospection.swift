import Errors
import GraphQL

extension Planner {
  /// The answer of `__schema` or `__type`, which depends on the schema alone.
  func introspection(of field: CollectedField) throws(EngineError) -> [UInt8] {
    throw EngineError(.notSupported, "introspection is not supported")
  }
}
