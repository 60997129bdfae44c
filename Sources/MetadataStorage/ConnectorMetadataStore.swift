package import ConnectorHost
package import Errors
package import JSON
package import Metadata

/// A metadata store in a database that a connector reaches: the host itself links no driver.
package final class ConnectorMetadataStore: MetadataStore {
  private let source: SourceHandle

  /// How often the store is asked what became of a save whose answer was lost.
  private static let inquiries = 3
  /// Milliseconds: a store that is connected and silent must not keep every command waiting for ever.
  private static let deadline: UInt32 = 60_000

  /// A store in the database of `source`, whose connector must have the feature `metadata_store`.
  package init(_ source: SourceHandle) { self.source = source }

  /// What is stored, with its version; nil when nothing was ever saved. The store is made in the database if it is not there.
  package func load() async throws(EngineError) -> StoredMetadata? {
    let stored = try await source.loadMetadata(context: .init(deadline: Self.deadline))
    guard let text = stored.metadata else { return nil }
    do {
      return StoredMetadata(metadata: try JSON(parsing: text), version: Int(stored.version))
    } catch {
      throw EngineError(.unexpected, "the stored metadata is not JSON: \(error)")
    }
  }

  /// Replaces what is stored, durably, and gives the new version.
  ///
  /// A save is never repeated blindly: when the connection broke before its answer, the store is read again, and its version and content say
  /// whether the save took place.
  package func save(_ metadata: JSON, expecting version: Int) async throws(EngineError) -> Int {
    let text = metadata.text
    switch try await source.saveMetadata(text, expecting: Int64(version), context: .init(deadline: Self.deadline)) {
    case .saved(let saved): return Int(saved)
    case .conflict: throw .metadataConflict(expected: version)
    case .unknown(let reason): return try await inquire(text, metadata, version, reason)
    }
  }

  /// Finds out whether a save took place.
  ///
  /// An unchanged version means that it did not and, since the connection that carried it is gone, never will: it is made once more. Any newer
  /// version with our content is ours or as good as ours.
  private func inquire(_ text: String, _ metadata: JSON, _ version: Int, _ reason: String) async throws(EngineError) -> Int {
    var reason = reason
    for _ in 0..<Self.inquiries {
      let stored = try await load()
      let current = stored?.version ?? 0
      if current != version {
        guard let stored, stored.metadata == metadata else { throw .metadataConflict(expected: version) }
        return current
      }
      switch try await source.saveMetadata(text, expecting: Int64(version), context: .init(deadline: Self.deadline)) {
      case .saved(let saved): return Int(saved)
      // The first save took place after we looked.
      case .conflict: continue
      case .unknown(let next): reason = next
      }
    }
    throw EngineError(.unexpected, "it is unknown whether the metadata was saved: \(reason)")
  }
}
