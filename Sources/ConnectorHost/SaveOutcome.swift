/// What became of a save of metadata.
package enum SaveOutcome: Equatable, Sendable {
  /// It is durable, with this version.
  case saved(Int64)
  /// The stored version is not the expected one; nothing was changed.
  case conflict
  /// The connection broke before the answer: only the store knows.
  case unknown(reason: String)
}
