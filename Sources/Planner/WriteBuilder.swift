import Catalog
import ConnectorProtocol
import Errors
import QueryPlan

/// The parts of one source's writes that grow while a mutation is planned.
struct WriteBuilder {
  /// The index of the write in the plan.
  let number: Int
  /// Takes the slots and the joins of all operations.
  var fetch: FetchBuilder
  private var operations: [Mutation.Operation] = []
  private var steps: [Write.Step] = []

  init(number: Int, fetch: FetchBuilder) {
    self.number = number
    self.fetch = fetch
  }

  /// Adds an operation and returns its index.
  mutating func add(_ operation: Mutation.Operation, _ step: Write.Step) -> Int {
    operations.append(operation)
    steps.append(step)
    return operations.count - 1
  }

  /// Lets an operation that was added return its rows. False if it returns some already, or is none that can.
  mutating func returnRows(of operation: Int, _ fields: [ConnectorProtocol.Field]) -> Bool {
    switch operations[operation] {
    case .insert(var insert) where insert.returning.isEmpty:
      insert.returning = fields
      operations[operation] = .insert(insert)
    case .update(var update) where update.returning.isEmpty:
      update.returning = fields
      operations[operation] = .update(update)
    case .delete(let table, let filter, let returning) where returning.isEmpty:
      operations[operation] = .delete(table: table, filter: filter, returning: fields)
    default: return false
    }
    return true
  }

  var write: Write { fetch.write(operations, steps) }
}

/// The writes of a mutation, by source in the order of their first root field.
struct WriteBuilders {
  private var builders: [WriteBuilder] = []

  var writes: [Write] { builders.map(\.write) }

  /// Runs `body` with the builder of a table's source.
  mutating func with<T>(
    _ fetch: FetchBuilder, _ body: (inout WriteBuilder) throws(EngineError) -> T
  ) throws(EngineError) -> T {
    let known = builders.firstIndex { $0.fetch.source.name == fetch.source.name }
    if known == nil { builders.append(WriteBuilder(number: builders.count, fetch: fetch)) }
    return try body(&builders[known ?? builders.count - 1])
  }
}
