import ConnectorProtocol
import Errors
import Executor
import GraphQL
import HTTPServer
import JSON
import Planner
import QueryPlan

/// `/v1/graphql/explain`: shows administrators what an operation would run, for themselves or for a role.
struct ExplainEndpoint: Sendable {
  static let path = "/v1/graphql/explain"

  let graphQL: GraphQLEndpoint

  func respond(to request: HTTPRequest, _ writer: any HTTPResponseWriter) async {
    var asking: Session?
    do throws(EngineError) {
      let session = try await graphQL.authenticator.session(of: request.headers)
      asking = session
      guard session.role == Session.admin else {
        throw EngineError(.accessDenied, "restricted access : admin only", status: 400)
      }
      let explained = try ExplainRequest(decoding: try GraphQLBody.json(request))
      await writer.respond(.ok, json: try await explain(explained.operation, as: explained.session))
    } catch {
      await writer.respond(error, showingDetail: asking?.role == Session.admin || graphQL.configuration.isDevelopmentMode)
    }
  }

  private func explain(_ request: GraphQLRequest, as session: Session) async throws(EngineError) -> JSON {
    let (snapshot, plan, bindings) = try graphQL.plan(request, as: session)
    let context = CallContext(deadline: graphQL.configuration.requestDeadline)
    return .array(try await snapshot.executor.explain(plan, bindings: bindings, context: context).map(\.json))
  }
}

extension GraphQLEndpoint {
  /// The plan of an operation that is not run.
  fileprivate func plan(
    _ request: GraphQLRequest, as session: Session
  ) throws(EngineError) -> (Snapshot, QueryPlan, Bindings) {
    // Before anything is found wrong with it.
    if let operation = try? Document(parsing: request.query).operation(named: request.operationName), operation.type == .mutation {
      throw EngineError(.invalidParams, "only queries can be explained")
    }
    let snapshot = try snapshot()
    let schema = snapshot.catalog.schema(for: session.role, forBackend: session.isBackend)
    let prepared = try prepare(request, for: schema, snapshot)
    let variables = try coerceVariables(
      of: prepared.operation, in: prepared.document, schema: schema.schema, values: request.variables)
    let plan = try Planner.plan(prepared.operation, in: prepared.document, as: schema, variables: variables, checkingScalars: true)
    return (snapshot, plan, Bindings(variables: variables, session: session.variables))
  }
}

extension ExplainedRoot {
  /// Hasura's `{field, sql, plan}`; `sql` and `plan` are null where no database is asked.
  fileprivate var json: JSON {
    var object: JSONObject = ["field": .string(field)]
    guard let fetch else { return .object(["field": .string(field), "sql": nil, "plan": nil]) }
    fetch.write(to: &object)
    return .object(object)
  }
}

extension ExplainedFetch {
  /// The statements as one text and the lines of their plans one after another, as Hasura's answer has but one of each. What Hasura
  /// writes into the text stands beside it: the values of the placeholders, a list per statement.
  fileprivate func write(to object: inout JSONObject) {
    if case .source = from {
      object["sql"] = .string(statements.map(\.sql).joined(separator: ";\n\n"))
      object["plan"] = .array(statements.flatMap(\.plan).map(JSON.string))
    }
    if statements.contains(where: { !$0.parameters.isEmpty }) {
      object["parameters"] = .array(statements.map { .array($0.parameters.map { $0.map(JSON.string) ?? .null }) })
    }
    if !keySets.isEmpty { object["key_sets"] = .array(keySets.map(\.json)) }
    guard !joins.isEmpty else { return }
    if case .source(let name) = from { object["source"] = .string(name) }
    object["joins"] = .array(joins.map(\.json))
  }
}

extension ExplainedKeySet {
  fileprivate var json: JSON {
    var object: JSONObject = ["relationship": .string(relationship)]
    if case .source(let name) = fetch.from { object["source"] = .string(name) }
    fetch.write(to: &object)
    return .object(object)
  }
}

extension ExplainedJoin {
  fileprivate var json: JSON {
    var object: JSONObject = ["field": .string(field), "type": .string(cardinality.rawValue)]
    switch fetch.from {
    case .source(let name):
      object["source"] = .string(name)
      object["keys"] = .array(keys.map(JSON.string))
    case .remoteSchema(let name): object["remote_schema"] = .string(name)
    }
    fetch.write(to: &object)
    return .object(object)
  }
}
