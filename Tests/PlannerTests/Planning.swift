import Catalog
import CatalogFixtures
import Errors
import GraphQL
import JSON
import Planner
import QueryPlan

/// Plans a request the way the engine does: parse, validate, coerce, plan. What is refused on the way is thrown.
func plan(
  _ text: String, variables: JSONObject = [:], on catalog: Catalog, as role: String = "admin", checkingScalars: Bool = false
) throws -> QueryPlan {
  let schema = catalog.schema(for: role)
  let document = try Document(parsing: text)
  if let error = validate(document, against: schema.schema).first { throw error.engineError }
  let operation = try document.operation(named: nil)
  let coerced = try coerceVariables(of: operation, in: document, schema: schema.schema, values: variables)
  return try Planner.plan(operation, in: document, as: schema, variables: coerced, checkingScalars: checkingScalars)
}

/// `code path message` of the refusal of a request, nil if it is planned.
func refusal(_ text: String, variables: JSONObject = [:], on catalog: Catalog) throws -> String? {
  do {
    _ = try plan(text, variables: variables, on: catalog, checkingScalars: true)
    return nil
  } catch let error as EngineError {
    return "\(error.code.rawValue) \(error.path) \(error.message)"
  }
}
