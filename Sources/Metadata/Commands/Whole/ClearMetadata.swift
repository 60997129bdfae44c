import Errors
import JSON

/// `clear_metadata`: a source named `default` stays, without anything declared on it, as in Hasura.
///
/// Requests of Hasura's first API name no source; they would be of no use without it.
struct ClearMetadata: MetadataChange {
  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    var cleared = Metadata(kinds: metadata.kinds)
    if let source = metadata.sources["default"] {
      let kept = source.members.picking("name", "kind", "configuration", "customization", "health_check", "query_tags")
      cleared.sources["default"] = try Source(kept, kinds: metadata.kinds)
    }
    metadata = cleared
    return Touched(tolerance: .everything)
  }
}
