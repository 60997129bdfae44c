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
    var asking: Session?
    do throws(EngineError) {
      let session = try await authenticator.session(of: request.headers)
      asking = session
      let json = try GraphQLBody.json(request)
      let answer = try await service.execute(json, api: api, as: session)
      await writer.respond(.ok, json: answer)
    } catch {
      log.write(error.httpStatus >= 500 ? .error : .info, "metadata", error.metadataAnswer())
      // Administrators see everything here, whatever the configuration says of GraphQL; other roles only ask for rows.
      await writer.respond(error, showingDetail: configuration.isDevelopmentMode || asking?.role == Session.admin)
    }
  }
}
