package import ConnectorProtocol
package import Errors

/// The connectors of this host: found, started when first needed, supervised, and ended with it.
package final class ConnectorHost: Sendable {
  private let configuration: Configuration

  package init(configuration: Configuration) {
    self.configuration = configuration
  }

  /// Every connector that was found, in the order of discovery; of two that serve the same kind the first is used.
  package func manifests() -> [DiscoveredConnector] { [] }

  /// What the connector of a kind can do. Starts its process if it does not run.
  package func capabilities(ofKind kind: String) async throws(EngineError) -> Capabilities {
    throw EngineError(.notSupported, "unknown kind of source: \(kind)")
  }

  /// A handle on a source. Does nothing yet: processes and connections are made by the first call.
  ///
  /// `configuration` is the source's configuration as JSON text, environment references resolved; it holds credentials and is only ever
  /// sent in the call that opens a connection.
  package func source(
    name: String, kind: String, configuration: String, pool: PoolSettings = PoolSettings()
  ) -> SourceHandle {
    SourceHandle(name: name, kind: kind)
  }

  /// Ends every connector, politely first, and removes the sockets.
  package func shutdown() async {}
}
