import Errors
package import JSON

/// A table or view that the user exposes, with all that is declared on it.
///
/// Immutable and shared: changing one table of thousands copies references, and decodes that one table.
package final class TrackedTable: Sendable {
  package let name: TableName
  package let configuration: TableConfiguration
  package let isEnum: Bool
  package let objectRelationships: [Relationship]
  package let arrayRelationships: [Relationship]
  package let remoteRelationships: [RemoteRelationship]
  package let computedFields: [ComputedField]
  package let permissions: [Permission]
  package let eventTriggers: [JSONObject]
  /// Every key that the user gave, also those without a typed view.
  package let json: JSONObject

  convenience init(_ json: JSONObject, naming: TableNaming) throws(EngineError) {
    try self.init(json, name: try Arguments(json).read("table", naming.name), naming: naming)
  }

  /// A table whose name is not that of its declaration.
  init(_ json: JSONObject, name: TableName, naming: TableNaming) throws(EngineError) {
    let arguments = Arguments(json)
    self.json = json
    self.name = name
    configuration = try arguments.readObject("configuration", as: "TableConfig", TableConfiguration.init)
    isEnum = try arguments.flag("is_enum")
    objectRelationships = try Self.relationships(arguments, .object, naming)
    arrayRelationships = try Self.relationships(arguments, .array, naming)
    remoteRelationships = try arguments.list("remote_relationships") { value throws(EngineError) in
      try RemoteRelationship(try Expect.object(value, as: "RemoteRelationship"))
    }
    computedFields = try arguments.list("computed_fields") { value throws(EngineError) in
      try ComputedField(try Expect.object(value, as: "ComputedFieldMetadata"), naming: naming)
    }
    permissions = try Self.permissions(arguments)
    eventTriggers = try arguments.objects("event_triggers")
    try refuseRepeatedNames()
  }

  private func refuseRepeatedNames() throws(EngineError) {
    try Expect.unique(objectRelationships.map(\.name), "object relationships")
    try Expect.unique(arrayRelationships.map(\.name), "array relationships")
    try Expect.unique(remoteRelationships.map(\.name), "remote relationships")
    try Expect.unique(computedFields.map(\.name), "computed fields")
    for operation in Permission.Operation.allCases {
      try Expect.unique(permissions.filter { $0.operation == operation }.map(\.role), "\(operation.rawValue) permissions")
    }
  }

  private static func relationships(
    _ arguments: Arguments, _ cardinality: Relationship.Cardinality, _ naming: TableNaming
  ) throws(EngineError) -> [Relationship] {
    try arguments.list("\(cardinality.rawValue)_relationships") { value throws(EngineError) in
      try Relationship(try Expect.object(value, as: "RelDef"), cardinality: cardinality, naming: naming)
    }
  }

  private static func permissions(_ arguments: Arguments) throws(EngineError) -> [Permission] {
    var permissions: [Permission] = []
    for operation in Permission.Operation.allCases {
      permissions += try arguments.list(operation.listKey) { value throws(EngineError) in
        try Permission(try Expect.object(value, as: "PermDef"), operation: operation)
      }
    }
    return permissions
  }
}

extension TrackedTable {
  /// Object relationships, then array relationships.
  package var relationships: [Relationship] { objectRelationships + arrayRelationships }

  /// The local relationship of this name.
  package func relationship(_ name: String) -> Relationship? { relationships.first { $0.name == name } }

  /// The remote relationship of this name.
  package func remoteRelationship(_ name: String) -> RemoteRelationship? { remoteRelationships.first { $0.name == name } }

  /// The computed field of this name.
  package func computedField(_ name: String) -> ComputedField? { computedFields.first { $0.name == name } }

  /// The permission of a role for an operation, as declared (inherited roles are the Catalog's matter).
  package func permission(_ operation: Permission.Operation, role: String) -> Permission? {
    permissions.first { $0.operation == operation && $0.role == role }
  }

  /// Whether a relationship of any sort or a computed field has this name.
  package func declaresField(_ name: String) -> Bool {
    relationship(name) != nil || remoteRelationship(name) != nil || computedField(name) != nil
  }
}

extension TrackedTable: Equatable {
  package static func == (left: TrackedTable, right: TrackedTable) -> Bool { left === right || left.json == right.json }
}
