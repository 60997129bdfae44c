import Catalog
import ConnectorProtocol
import Errors
import Executor
import GraphQL
import HTTPServer
import JSON
import Planner
import QueryPlan

/// `/v1/graphql`: answers GraphQL requests.
struct GraphQLEndpoint: Sendable {
  /// The older path is the same API, but for the status of refused requests.
  static let paths: Set<String> = ["/v1/graphql", olderPath]
  private static let olderPath = "/v1alpha1/graphql"

  let current: CurrentSnapshot
  let authenticator: Authenticator
  let configuration: Configuration
  let log: Log

  /// Answers one operation: read this first, it is the whole engine, one stage a line.
  ///
  /// Everything up to the plan is pure; the executor is the first thing that waits. The operations of a batch see one snapshot.
  func answer(
    _ request: GraphQLRequest, over transport: Transport, as session: Session, in batch: Snapshot? = nil, into sink: any AnswerSink
  ) async throws(EngineError) {
    let snapshot = try snapshot(of: batch)
    let schema = snapshot.catalog.schema(for: session.role, forBackend: session.isBackend)
    let prepared = try prepare(request, for: schema, snapshot)
    try transport.admit(prepared.operation.type)
    note(request)
    let variables = try coerceVariables(
      of: prepared.operation, in: prepared.document, schema: schema.schema, values: request.variables)
    let plan = try prepared.plan(for: variables) { () throws(EngineError) in
      try Planner.plan(prepared.operation, in: prepared.document, as: schema, variables: variables)
    }
    var bindings = Bindings(variables: variables, session: session.variables)
    if plan.asksRemotes { bindings.clientHeaders = session.headers.map { ($0.name, $0.value) } }
    try await sink.write(Self.head)
    do throws(EngineError) {
      try await snapshot.executor.run(plan, bindings: bindings, context: CallContext(deadline: configuration.requestDeadline), into: sink)
    } catch {
      throw Self.located(error, prepared, schema, variables)
    }
    try await sink.write(Self.tail)
  }

  /// Writes the `query-log` line of an operation, if these are wanted. Values of variables are left out: they may be anyone's data.
  private func note(_ request: GraphQLRequest) {
    guard log.writes(.info, "query-log") else { return }
    log.hold(.info, "query-log") { line in
      line.append("{\"request_id\":")
      line.append(json: RequestLog.requestID.map(JSON.string) ?? .null)
      line.append(",\"query\":{\"operationName\":")
      line.append(json: request.operationName.map(JSON.string) ?? .null)
      line.append(",\"query\":")
      line.appendJSONString(request.query)
      line.append("}}")
    }
  }

  /// An error about a variable's value, with the place of its use. Plans know no places, so the operation is planned once more for it.
  private static func located(
    _ error: EngineError, _ prepared: PreparedOperation, _ schema: RoleSchema, _ variables: [String: JSON]
  ) -> EngineError {
    guard error.path.components.isEmpty, error.code == .validationFailed || error.code == .parseFailed else { return error }
    do throws(EngineError) {
      _ = try Planner.plan(prepared.operation, in: prepared.document, as: schema, variables: variables, checkingScalars: true)
      return error
    } catch {
      return error
    }
  }

  /// The kind of operation that a request means. Throws when it is not valid for the role.
  func operationType(of request: GraphQLRequest, as session: Session) throws(EngineError) -> OperationType {
    let snapshot = try snapshot()
    return try prepare(request, for: snapshot.catalog.schema(for: session.role, forBackend: session.isBackend), snapshot).operation.type
  }

  func snapshot(of batch: Snapshot? = nil) throws(EngineError) -> Snapshot {
    guard let snapshot = batch ?? current.value else { throw EngineError(.unexpected, "the metadata is not loaded yet") }
    return snapshot
  }

  func prepare(
    _ request: GraphQLRequest, for schema: RoleSchema, _ snapshot: Snapshot
  ) throws(EngineError) -> PreparedOperation {
    try request.refuseExtensions()
    return try snapshot.plans.operation(request, role: schema.key) { () throws(EngineError) in
      let document = try Document(parsingRequest: request.query)
      let operation = try document.operation(named: request.operationName)
      if let error = validate(document, against: schema.schema).firstInDocumentOrder { throw error.engineError }
      return PreparedOperation(
        document: document, operation: operation, schema: schema.schema, size: request.query.utf8.count, budget: snapshot.plans.budget)
    }
  }

  private static let head = Array("{\"data\":".utf8)
  private static let tail = Array("}".utf8)

  /// Answers an HTTP request.
  func respond(to request: HTTPRequest, _ writer: any HTTPResponseWriter) async {
    let type = MediaType.ofGraphQLAnswer(accepting: request.headers)
    let sink = ResponseSink(writer, headers: ["Content-Type": type], holding: configuration.heldHeadBytes)
    var session: Session?
    var isReadable = true
    do throws(EngineError) {
      var asked = try await authenticator.session(of: request.headers) { try? GraphQLBody.json(request) }
      asked.headers = request.headers
      session = asked
      sink.add(asked.responseHeaders.map { ($0.name, $0.value) })
      isReadable = false
      let body = try GraphQLBody(request)
      isReadable = true
      switch body {
      case .single(let operation):
        try await answer(operation, over: request.method == .GET ? .get : .post, as: asked, into: sink)
      case .batch(let operations): try await answer(operations, as: asked, into: sink)
      }
      await sink.finish()
    } catch {
      await fail(error, session, status(of: error, to: request, isReadable: isReadable, type: type), sink)
    }
  }

  /// Answers a batch: an array with an answer per operation, each with its own errors.
  private func answer(_ operations: [GraphQLRequest], as session: Session, into sink: ResponseSink) async throws(EngineError) {
    let snapshot = try snapshot()
    for (index, operation) in operations.enumerated() {
      try await sink.write([index == 0 ? UInt8(ascii: "[") : UInt8(ascii: ",")])
      try await sink.write(await answerBytes(operation, as: session, in: snapshot))
    }
    try await sink.write(Array((operations.isEmpty ? "[]" : "]").utf8))
  }

  /// A whole answer, errors included, as bytes.
  private func answerBytes(_ operation: GraphQLRequest, as session: Session, in snapshot: Snapshot) async -> [UInt8] {
    let sink = CollectingSink()
    do throws(EngineError) {
      try await answer(operation, over: .post, as: session, in: snapshot, into: sink)
      return sink.bytes
    } catch {
      return error.graphQLAnswer(showingDetail: showsDetail(to: session)).bytes
    }
  }

  private func fail(_ error: EngineError, _ session: Session?, _ status: HTTPStatus, _ sink: ResponseSink) async {
    let body = error.graphQLAnswer(showingDetail: session.map(showsDetail) ?? false)
    let wasAnswered = await sink.fail(status, body: body.bytes)
    if !wasAnswered { log.write(.error, "answer-cut-short", ["error": .string("answer cut short: \(error)")]) }
  }

  /// A request that is not even GraphQL is a bad request; for the newer media type every refused request is
  /// (GraphQL over HTTP, "application/graphql-response+json"). Otherwise errors answer 200, as Hasura's.
  private func status(of error: EngineError, to request: HTTPRequest, isReadable: Bool, type: String) -> HTTPStatus {
    if request.path == Self.olderPath { return HTTPStatus(statusCode: error.httpStatus) }
    if error.code == .methodNotAllowed { return .methodNotAllowed }
    if !isReadable { return .badRequest }
    return type == MediaType.graphQLResponse ? .badRequest : .ok
  }

  func showsDetail(to session: Session) -> Bool {
    configuration.isDevelopmentMode || (session.role == Session.admin && configuration.showsInternalErrorsToAdministrators)
  }
}

extension Document {
  /// The document of a request. Throws `validation-failed` in Hasura's words, with the place of the mistake.
  fileprivate init(parsingRequest query: String) throws(EngineError) {
    do { try self.init(parsing: query) } catch { throw error.engineError }
  }
}
