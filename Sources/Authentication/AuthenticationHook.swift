package import Errors
import Glibc
package import JSON
package import RemoteSchemas

/// A webhook that says who sent a request (`HASURA_GRAPHQL_AUTH_HOOK`).
package struct AuthenticationHook: Sendable {
  /// How the hook learns about the request.
  package enum Mode: String, Sendable {
    /// By those headers that are about the client and not about its connection.
    case get = "GET"
    /// By an object of all of the request's headers and, if wanted, the request.
    case post = "POST"
  }

  private let url: String
  private let mode: Mode
  /// Whether a POST tells the operation too.
  package let wantsRequest: Bool
  private let client: RemoteClient

  /// A hook at a URL.
  package init(url: String, mode: Mode, wantsRequest: Bool, client: RemoteClient) {
    self.url = url
    self.mode = mode
    self.wantsRequest = wantsRequest
    self.client = client
  }

  /// Who sent a request with these headers; `request` is the operation as the client sent it.
  ///
  /// Throws `access-denied` if the hook answers 401, `unexpected` for any other answer than 200 with an object that has a role.
  package func identity(headers: [RemoteHeader], request: JSON?) async throws(EngineError) -> Identity {
    let response: RemoteResponse
    do throws(RemoteFailure) {
      response = try await client.send(call(headers, request))
    } catch {
      throw EngineError(
        .unexpected, "webhook authentication request failed", detail: ["type": "webhook_exception", "message": .string(error.message)],
        status: 500)
    }
    switch response.status {
    case 200: return try Self.identity(in: response)
    case 401: throw EngineError(.accessDenied, "Authentication hook unauthorized this request", status: 401)
    default: throw EngineError(.unexpected, "Invalid response from authorization hook", status: 500)
    }
  }

  private func call(_ headers: [RemoteHeader], _ request: JSON?) -> RemoteRequest {
    guard mode == .post else {
      var call = RemoteRequest(url: url, headers: ForwardedHeaders.ofClient(headers), timeout: Self.timeout)
      call.method = "GET"
      return call
    }
    var named = JSONObject()
    for header in headers { named[header.name] = .string(header.value) }
    var body: JSONObject = ["headers": .object(named)]
    if wantsRequest { body["request"] = request ?? .null }
    return RemoteRequest(
      url: url, headers: [RemoteHeader("Content-Type", "application/json")], body: JSON.object(body).bytes, timeout: Self.timeout)
  }

  /// Hasura's.
  private static let timeout = Duration.seconds(10)

  private static func identity(in response: RemoteResponse) throws(EngineError) -> Identity {
    guard let members = (try? JSON(parsing: response.body))?.objectValue else {
      throw EngineError(.unexpected, "Invalid response from authorization hook", status: 500)
    }
    var variables: [String: String] = [:]
    for (name, value) in members where name.lowercased().hasPrefix("x-hasura-") {
      guard let text = value.stringValue else {
        throw EngineError(.unexpected, "Invalid response from authorization hook: \"\(name)\" is not a string", status: 500)
      }
      variables[name.lowercased()] = text
    }
    guard let role = variables.removeValue(forKey: "x-hasura-role") else {
      throw EngineError(.unexpected, "missing x-hasura-role key in webhook response", status: 500)
    }
    let lifetime = Freshness.seconds(of: response.headers)
    return Identity(
      role: role, variables: variables, expiry: lifetime.map { time(nil) + $0 },
      responseHeaders: ForwardedHeaders.ofAnswer(response.headers))
  }
}
