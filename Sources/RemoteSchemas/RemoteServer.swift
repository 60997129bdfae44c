package import Errors
package import JSON

/// A GraphQL server that can be asked, with everything resolved that its declaration left open.
package struct RemoteServer: Sendable {
  /// The name of the remote schema, for errors.
  package let name: String
  /// The address with variables of the environment filled in; may hold secrets, so that errors show `shownURL`.
  package let url: String
  /// The address as it was declared.
  package let shownURL: String
  /// Sent with every request; these win over headers of the session and of the client.
  package let headers: [RemoteHeader]
  package let timeout: Duration
  package let forwardsClientHeaders: Bool
  private let client: RemoteClient

  /// A server at a resolved address.
  package init(
    name: String, url: String, shownURL: String, headers: [RemoteHeader], timeout: Duration, forwardsClientHeaders: Bool,
    client: RemoteClient
  ) {
    self.name = name
    self.url = url
    self.shownURL = shownURL
    self.headers = headers
    self.timeout = timeout
    self.forwardsClientHeaders = forwardsClientHeaders
    self.client = client
  }

  /// Asks the server for its schema.
  ///
  /// `tlsAllowlist` is that of the metadata by which the server is declared, which need not be in force yet.
  /// Throws `remote-schema-error` when it cannot be reached, within `patience` if that is given, or its answer is no schema.
  package func introspect(tlsAllowlist: TLSAllowlist, patience: Duration? = nil) async throws(EngineError) -> RemoteIntrospection {
    let operation = RemoteOperation(text: IntrospectionQuery.text, name: "IntrospectionQuery")
    var request = request(operation, .engine)
    request.tlsAllowlist = tlsAllowlist
    if let patience { request.timeout = min(patience, timeout) }
    return try RemoteIntrospection(try await send(request))
  }

  /// Sends an operation and reads its answer.
  ///
  /// Ends within the server's timeout, and within `caller`'s if that is shorter. Throws `remote-schema-error` when there is no answer,
  /// or one that is not GraphQL over HTTP. Errors that the server answers are no error here.
  package func send(_ operation: RemoteOperation, _ caller: RemoteCaller) async throws(EngineError) -> RemoteAnswer {
    try await send(request(operation, caller))
  }

  private func request(_ operation: RemoteOperation, _ caller: RemoteCaller) -> RemoteRequest {
    var request = RemoteRequest(
      url: url, headers: caller.headers(for: self), body: operation.body, timeout: caller.timeout.map { min($0, timeout) } ?? timeout)
    request.isRepeatable = !operation.isMutation
    return request
  }

  private func send(_ request: RemoteRequest) async throws(EngineError) -> RemoteAnswer {
    let response: RemoteResponse
    do throws(RemoteFailure) {
      response = try await client.send(request)
    } catch {
      throw failure(error)
    }
    return try RemoteAnswer(response, from: self)
  }

  /// Hasura's words and layout for a request without an answer (`throwRemoteSchemaHttp`).
  private func failure(_ failure: RemoteFailure) -> EngineError {
    EngineError(
      .remoteSchemaError, "HTTP exception occurred while sending the request to \(JSON.string(shownURL).text)",
      detail: ["type": "http_exception", "message": .string(failure.message), "request": ["method": "POST", "url": .string(shownURL)]])
  }
}

/// A document for a remote server.
package struct RemoteOperation: Equatable, Sendable {
  /// The GraphQL text.
  package var text: String
  package var name: String?
  package var variables: JSONObject
  /// A mutation is sent once, whatever becomes of it.
  package var isMutation: Bool

  /// An operation and the values of its variables.
  package init(text: String, name: String? = nil, variables: JSONObject = [:], isMutation: Bool = false) {
    self.text = text
    self.name = name
    self.variables = variables
    self.isMutation = isMutation
  }

  fileprivate var body: [UInt8] {
    var body: JSONObject = ["query": .string(text)]
    if !variables.isEmpty { body["variables"] = .object(variables) }
    if let name { body["operationName"] = .string(name) }
    return JSON.object(body).bytes
  }
}
