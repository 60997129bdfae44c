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
  let request: RequestValues
  let operation: OperationType
  let remotes = RemoteRequests()
  private let size = PlanSize()

  /// The plan of an operation of a validated document, for coerced variables.
  ///
  /// Throws `validation-failed` for what validation against the schema cannot see (null in comparisons, `distinct_on` that does not
  /// lead `order_by`, negative limits, literals that a database's scalar refuses), `not-supported` for what is not built.
  ///
  /// A value of a variable that its scalar refuses is found when parameters are bound, without a path. Whoever catches that plans
  /// once more with `checkingScalars` and gets the same error with the path.
  package static func plan(
    _ operation: OperationDefinition, in document: Document, as role: RoleSchema, variables: [String: JSON],
    checkingScalars: Bool = false
  ) throws(EngineError) -> QueryPlan {
    let collector = FieldCollector(schema: role.schema, document: document, variables: variables)
    let request = RequestValues(variables: variables, checksScalars: checkingScalars)
    return try Planner(role: role, collector: collector, request: request, operation: operation.type).plan(operation)
  }

  private func plan(_ operation: OperationDefinition) throws(EngineError) -> QueryPlan {
    let root = try role.schema.rootType(of: operation.type).name
    if operation.type == .mutation {
      return try at(.key("selectionSet")) { () throws(EngineError) in try mutation(operation, on: root) }
    }
    let plan = try at(.key("selectionSet")) { () throws(EngineError) in
      let roots = try roots(of: [operation.selectionSet], on: root)
      return QueryPlan(roots: roots, remotes: remotes.fetches)
    }
    if operation.type == .subscription, plan.joinsSources {
      throw EngineError(.notSupported, "Remote relationships are not allowed in subscriptions")
    }
    return plan
  }

  /// The fields that selection sets select on an object type of the schema. Throws `validation-failed` when the operation has too many.
  func fields(of sets: [SelectionSet], on type: String) throws(EngineError) -> [CollectedField] {
    guard let object = role.schema.type(named: type)?.object else { return [] }
    let fields = collector.fields(of: sets, on: object)
    try count(fields.count)
    return fields
  }

  /// Counts fields of the operation. Throws `validation-failed` when it has too many.
  func count(_ fields: Int) throws(EngineError) {
    size.fields += fields
    guard size.fields <= PlanSize.largest else {
      throw EngineError(
        .validationFailed, "the operation selects more than \(PlanSize.largest) fields, those of fragments counted at every use")
    }
  }

  /// The value of a field's argument; nil if it is not given.
  func argument(_ name: String, of field: CollectedField) -> InputValue? {
    field.argument(name).map { InputValue($0.value, in: request) }
  }

  /// JSON text of a type's name, for `__typename`.
  func typeName(_ name: String) -> String { JSON.string(name).text }
}

/// How much of an operation is planned. Fragments that spread each other twice double what they stand for with each of them, so that a
/// short document may mean more than any memory holds.
private final class PlanSize {
  var fields = 0

  static let largest = 100_000
}
