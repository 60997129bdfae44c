package import ConnectorProtocol

/// A connector that can be started.
package struct DiscoveredConnector: Equatable, Sendable {
  /// What it says of itself.
  package var manifest: Manifest
  /// The absolute path of the program to start.
  package var command: String
  /// Where it was found: an executable or a manifest file.
  package var origin: String

  /// A connector with this manifest, started by `command`.
  package init(manifest: Manifest, command: String, origin: String) {
    self.manifest = manifest
    self.command = command
    self.origin = origin
  }
}
