package import ConnectorProtocol
package import JSON

/// What is known of a source's database when a catalog is resolved.
package enum SourceState: Equatable, Sendable {
  case available(SourceSchema, Capabilities)
  /// `reason` follows `Inconsistent object: `, e.g. `connection error`; `detail` is the driver's text for administrators.
  case unavailable(reason: String, detail: JSON? = nil)
}
