import Errors
import Executor
import Glibc
import GraphQL
import JSON
import Planner
import QueryPlan
import Synchronization

/// Keeps what was thought about operations: parsed and validated documents, and their plans by shape of variables.
///
/// Belongs to one snapshot, so nothing in it can be out of date. Bounded by an estimate of its bytes; the oldest entries leave first.
final class PlanCache: Sendable {
  /// What its operations cost together.
  let budget: CacheBudget
  private let state = Mutex(State())

  private struct Key: Hashable {
    let query: String
    let operationName: String?
    let role: String

    /// Queries by their bytes: Unicode holds the two spellings of an accented letter for equal, a database need not.
    static func == (left: Key, right: Key) -> Bool {
      left.query.hasSameBytes(as: right.query) && left.operationName == right.operationName && left.role == right.role
    }
  }

  private struct State {
    var operations: [Key: PreparedOperation] = [:]
    var order: [Key] = []
  }

  init(capacity: Int) { budget = CacheBudget(capacity: capacity) }

  /// The operation that a request means, from the cache or made by `prepare`.
  func operation(
    _ request: GraphQLRequest, role: String, prepare: () throws(EngineError) -> PreparedOperation
  ) throws(EngineError) -> PreparedOperation {
    let key = Key(query: request.query, operationName: request.operationName, role: role)
    if let known = state.withLock({ $0.operations[key] }) { return known }
    let prepared = try prepare()
    // What leaves is freed here, where nobody waits for the lock.
    _ = state.withLock { insert(prepared, key, &$0) }
    return prepared
  }

  private func insert(_ operation: PreparedOperation, _ key: Key, _ state: inout State) -> [PreparedOperation] {
    guard operation.cost < budget.capacity, state.operations[key] == nil else { return [] }
    state.operations[key] = operation
    state.order.append(key)
    guard !budget.hasRoom(for: 0) else { return [] }
    // Dropping half at once keeps this off the path of most requests.
    let leaving = Array(state.order.prefix(state.order.count / 2 + 1))
    state.order.removeFirst(leaving.count)
    return leaving.compactMap { state.operations.removeValue(forKey: $0) }
  }
}

/// A valid operation, and the plans made of it so far.
final class PreparedOperation: Sendable {
  let document: Document
  let operation: OperationDefinition
  /// What it takes without its plans, and about what each of them takes.
  let cost: Int
  private let shape: PlanShape
  private let budget: CacheBudget
  private let plans = Mutex(Plans())

  private struct Plans {
    var byShape: [[UInt8]: ReadyPlan] = [:]
    var cost = 0
  }

  /// More shapes of one operation than this are planned anew each time.
  private static let mostShapes = 64
  /// A syntax tree, like a plan, is an order larger than its text.
  private static let treeFactor = 16

  /// `size` is that of the query's text.
  init(document: Document, operation: OperationDefinition, schema: Schema, size: Int, budget: CacheBudget) {
    self.document = document
    self.operation = operation
    self.budget = budget
    cost = size * Self.treeFactor
    shape = PlanShape(of: operation, in: document, schema: schema)
    budget.take(cost)
  }

  deinit { budget.giveBack(cost + plans.withLock { $0.cost }) }

  /// The plan for variables of this shape, known or made by `make`.
  func plan(for variables: [String: JSON], make: () throws(EngineError) -> QueryPlan) throws(EngineError) -> ReadyPlan {
    let key = shape.key(of: variables)
    if let known = plans.withLock({ $0.byShape[key] }) { return known }
    let plan = ReadyPlan(try make())
    plans.withLock { keep(plan, key, &$0) }
    return plan
  }

  /// A shape can be as large as a request's body, and there is a plan for each of its parts.
  private func keep(_ plan: ReadyPlan, _ key: [UInt8], _ plans: inout Plans) {
    let cost = cost + key.count * Self.treeFactor
    guard plans.byShape.count < Self.mostShapes, plans.byShape[key] == nil, budget.hasRoom(for: cost) else { return }
    plans.byShape[key] = plan
    plans.cost += cost
    budget.take(cost)
  }
}

extension String {
  fileprivate func hasSameBytes(as other: String) -> Bool {
    var (left, right) = (self, other)
    return left.withUTF8 { left in
      right.withUTF8 { right in
        guard left.count == right.count else { return false }
        guard let first = left.baseAddress, let second = right.baseAddress else { return true }
        return memcmp(first, second, left.count) == 0
      }
    }
  }
}
