import Errors
import HTTPServer
import JSON

/// The media types of GraphQL over HTTP.
enum MediaType {
  static let json = "application/json; charset=utf-8"
  static let graphQLResponse = "application/graphql-response+json; charset=utf-8"

  /// The media type of a GraphQL answer: the newer one only for clients that name it (GraphQL over HTTP, "Media Types").
  static func ofGraphQLAnswer(accepting headers: HTTPFields) -> String {
    headers[canonicalForm: "accept"].contains { $0.lowercased().hasPrefix("application/graphql-response+json") } ? graphQLResponse : json
  }
}

extension HTTPResponseWriter {
  /// Answers with JSON.
  func respond(_ status: HTTPStatus, json: JSON, type: String = MediaType.json) async {
    await respond(status, headers: ["Content-Type": type], body: json.bytes)
  }

  /// Answers with an error of the metadata API, with the status that belongs to its code.
  func respond(_ error: EngineError, showingDetail: Bool) async {
    await respond(HTTPStatus(statusCode: error.httpStatus), json: error.metadataAnswer(showingDetail: showingDetail))
  }
}
