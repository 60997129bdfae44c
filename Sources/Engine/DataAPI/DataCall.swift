import Catalog
import ConnectorHost
import ConnectorProtocol
import Errors
import Executor
import JSON
import Metadata

/// `insert`, `select`, `update`, `delete` and `count` of Hasura's first API, run by the source's connector.
struct DataCall {
  private let request: DataRequest
  private let draft: Draft
  private let session: Session
  private let configuration: Configuration
  private var numbersAsStrings: Bool { configuration.numbersAsStrings }

  init(_ request: DataRequest, draft: Draft, session: Session, configuration: Configuration) {
    self.request = request
    self.draft = draft
    self.session = session
    self.configuration = configuration
  }

  /// The answer of the request; errors carry a path from its `args`.
  func run() async throws(EngineError) -> JSON {
    let (id, _) = try draft.metadata.trackedTable(request)
    guard let table = draft.catalog.table(id), let source = draft.sources[id.source],
      var translation = DataTranslation(draft, source: id.source, session: session)
    else {
      throw EngineError(.notExists, "table \"\(id.name)\" does not exist", at: ["table"])
    }
    switch request.operation {
    case .select(let select):
      return try await answer(try translation.selection(select, of: table), translation, source)
    case .count(let count):
      let answer = try await answer(try translation.selection(count, of: table), translation, source)
      return answer["count"] ?? .null
    case .insert(let insert): return try await write(try translation.operation(insert, on: table), translation, source)
    case .update(let update): return try await write(try translation.operation(update, on: table), translation, source)
    case .delete(let delete): return try await write(try translation.operation(delete, on: table), translation, source)
    }
  }

  private func answer(
    _ selection: Selection, _ translation: DataTranslation, _ source: ConnectedSource
  ) async throws(EngineError) -> JSON {
    let query = Query(selection: selection, numbersAsStrings: numbersAsStrings)
    let call = QueryCall(query: query.encoded(), parameters: try await parameters(translation))
    let chunks = try await source.handle.answer(call, context: CallContext(deadline: configuration.requestDeadline))
    return try Self.parsed(chunks.flatMap(\.json))
  }

  private func write(
    _ operation: Mutation.Operation, _ translation: DataTranslation, _ source: ConnectedSource
  ) async throws(EngineError) -> JSON {
    let mutation = Mutation(operations: [operation], numbersAsStrings: numbersAsStrings)
    let call = MutationCall(mutation: mutation, parameters: try await parameters(translation))
    let results: [MutationResult]
    do throws(MutationFailure) {
      results = try await PooledSource(source).mutate(call, context: CallContext(deadline: configuration.requestDeadline))
    } catch {
      throw error.error
    }
    var answer: JSONObject = ["affected_rows": .number(JSONNumber(results.first?.affectedRows ?? 0))]
    if let bytes = results.first?.returning.json, !bytes.isEmpty { answer["returning"] = try Self.parsed(bytes) }
    return .object(answer)
  }

  /// The values of slots; keys that permissions compare with are read from their sources.
  private func parameters(_ translation: DataTranslation) async throws(EngineError) -> [Parameter] {
    let executor = Executor(sources: draft.sources.mapValues { PooledSource($0) }, maximumHeldRows: configuration.maximumHeldRows)
    return try await executor.parameters(
      translation.parameters, bindings: translation.bindings, context: CallContext(deadline: configuration.requestDeadline))
  }

  /// The rows become part of an answer that is built as a tree; GraphQL answers never come this way.
  private static func parsed(_ bytes: [UInt8]) throws(EngineError) -> JSON {
    do { return try JSON(parsing: bytes) } catch {
      throw EngineError(.unexpected, "the connector answered something that is not JSON: \(error)")
    }
  }
}
