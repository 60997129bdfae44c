import Errors
import HTTPServer
import JSON
import Metadata

/// `/v1/metadata`, `/v2/query` and `/v1/query`: administrators change metadata and run SQL, other roles only ask for rows.
struct MetadataEndpoint: Sendable {
  let service: MetadataService
  let authenticator: Authenticator
  let configuration: Configuration
  let log: Log

  func respond(to request: HTTPRequest, api: MetadataRequest.API, _ writer: any HTTPResponseWriter) async {
    do throws(EngineError) {
      let session = try await authenticator.session(of: request.headers)
      let json = try GraphQLBody.json(request)
      let answer = try await service.execute(json, api: api, role: session.role)
      await writer.respond(.ok, json: answer)
    } catch {
      log.write(error.httpStatus >= 500 ? .error : .info, "metadata", error.metadataAnswer())
      await writer.respond(error, showingDetail: true)
    }
  }
}
