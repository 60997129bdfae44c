package import JSON

/// What a metadata request asks for, decoded and checked for shape.
package enum Command: Sendable {
  /// Changes metadata: ``Metadata/applying(_:foreignKeys:)``.
  case change(any MetadataChange)
  /// Reads metadata or its inconsistencies.
  case read(MetadataRead)
  /// Is done by a source's connector.
  case source(SourceRequest)
  /// Introspects again, keeping the metadata.
  case reload(ReloadRequest)
  /// Drops every inconsistent object: ``Metadata/dropping(_:)``.
  case dropInconsistent
  /// Several requests; the answer is the array of their answers.
  case bulk(BulkMode, [MetadataRequest])
}

/// A question about metadata.
package enum MetadataRead: Equatable, Sendable {
  /// `{"resource_version": ..., "metadata": ...}` in version 2, the metadata itself in version 1.
  case export
  case inconsistencies
  case sourceKinds
  case sourceKindCapabilities(kind: String)
  case cronTriggers
  /// A list of a source's declaration, e.g. `native_queries`, as it was given.
  case entries(String, SourceTarget)
  /// What a remote schema's server answered when it was asked for its schema.
  case remoteSchema(String)
}

/// How the requests of a bulk follow each other.
package enum BulkMode: Sendable {
  /// `bulk`: in order, stops at the first error; the whole is undone where Hasura undoes it (metadata).
  case sequential
  /// `bulk_keep_going`: in order; an error becomes the element's answer.
  case keepGoing
  /// `bulk_atomic`: only metadata changes, resolved once at the end.
  case atomic
  /// `concurrent_bulk`: only reads, in any order.
  case concurrent
}

/// What `reload_metadata` and `reload_remote_schema` ask for.
package struct ReloadRequest: Equatable, Sendable {
  /// All objects of a sort, or those named.
  package enum Scope: Equatable, Sendable {
    case all
    case named([String])
  }

  package let sources: Scope
  package let remoteSchemas: Scope
  package let recreateEventTriggers: Scope
  /// Whether it is `reload_remote_schema`, which is refused when the remote schema becomes inconsistent.
  package let isOfRemoteSchema: Bool

  /// A request to introspect these again.
  package init(sources: Scope, remoteSchemas: Scope, recreateEventTriggers: Scope, isOfRemoteSchema: Bool = false) {
    self.isOfRemoteSchema = isOfRemoteSchema
    self.sources = sources
    self.remoteSchemas = remoteSchemas
    self.recreateEventTriggers = recreateEventTriggers
  }
}

/// Work that a connector does on a source.
package enum SourceRequest: Sendable {
  case runSQL(RunSQL)
  /// The names of all tables, tracked or not.
  case listTables(SourceTarget)
  /// The columns and keys of one table.
  case describeTable(TableTarget)
  case suggestRelationships(SourceTarget, JSONObject)
  /// Rows, in the language of the first Hasura API.
  case data(DataRequest)
}

/// SQL to be run as it is.
package struct RunSQL: Equatable, Sendable {
  package let target: SourceTarget
  package let sql: String
  /// Whether dependents of what the SQL drops are dropped from metadata; else they refuse it.
  package let cascade: Bool
  /// Whether metadata is compared with the database afterwards; nil means unless the SQL changes no schema.
  package let checksMetadataConsistency: Bool?
  package let readOnly: Bool
  /// Whether the statements run one by one, each for itself: for those that refuse to run in a transaction.
  package let isOutsideOfTransaction: Bool
}
