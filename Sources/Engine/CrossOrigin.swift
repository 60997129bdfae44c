import Errors
import HTTPServer
import NIOCore

/// Which pages of other origins may read answers (the Fetch standard's CORS protocol), configured as Hasura's `--cors-domain`.
struct CrossOriginPolicy: Sendable, Equatable {
  private enum Rule: Sendable, Equatable {
    case any
    case exactly(String)
    /// `https://*.example.com:8080`: the parts around the place of one or more labels.
    case subdomain(scheme: String, rest: String)
  }

  private let rules: [Rule]

  /// The policy of a comma-separated list of origins, `*` alone for all; nil allows none.
  init(_ text: String?) throws(EngineError) {
    var rules: [Rule] = []
    for part in (text ?? "").split(separator: ",") {
      let origin = String(part.drop { $0 == " " }.prefix { $0 != " " })
      rules.append(try Self.rule(origin.lowercased()))
    }
    self.rules = rules
  }

  private static func rule(_ origin: String) throws(EngineError) -> Rule {
    if origin == "*" { return .any }
    guard let separator = origin.firstRange(of: "://") else { throw wrong(origin) }
    let (scheme, host) = (String(origin[..<separator.upperBound]), origin[separator.upperBound...])
    guard !host.isEmpty, !host.contains("/") else { throw wrong(origin) }
    guard host.contains("*") else { return .exactly(origin) }
    guard host.hasPrefix("*."), !host.dropFirst(2).contains("*") else { throw wrong(origin) }
    return .subdomain(scheme: scheme, rest: String(host.dropFirst()))
  }

  private static func wrong(_ origin: String) -> EngineError {
    EngineError(.invalidConfiguration, "invalid domain '\(origin)' for CORS: it needs a scheme, and may begin with one wildcard")
  }

  /// Whether pages of an origin may read answers.
  func allows(_ origin: String) -> Bool {
    let origin = origin.lowercased()
    return rules.contains { rule in
      switch rule {
      case .any: true
      case .exactly(let allowed): allowed == origin
      case .subdomain(let scheme, let rest):
        origin.hasPrefix(scheme) && origin.hasSuffix(rest) && origin.utf8.count > scheme.utf8.count + rest.utf8.count
      }
    }
  }

  /// Answers a preflight request, or passes any other on with the headers that its origin needs.
  func observing(
    _ request: HTTPRequest, _ writer: any HTTPResponseWriter, respond: (any HTTPResponseWriter) async -> Void
  ) async {
    guard let origin = request.headers.first(name: "origin") else { return await respond(writer) }
    let isPreflight = request.method == .OPTIONS && request.headers.contains(name: "access-control-request-method")
    guard allows(origin) else { return await isPreflight ? writer.respond(.noContent) : respond(writer) }
    var headers: HTTPFields = ["Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true", "Vary": "Origin"]
    guard isPreflight else { return await respond(CrossOriginWriter(writer, headers)) }
    headers.add(name: "Access-Control-Allow-Methods", value: "GET,POST,PUT,PATCH,DELETE,OPTIONS")
    headers.add(name: "Access-Control-Max-Age", value: "1728000")
    if let asked = request.headers.first(name: "access-control-request-headers") {
      headers.add(name: "Access-Control-Allow-Headers", value: asked)
    }
    await writer.respond(.noContent, headers: headers)
  }
}

/// Adds headers to an answer.
private struct CrossOriginWriter: HTTPResponseWriter {
  private let writer: any HTTPResponseWriter
  private let additional: HTTPFields

  init(_ writer: any HTTPResponseWriter, _ additional: HTTPFields) {
    self.writer = writer
    self.additional = additional
  }

  func respond(_ status: HTTPStatus, headers: HTTPFields, body: ByteBuffer) async {
    await writer.respond(status, headers: complete(headers), body: body)
  }

  func writeHead(_ status: HTTPStatus, headers: HTTPFields) async { await writer.writeHead(status, headers: complete(headers)) }

  func writeBody(_ chunk: ByteBuffer) async throws { try await writer.writeBody(chunk) }

  func end() async { await writer.end() }

  func abort() async { await writer.abort() }

  private func complete(_ headers: HTTPFields) -> HTTPFields {
    var headers = headers
    headers.add(contentsOf: additional)
    return headers
  }
}
