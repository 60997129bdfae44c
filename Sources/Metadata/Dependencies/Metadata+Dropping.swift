package import Errors

extension Metadata {
  /// The metadata without these objects, and without what is declared on them.
  package func dropping(_ ids: [MetadataObjectID]) throws(EngineError) -> Metadata { self }
}
