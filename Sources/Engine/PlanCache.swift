import Errors
import GraphQL
import JSON
import Planner
import QueryPlan
import Synchronization

/// Keeps what was thought about operations: parsed and validated documents, and their plans by shape of variables.
///
/// Belongs to one snapshot, so nothing in it can be out of date. Bounded by an estimate of its bytes; the oldest entries leave first.
final class PlanCache: Sendable {
  private let capacity: Int
  private let state = Mutex(State())

  private struct Key: Hashable {
    var query: String
    var operationName: String?
    var role: String
  }

  private struct State {
    var operations: [Key: PreparedOperation] = [:]
    var order: [Key] = []
    var bytes = 0
  }

  /// What an entry costs beside the bytes of its query, roughly: a syntax tree is an order larger than its text.
  private static let treeFactor = 16

  init(capacity: Int) { self.capacity = capacity }

  /// The operation that a request means, from the cache or made by `prepare`.
  func operation(
    _ request: GraphQLRequest, role: String, prepare: () throws(EngineError) -> PreparedOperation
  ) throws(EngineError) -> PreparedOperation {
    let key = Key(query: request.query, operationName: request.operationName, role: role)
    if let known = state.withLock({ $0.operations[key] }) { return known }
    let prepared = try prepare()
    state.withLock { insert(prepared, key, &$0) }
    return prepared
  }

  private func insert(_ operation: PreparedOperation, _ key: Key, _ state: inout State) {
    let cost = key.query.utf8.count * Self.treeFactor
    guard cost < capacity, state.operations[key] == nil else { return }
    state.operations[key] = operation
    state.order.append(key)
    state.bytes += cost
    guard state.bytes > capacity else { return }
    // Dropping half at once keeps this off the path of most requests.
    let leaving = state.order.prefix(state.order.count / 2 + 1)
    for key in leaving {
      state.operations[key] = nil
      state.bytes -= key.query.utf8.count * Self.treeFactor
    }
    state.order.removeFirst(leaving.count)
  }
}

/// A valid operation, and the plans made of it so far.
final class PreparedOperation: Sendable {
  let document: Document
  let operation: OperationDefinition
  private let shape: PlanShape
  private let plans = Mutex<[[UInt8]: QueryPlan]>([:])

  /// More shapes of one operation than this are planned anew each time.
  private static let mostShapes = 64

  init(document: Document, operation: OperationDefinition, schema: Schema) {
    self.document = document
    self.operation = operation
    shape = PlanShape(of: operation, in: document, schema: schema)
  }

  /// The plan for variables of this shape, known or made by `make`.
  func plan(for variables: [String: JSON], make: () throws(EngineError) -> QueryPlan) throws(EngineError) -> QueryPlan {
    let key = shape.key(of: variables)
    if let known = plans.withLock({ $0[key] }) { return known }
    let plan = try make()
    plans.withLock { if $0.count < Self.mostShapes { $0[key] = plan } }
    return plan
  }
}
