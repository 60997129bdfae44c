import AsyncHTTPClient
package import NIOCore
import NIOHTTP1
import Synchronization

/// Sends HTTP requests to other servers: remote schemas, webhooks.
///
/// Connections are kept and reused. The client behind it is made for the first request, so that a host without remote servers has none.
/// TLS certificates are verified, against the file that `certificateFile` names (`SSL_CERT_FILE`) or else the system's. Those of hosts on
/// the allowlist need only be of today; connections to such hosts are not shared with requests for which the host is not on the list.
package final class RemoteClient: Sendable {
  private let group: any EventLoopGroup
  private let certificateFile: String?
  private let allowlist: @Sendable () -> TLSAllowlist
  private let state = Mutex(State.unused)

  private enum State {
    case unused
    case open(HTTPClient)
    case ended
  }

  /// A client whose connections run on the event loops of `group`. `allowlist` is asked for each request that brings none of its own.
  package init(
    group: any EventLoopGroup, certificateFile: String?, allowlist: @escaping @Sendable () -> TLSAllowlist = { TLSAllowlist() }
  ) {
    self.group = group
    self.certificateFile = certificateFile
    self.allowlist = allowlist
  }

  /// Ends all connections; requests fail from now on.
  package func shutDown() async {
    let open = state.withLock { state -> HTTPClient? in
      defer { state = .ended }
      if case .open(let client) = state { return client }
      return nil
    }
    // Fails only for connections that are closed already.
    try? await open?.shutdown()
  }

  /// Sends a request and reads the whole answer.
  ///
  /// The call ends within the request's timeout, however slowly bytes come, and stops reading an answer larger than it may be.
  /// Redirects are not followed: an answer is taken from the server that was asked or not at all.
  package func send(_ request: RemoteRequest) async throws(RemoteFailure) -> RemoteResponse {
    do {
      let client = try client()
      let isAllowed = (request.tlsAllowlist ?? allowlist()).contains(serverOf: request.url)
      return try await Self.within(request.timeout) { try await Self.exchange(request, over: client, isAllowed) }
    } catch {
      throw RemoteFailure(error, url: request.url)
    }
  }

  private func client() throws(RemoteFailure) -> HTTPClient {
    let client = state.withLock { state -> HTTPClient? in
      switch state {
      case .open(let client): return client
      case .ended: return nil
      case .unused:
        let client = HTTPClient(eventLoopGroup: group, configuration: configuration)
        state = .open(client)
        return client
      }
    }
    guard let client else { throw RemoteFailure(.other, "the engine is shutting down") }
    return client
  }

  private var configuration: HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.decompression = .enabled(limit: .size(RemoteRequest.largestAnswer))
    configuration.connectionPool.idleTimeout = .seconds(60)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    // A server that refuses connections is told at once; whoever asks decides whether to ask again.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.tlsConfiguration = .makeClientConfiguration()
    if let certificateFile { configuration.tlsConfiguration?.trustRoots = .file(certificateFile) }
    // Called between the handshake and the first request.
    configuration.http1_1ConnectionDebugInitializer = { PeerCertificate.check($0) }
    configuration.http2ConnectionDebugInitializer = { PeerCertificate.check($0) }
    return configuration
  }

  private static func exchange(
    _ request: RemoteRequest, over client: HTTPClient, _ isAllowed: Bool
  ) async throws -> RemoteResponse {
    var outgoing = HTTPClientRequest(url: request.url)
    if isAllowed { outgoing.tlsConfiguration = PeerCertificate.ofAnySigner }
    outgoing.method = HTTPMethod(rawValue: request.method)
    for header in request.headers { outgoing.headers.add(name: header.name, value: header.value) }
    if !outgoing.headers.contains(name: "User-Agent") { outgoing.headers.add(name: "User-Agent", value: "joinery") }
    if let body = request.body { outgoing.body = .bytes(ByteBuffer(bytes: body)) }
    let response = try await head(of: outgoing, over: client, .now() + request.timeout.amount, request.isRepeatable)
    let headers = response.headers.map { RemoteHeader($0.name, $0.value) }
    var bytes: [UInt8] = []
    if let announced = headers.first(named: "content-length").flatMap({ Int($0) }), announced > request.largestAnswer {
      throw RemoteFailure.tooLarge(request)
    }
    for try await chunk in response.body {
      guard bytes.count + chunk.readableBytes <= request.largestAnswer else { throw RemoteFailure.tooLarge(request) }
      bytes.append(contentsOf: chunk.readableBytesView)
    }
    return RemoteResponse(status: Int(response.status.code), headers: headers, body: bytes)
  }

  /// Sends a request and waits for the head of the answer.
  ///
  /// A server may end a kept connection at the very moment that it is used again (RFC 9112, section 9.3.1): what may be repeated is then
  /// sent anew, once.
  private static func head(
    of request: HTTPClientRequest, over client: HTTPClient, _ deadline: NIODeadline, _ isRepeatable: Bool
  ) async throws -> HTTPClientResponse {
    do {
      return try await client.execute(request, deadline: deadline)
    } catch let error where isRepeatable && RemoteFailure.isEndOfConnection(error) {
      return try await client.execute(request, deadline: deadline)
    }
  }

  /// The client's own deadline covers an answer up to its head only; a body may drip for ever.
  private static func within<Result: Sendable>(
    _ timeout: Duration, _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
      group.addTask(operation: body)
      group.addTask {
        try await Task.sleep(for: timeout)
        throw RemoteFailure(.timeout, "Response timeout")
      }
      defer { group.cancelAll() }
      guard let result = try await group.next() else { throw CancellationError() }
      return result
    }
  }
}

extension Duration {
  fileprivate var amount: TimeAmount {
    .nanoseconds(Int64(clamping: components.seconds).multipliedClamping(by: 1_000_000_000) + components.attoseconds / 1_000_000_000)
  }
}

extension Int64 {
  fileprivate func multipliedClamping(by factor: Int64) -> Int64 {
    let (product, overflows) = multipliedReportingOverflow(by: factor)
    return overflows ? .max / 2 : Swift.min(product, .max / 2)
  }
}
