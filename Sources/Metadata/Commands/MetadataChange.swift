package import Errors

/// A command that changes metadata and needs nothing else.
package protocol MetadataChange: Sendable {
  /// Makes the change, with the checks that need no database, and says what it concerns.
  ///
  /// `foreignKeys` answers what only databases know. Errors carry a path relative to the command's `args`.
  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched

  /// How success is answered.
  var answer: ChangeAnswer { get }
}

extension MetadataChange {
  package var answer: ChangeAnswer { .success }
}

/// The body of a successful change.
package enum ChangeAnswer: Sendable {
  /// `{"message": "success"}`, with `warnings` when there are any.
  case success
  /// `{"is_consistent": ..., "inconsistent_objects": [...]}`.
  case consistency
}

extension Metadata {
  /// The metadata after a change, and what the change concerns. This metadata stays as it is.
  ///
  /// Errors carry a path from the request's root (`$.args...`).
  package func applying(
    _ change: any MetadataChange, foreignKeys: ForeignKeys = .unknown
  ) throws(EngineError) -> (metadata: Metadata, touched: Touched) {
    var metadata = self
    let touched = try at(.key("args")) { () throws(EngineError) in try change.apply(to: &metadata, foreignKeys: foreignKeys) }
    return (metadata, touched)
  }
}
