import Errors
import JSON
import Metadata

extension CommandRunner {
  mutating func run(_ requests: [MetadataRequest], _ mode: BulkMode) async throws(EngineError) -> JSON {
    switch mode {
    case .sequential: return try await runInOrder(requests)
    case .keepGoing: return await runAll(requests)
    case .atomic: return try await runAtOnce(requests)
    case .concurrent: return try await runConcurrently(requests)
    }
  }

  private mutating func runInOrder(_ requests: [MetadataRequest]) async throws(EngineError) -> JSON {
    var answers: [JSON] = []
    for (index, request) in requests.enumerated() {
      do { answers.append(try await run(request)) } catch { throw error.inside("args", .index(index)) }
    }
    return .array(answers)
  }

  private mutating func runAll(_ requests: [MetadataRequest]) async -> JSON {
    var answers: [JSON] = []
    for request in requests {
      do { answers.append(try await run(request)) } catch { answers.append(error.metadataAnswer()) }
    }
    return .array(answers)
  }

  /// Changes that need each other: only what they make together must be consistent.
  private mutating func runAtOnce(_ requests: [MetadataRequest]) async throws(EngineError) -> JSON {
    var changes: [any MetadataChange] = []
    for (index, request) in requests.enumerated() {
      guard case .change(let change) = request.command else {
        throw EngineError(
          .notSupported, "bulk_atomic takes commands that change metadata only, not \"\(request.type)\"", at: ["args", .index(index)])
      }
      changes.append(change)
    }
    return try await draft.apply(changes)
  }

  private func runConcurrently(_ requests: [MetadataRequest]) async throws(EngineError) -> JSON {
    for (index, request) in requests.enumerated() where !request.command.isRead {
      throw EngineError(.badRequest, "Only read-only queries are allowed in a concurrent_bulk", at: ["args", .index(index)])
    }
    let results = await withTaskGroup(of: (Int, Result<JSON, EngineError>).self) { group in
      for (index, request) in requests.enumerated() {
        group.addTask { (index, await outcome(of: request)) }
      }
      var results: [Int: Result<JSON, EngineError>] = [:]
      for await (index, result) in group { results[index] = result }
      return results
    }
    var answers: [JSON] = []
    for index in requests.indices {
      do throws(EngineError) {
        if let result = results[index] { answers.append(try result.get()) }
      } catch {
        throw error.inside("args", .index(index))
      }
    }
    return .array(answers)
  }

  /// Runs a request that only reads.
  ///
  /// A function of its own: with the typed `do` inside of the task's closure, Swift 6.3.1's optimiser loses the captured index.
  private func outcome(of request: MetadataRequest) async -> Result<JSON, EngineError> {
    var runner = self
    do throws(EngineError) { return .success(try await runner.run(request)) } catch { return .failure(error) }
  }
}

extension Command {
  /// Whether it changes neither metadata nor a database.
  fileprivate var isRead: Bool {
    switch self {
    case .read: true
    case .source(.runSQL(let sql)): sql.readOnly
    case .source(.data(let request)): request.word == .select || request.word == .count
    case .source: true
    case .bulk(_, let requests): requests.allSatisfy { $0.command.isRead }
    case .change, .reload, .dropInconsistent: false
    }
  }
}
