package import JSON
package import NIOCore

/// How urgent a line of the log is.
package enum LogLevel: String, Sendable {
  case debug, info, warn, error
}

/// Takes what the host has to say of its connectors: an event's name and its fields. Called on any thread; must not block.
package typealias LogSink = @Sendable (LogLevel, _ event: String, _ fields: JSON) -> Void

extension ConnectorHost {
  /// Where connectors are found, where their sockets lie, and how patient the host is with them.
  package struct Configuration: Sendable {
    /// The host's own executable; sibling executables `joinery-*` are connectors.
    package var executablePath: String
    /// Folders with more `*.connector.json` files or `joinery-*` executables (`--connector-dir`), looked through last.
    package var connectorDirectories: [String]
    /// Where the answers of `--manifest` are kept between starts; nil keeps them in memory only.
    package var cacheDirectory: String?
    /// The folder that the folder of the sockets is made in; nil means `XDG_RUNTIME_DIR`, else `/tmp`.
    package var runtimeDirectory: String?
    /// The host's version, told to connectors.
    package var hostVersion: String
    /// Runs the sockets; a call uses the loop that its task runs on.
    package var eventLoopGroup: any EventLoopGroup
    /// How processes are supervised.
    package var supervision: SupervisionSettings
    /// Where the host and the connectors say what happens.
    package var log: LogSink

    /// A configuration with default times, no further folders, and no cache on disk.
    package init(
      executablePath: String, eventLoopGroup: any EventLoopGroup, log: @escaping LogSink
    ) {
      self.executablePath = executablePath
      self.eventLoopGroup = eventLoopGroup
      self.log = log
      connectorDirectories = []
      hostVersion = "0"
      supervision = SupervisionSettings()
    }
  }
}
