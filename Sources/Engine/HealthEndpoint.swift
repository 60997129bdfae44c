import HTTPServer

/// `/healthz`: whether the host serves, and whether all that was declared could be used.
struct HealthEndpoint: Sendable {
  let current: CurrentSnapshot

  /// Answers 200 `OK`, or 200 with a warning when some metadata is inconsistent (500 with `?strict=true`), as Hasura.
  func respond(to request: HTTPRequest, _ writer: any HTTPResponseWriter) async {
    guard let snapshot = current.value else { return await writer.respond(.internalServerError, body: "ERROR") }
    let isConsistent = snapshot.catalog.inconsistencies.isEmpty
    let isStrict = request.queryItems.contains { $0.name == "strict" && $0.value == "true" }
    if isConsistent { return await writer.respond(.ok, headers: ["Content-Type": "text/plain; charset=utf-8"], body: "OK") }
    await writer.respond(
      isStrict ? .internalServerError : .ok, headers: ["Content-Type": "text/plain; charset=utf-8"],
      body: isStrict ? "ERROR: inconsistent objects in schema" : "WARN: inconsistent objects in schema")
  }
}
