package import Errors
package import JSON

/// Where metadata is kept between starts, and shared by several hosts.
package protocol MetadataStore: Sendable {
  /// What is stored, with its version; nil when nothing was ever saved.
  func load() async throws(EngineError) -> StoredMetadata?

  /// Replaces what is stored, durably, and gives the new version.
  ///
  /// Throws ``EngineError/metadataConflict(expected:)`` when the stored version is not `version` (0: nothing is stored).
  func save(_ metadata: JSON, expecting version: Int) async throws(EngineError) -> Int
}

/// Metadata as a store gives it out.
package struct StoredMetadata: Equatable, Sendable {
  package let metadata: JSON
  /// Grows with each save.
  package let version: Int

  /// Metadata at a version.
  package init(metadata: JSON, version: Int) {
    self.metadata = metadata
    self.version = version
  }
}

extension EngineError {
  /// The client, or this host, saw an older version of the metadata than is stored.
  package static func metadataConflict(expected version: Int) -> EngineError {
    EngineError(.conflict, "metadata resource version referenced (\(version)) did not match current version")
  }
}
