import Errors
package import JSON

/// A relationship that leaves its source: to a table of another source, or to a field of a remote schema.
package struct RemoteRelationship: Equatable, Sendable {
  package let name: String
  package let definition: Definition
  package let json: JSONObject

  /// Where the relationship leads.
  package enum Definition: Equatable, Sendable {
    case toSource(ToSource)
    case toRemoteSchema(ToRemoteSchema)
  }

  /// A relationship to a table of a source, which may be of another kind.
  package struct ToSource: Equatable, Sendable {
    package let source: String
    /// As given: how it is read depends on the kind of the target (``Metadata/target(of:)``).
    package let table: JSON
    package let cardinality: Relationship.Cardinality
    /// Own column to target's column, in the order given.
    package let fieldMapping: [ColumnPair]
    /// What decides whether two texts are equal: `target` leaves it to the target's collation, nil means bytewise.
    package let collation: String?
  }

  /// A relationship to a field of a remote schema.
  package struct ToRemoteSchema: Equatable, Sendable {
    package let remoteSchema: String
    /// The own columns and computed fields that the arguments use.
    package let lhsFields: [String]
    /// From a field of the query root to the one that is shown.
    package let path: [RemoteFieldCall]
    /// How keys are asked for in one list; nil asks for each key by itself.
    package let batch: Batch?
  }

  /// One call of the remote field for all keys: `{"key": "id", "relationship_type": "object"}`.
  package struct Batch: Equatable, Sendable {
    /// The field of the answered objects that says to which key an object belongs.
    package let key: String
    /// Whether a key has one object, or all that carry it.
    package let cardinality: Relationship.Cardinality
  }

  init(_ json: JSONObject) throws(EngineError) {
    let arguments = Arguments(json)
    self.json = json
    name = try arguments.name("name")
    definition = try arguments.read("definition") { value throws(EngineError) in
      try Definition(try Expect.object(value, as: "RemoteRelationshipDefinition"))
    }
  }
}

extension RemoteRelationship.Definition {
  /// Reads the stored forms, including the one of Hasura 1 (`{remote_schema, hasura_fields, remote_field}`).
  init(_ json: JSONObject) throws(EngineError) {
    let arguments = Arguments(json)
    if arguments.optional("remote_schema") != nil {
      self = .toRemoteSchema(try Self.remoteSchema(arguments, fields: "hasura_fields"))
      return
    }
    switch (
      try arguments.optionalObject("to_source", as: "to_source"), try arguments.optionalObject("to_remote_schema", as: "to_remote_schema")
    ) {
    case (let source?, nil):
      self = .toSource(try at(.key("to_source")) { () throws(EngineError) in try Self.source(Arguments(source)) })
    case (nil, let schema?):
      self = .toRemoteSchema(
        try at(.key("to_remote_schema")) { () throws(EngineError) in try Self.remoteSchema(Arguments(schema), fields: "lhs_fields") })
    default:
      throw EngineError(.parseFailed, "remote relationship definition expects exactly one of: to_source, to_remote_schema")
    }
  }

  private static func source(_ arguments: Arguments) throws(EngineError) -> RemoteRelationship.ToSource {
    RemoteRelationship.ToSource(
      source: try arguments.string("source"),
      table: try arguments.value("table"),
      cardinality: try arguments.read("relationship_type", cardinality),
      fieldMapping: try arguments.read("field_mapping", ColumnPair.pairs),
      collation: try arguments.optionalString("collation"))
  }

  private static func remoteSchema(_ arguments: Arguments, fields: String) throws(EngineError) -> RemoteRelationship.ToRemoteSchema {
    RemoteRelationship.ToRemoteSchema(
      remoteSchema: try arguments.name("remote_schema"),
      lhsFields: try arguments.strings(fields),
      path: try arguments.read("remote_field", RemoteFieldCall.path),
      batch: try arguments.optionalObject("batch", as: "RemoteBatch").map { batch throws(EngineError) in
        try at(.key("batch")) { () throws(EngineError) in try Self.batch(Arguments(batch)) }
      })
  }

  private static func batch(_ arguments: Arguments) throws(EngineError) -> RemoteRelationship.Batch {
    RemoteRelationship.Batch(key: try arguments.name("key"), cardinality: try arguments.read("relationship_type", cardinality))
  }

  private static func cardinality(_ json: JSON) throws(EngineError) -> Relationship.Cardinality {
    guard let cardinality = Relationship.Cardinality(rawValue: try Expect.string(json)) else {
      throw EngineError(.parseFailed, "expecting either 'object' or 'array' for rel_type")
    }
    return cardinality
  }
}
