/// On whose behalf a remote server is asked.
package struct RemoteCaller: Sendable {
  /// The headers of the client's request.
  package var clientHeaders: [RemoteHeader]
  /// Session variables, names in lower case.
  package var session: [String: String]
  /// What is left of the request's time; nil is without bounds.
  package var timeout: Duration?

  /// A client with its session.
  package init(clientHeaders: [RemoteHeader] = [], session: [String: String] = [:], timeout: Duration? = nil) {
    self.clientHeaders = clientHeaders
    self.session = session
    self.timeout = timeout
  }

  /// The engine itself.
  package static let engine = RemoteCaller(session: ["x-hasura-role": "admin"])

  /// The headers of a request to a server: its own, else those of the session, else the client's where they are forwarded
  /// (Hasura's `execRemoteGQ`).
  func headers(for server: RemoteServer) -> [RemoteHeader] {
    var headers: [RemoteHeader] = []
    var names: Set<String> = []
    func add(_ more: [RemoteHeader]) {
      let new = more.filter { !names.contains($0.name.lowercased()) }
      names.formUnion(new.map { $0.name.lowercased() })
      headers += new
    }
    add(server.headers)
    add(session.sorted { $0.key < $1.key }.map { RemoteHeader($0.key, $0.value) })
    if server.forwardsClientHeaders { add(ForwardedHeaders.ofRequest(clientHeaders)) }
    add([RemoteHeader("Content-Type", "application/json")])
    add([RemoteHeader("Accept", "application/json, application/graphql-response+json")])
    return headers
  }
}

/// Which headers pass through the engine.
package enum ForwardedHeaders {
  /// Headers that are about the client's connection to the engine, or about its body (Hasura's `commonClientHeadersIgnored`); with
  /// those of HTTP itself that belong to one connection (RFC 9110, section 7.6.1).
  private static let ofConnection: Set<String> = [
    "content-length", "content-md5", "user-agent", "host", "origin", "referer", "accept", "accept-encoding", "accept-language",
    "accept-datetime", "cache-control", "connection", "dnt", "content-type", "transfer-encoding", "te", "trailer", "upgrade",
    "keep-alive", "proxy-authorization", "proxy-authenticate", "proxy-connection", "expect", "sec-websocket-key",
    "sec-websocket-version", "sec-websocket-protocol", "sec-websocket-extensions",
  ]
  /// Headers that a server behind another one learns under a different name.
  private static let renamed = ["host": "X-Forwarded-Host", "user-agent": "X-Forwarded-User-Agent", "origin": "X-Forwarded-Origin"]

  /// The headers of a client's request that are forwarded where that is asked for. Session variables, and the secrets that are named
  /// like them, never pass this way.
  package static func ofRequest(_ headers: [RemoteHeader]) -> [RemoteHeader] {
    headers.compactMap { header in
      let name = header.name.lowercased()
      if let other = renamed[name] { return RemoteHeader(other, header.value) }
      return ofConnection.contains(name) || name.hasPrefix("x-hasura-") ? nil : header
    }
  }

  /// The headers of a client's request that are about the client, for a webhook that says who it is.
  package static func ofClient(_ headers: [RemoteHeader]) -> [RemoteHeader] {
    headers.filter { !ofConnection.contains($0.name.lowercased()) }
  }

  /// The headers of a remote server's answer that reach the client (Hasura's `mkSetCookieHeaders`).
  package static func ofAnswer(_ headers: [RemoteHeader]) -> [RemoteHeader] { headers.filter { $0.name.lowercased() == "set-cookie" } }
}
