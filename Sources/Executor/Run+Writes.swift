import ConnectorProtocol
import Errors
import JSON
import QueryPlan

/// What a write did: a chunk per operation, with every place in them resolved.
struct Written {
  private let results: [MutationResult]
  private let rows: Fetched

  init(_ results: [MutationResult], filled: [Filled]) {
    self.results = results
    rows = Fetched(chunks: results.map(\.returning), filled: filled)
  }

  /// The rows that operations inserted, changed or deleted.
  func affectedRows(_ operations: [Int]) -> Int { operations.reduce(0) { $0 + results[$1].affectedRows } }

  /// The JSON of what an operation returned.
  func returned(_ operation: Int, isSingle: Bool) throws(EngineError) -> [UInt8] {
    var output = ByteWriter(capacity: rows.chunks[operation].json.count * 2)
    guard isSingle else {
      Splicer.write(chunk: operation, of: rows, into: &output)
      return output.takeArray()
    }
    switch rows.chunks[operation].rowCount {
    case 0: output.append("null")
    case 1: Splicer.write(insideOf: operation, of: rows, into: &output)
    default: throw EngineError(.unexpected, "the connector returned several rows where there is at most one")
    }
    return output.takeArray()
  }
}

extension Run {
  /// Makes all writes, one transaction after the other, and then looks up what their rows leave open.
  func write(_ writes: [Write]) async throws(EngineError) -> [Written] {
    if writes.isEmpty { return [] }
    var calls: [MutationCall] = []
    // A value that cannot be bound is found before anything is written.
    for write in writes { calls.append(MutationCall(mutation: write.mutation, parameters: try bindings.parameters(write.parameters))) }
    var results: [[MutationResult]] = []
    for (index, call) in calls.enumerated() {
      do throws(EngineError) {
        results.append(try await run(call, of: writes[index]))
      } catch {
        throw error.after(writes[..<index].map(\.done))
      }
    }
    do throws(EngineError) {
      // At the same time: lookups of one remote server wait for each other.
      return try await concurrently(Array(results.enumerated())) { index, results async throws(EngineError) in
        Written(results, filled: try await fill(writes[index].joins, in: results.map(\.returning), at: [index]))
      }
    } catch {
      throw error.after(writes.map(\.done))
    }
  }

  private func run(_ call: MutationCall, of write: Write) async throws(EngineError) -> [MutationResult] {
    guard let source = sources[write.source] else { throw EngineError(.unexpected, "source \"\(write.source)\" is not available") }
    let results: [MutationResult]
    do throws(MutationFailure) {
      results = try await source.mutate(call, context: try remainingForWrites())
    } catch {
      throw write.located(error)
    }
    guard results.count == write.steps.count,
      results.allSatisfy({ $0.returning.uses.allSatisfy { $0.use < write.joins.count } })
    else { throw EngineError(.unexpected, "the connector of source \"\(write.source)\" answered a mutation that was not asked") }
    return results
  }

  private func remainingForWrites() throws(MutationFailure) -> CallContext {
    do throws(EngineError) { return try remaining() } catch { throw MutationFailure(error) }
  }
}

extension Write {
  /// A failure with the place of its operation in the request.
  fileprivate func located(_ failure: MutationFailure) -> EngineError {
    guard let operation = failure.operation, steps.indices.contains(operation) else { return failure.error }
    var error = failure.error
    let step = steps[operation]
    if error.path.components.isEmpty { error.path = step.path }
    if failure.isOrphan, let message = step.orphanMessage { error.message = message }
    return error
  }

  /// What stays when something later fails.
  var done: Done {
    var seen: Set<String> = []
    let fields = steps.map(\.field).filter { seen.insert($0).inserted }
    return Done(fields: fields.joined(separator: ", "), place: "source \"\(source)\"")
  }
}

extension RemoteFetch {
  /// What stays when something later fails; nil for a query.
  var done: Done? {
    let fields = fields.filter { !$0.isHidden }.map(\.name)
    return operation == .mutation ? Done(fields: fields.joined(separator: ", "), place: "remote schema \"\(remote)\"") : nil
  }
}

/// Root fields of a mutation that are carried out for good.
struct Done {
  let fields: String
  let place: String
}

extension EngineError {
  /// The error of an operation of which a part was carried out before: it says which.
  func after(_ done: [Done]) -> EngineError {
    guard !done.isEmpty else { return self }
    var error = self
    let fields = done.map(\.fields).joined(separator: ", ")
    let places = done.map { "\($0.fields) in \($0.place)" }.joined(separator: "; ")
    error.append("(already written: \(fields))", detailed: "(already written: \(places))")
    return error
  }
}
