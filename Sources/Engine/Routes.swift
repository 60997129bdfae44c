import Errors
import HTTPServer
import JSON
import Metadata

/// Which endpoint answers which path.
struct Routes: Sendable {
  let graphQL: GraphQLEndpoint
  let metadata: MetadataEndpoint
  let console: ConsoleEndpoint
  let health: HealthEndpoint
  let enabled: Set<Configuration.API>

  func respond(to request: HTTPRequest, _ writer: any HTTPResponseWriter) async {
    switch request.path {
    case _ where GraphQLEndpoint.paths.contains(request.path):
      await allowing([.GET, .POST], .graphql, request, writer) { await graphQL.respond(to: request, writer) }
    case ExplainEndpoint.path:
      await allowing([.POST], .graphql, request, writer) { await ExplainEndpoint(graphQL: graphQL).respond(to: request, writer) }
    case "/v1/metadata", "/v2/query":
      await allowing([.POST], .metadata, request, writer) { await metadata.respond(to: request, api: .metadata, writer) }
    case "/v1/query":
      await allowing([.POST], .metadata, request, writer) { await metadata.respond(to: request, api: .query, writer) }
    case "/healthz", "/hasura/healthz":
      await allowing([.GET, .HEAD], nil, request, writer) { await health.respond(to: request, writer) }
    case "/v1/version":
      await allowing([.GET, .HEAD], nil, request, writer) {
        await writer.respond(.ok, json: ["version": .string(Engine.version), "server_type": "joinery"])
      }
    default:
      guard console.serves(request.path) else { return await notFound(writer) }
      await allowing([.GET, .HEAD], nil, request, writer) { await console.respond(to: request, writer) }
    }
  }

  private func allowing(
    _ methods: [HTTPMethod], _ api: Configuration.API?, _ request: HTTPRequest, _ writer: any HTTPResponseWriter,
    _ body: () async -> Void
  ) async {
    if let api, !enabled.contains(api) { return await notFound(writer) }
    guard methods.contains(request.method) else {
      let error = EngineError(.methodNotAllowed, "method not allowed")
      return await writer.respond(
        .methodNotAllowed, headers: ["Content-Type": MediaType.json, "Allow": methods.map(\.rawValue).joined(separator: ", ")],
        body: error.metadataAnswer().bytes)
    }
    await body()
  }

  private func notFound(_ writer: any HTTPResponseWriter) async {
    await writer.respond(EngineError(.notFound, "resource does not exist"), showingDetail: false)
  }
}
