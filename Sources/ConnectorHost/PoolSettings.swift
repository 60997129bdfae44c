private import Glibc

/// How many connections a source may have and how long they live: Hasura's `pool_settings` and `connection_lifetime`.
package struct PoolSettings: Equatable, Sendable {
  /// Connections of this host process to the source. Hasura's default is 50; small pools have the better tail latency, hence 4 per core.
  package var maximumConnections: Int
  /// How long a connection may wait for a request before it is closed.
  package var idleTimeout = Duration.seconds(180)
  /// How often a failed attempt to connect is repeated.
  package var retries = 1
  /// How long a request waits for a free connection; nil waits as long as the request itself may take.
  package var poolTimeout: Duration?
  /// The age at which a connection is not used again; nil means never.
  package var connectionLifetime: Duration? = .seconds(600)

  /// Hasura's defaults, but for the size.
  package init(maximumConnections: Int = Self.defaultMaximum) {
    self.maximumConnections = maximumConnections
  }

  /// 4 per core.
  package static let defaultMaximum = max(4, 4 * sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
