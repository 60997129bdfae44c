import AsyncHTTPClient

/// Sends requests to remote servers.
package struct RemoteClient: Sendable {
  private let client: HTTPClient

  package init() { client = HTTPClient(eventLoopGroupProvider: .singleton) }

  /// Ends all connections.
  package func shutDown() async throws { try await client.shutdown() }
}
