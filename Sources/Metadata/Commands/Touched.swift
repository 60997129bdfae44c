package import JSON

/// What a change concerns: what must be introspected, and which inconsistencies are its fault.
package struct Touched: Equatable, Sendable {
  /// Sources whose connection is new or changed: to be opened and introspected as a whole.
  package var sources: Set<String> = []
  /// Tables and functions that were not tracked before.
  package var tables: Set<TableID> = []
  /// Remote schemas whose definition is new or changed.
  package var remoteSchemas: Set<String> = []
  /// Objects that the change declares; the first is the one it is about.
  package var created: [MetadataObjectID] = []
  package var tolerance: Tolerance = .nothingNew
  /// Whether what refuses one of `created` is answered as the error that it is, not as an inconsistency.
  package var answersCause = false
  /// Parts of the change that were left out.
  package var warnings: [MetadataWarning] = []

  /// Which inconsistencies, found when the changed metadata is resolved, refuse the change.
  package enum Tolerance: Sendable {
    /// One of `created`: its reason is the error (code `invalid-configuration` unless it has its own), `internal` lists it.
    /// Any other new one: as `nothingNew`.
    case createdMustBeConsistent
    /// Any that was not there before: 400 `unexpected`, `cannot continue due to new inconsistent metadata`.
    case nothingNew
    /// Any at all: 400 `unexpected`, `cannot continue due to inconsistent metadata`.
    case none
    /// None refuses it.
    case everything
    /// Those of `created` are dropped from the change and become warnings; when all are, 400 `metadata-warnings`.
    case createdBecomeWarnings
  }
}

extension Touched {
  /// What a change concerns that concerns nothing.
  package static let nothing = Touched()

  /// What two changes, made one after the other and resolved once, concern together (`bulk_atomic`).
  package func followed(by next: Touched) -> Touched {
    let isDemanding = tolerance == .createdMustBeConsistent || next.tolerance == .createdMustBeConsistent
    return Touched(
      sources: sources.union(next.sources), tables: tables.union(next.tables),
      remoteSchemas: remoteSchemas.union(next.remoteSchemas), created: created + next.created,
      tolerance: isDemanding ? .createdMustBeConsistent : next.tolerance, answersCause: answersCause || next.answersCause,
      warnings: warnings + next.warnings)
  }
}

/// A part of a change that was left out although the rest was done.
package struct MetadataWarning: Equatable, Sendable {
  /// Hasura's word: `track-table-failed`, `untrack-table-failed`.
  package let code: String
  package let message: String
  package let object: MetadataObjectID

  /// A warning about an object.
  package init(code: String, message: String, object: MetadataObjectID) {
    self.code = code
    self.message = message
    self.object = object
  }

  /// As it stands in `warnings` and in the `internal` of a `metadata-warnings` error.
  package var json: JSON {
    ["code": .string(code), "message": .string(message), "name": .string(object.name), "type": .string(object.typeName)]
  }
}
