package import Catalog
package import Errors
package import GraphQL
package import JSON
package import QueryPlan

/// Turns a valid operation into a plan. Pure and synchronous.
///
/// The largest subtree of one source becomes one fetch; a remote relationship becomes a place in it and a lookup that fills the place.
/// A plan holds for every request of the same ``PlanShape`` key: no value of a scalar stands in it.
package struct Planner {
  let role: RoleSchema
  let collector: FieldCollector
  let operation: OperationDefinition
  let document: Document

  private init(role: RoleSchema, collector: FieldCollector, operation: OperationDefinition, document: Document) {
    self.role = role
    self.collector = collector
    self.operation = operation
    self.document = document
  }

  /// The plan of an operation of a validated document, for coerced variables.
  ///
  /// Throws `validation-failed` for what validation against the schema cannot see (null in comparisons, `distinct_on` that does not
  /// lead `order_by`, negative limits, literals that a database's scalar refuses), `not-supported` for what is not built.
  package static func plan(
    _ operation: OperationDefinition, in document: Document, as role: RoleSchema, variables: [String: JSON]
  ) throws(EngineError) -> QueryPlan {
    let collector = FieldCollector(schema: role.schema, document: document, variables: variables)
    return try Planner(role: role, collector: collector, operation: operation, document: document).plan()
  }

  private func plan() throws(EngineError) -> QueryPlan {
    guard operation.type == .query else {
      throw EngineError(.notSupported, "\(operation.type.rawValue)s are not supported", at: ["selectionSet"])
    }
    let root = role.schema.query
    return try at(.key("selectionSet")) { () throws(EngineError) in
      QueryPlan(roots: try roots(of: [operation.selectionSet], on: root))
    }
  }

  /// The fields that selection sets select on an object type of the schema.
  func fields(of sets: [SelectionSet], on type: String) -> [CollectedField] {
    guard let object = role.schema.type(named: type)?.object else { return [] }
    return collector.fields(of: sets, on: object)
  }

  /// The value of a field's argument; nil if it is not given.
  func argument(_ name: String, of field: CollectedField) -> InputValue? {
    field.argument(name).map { InputValue($0.value, variables: collector.variables) }
  }

  /// JSON text of a type's name, for `__typename`.
  func typeName(_ name: String) -> String { JSON.string(name).text }
}
