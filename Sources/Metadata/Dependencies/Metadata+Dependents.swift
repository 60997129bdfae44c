package import Errors
import JSON

extension Metadata {
  /// The declared objects that could not stay without `target`, also through others; without those that are declared on it.
  ///
  /// In the order of their texts, so that errors read the same every time.
  package func dependents(of target: DependencyTarget, foreignKeys: ForeignKeys = .unknown) -> [MetadataObjectID] {
    var found: Set<MetadataObjectID> = []
    var open = [target]
    while let next = open.popLast() {
      for dependent in directDependents(of: next, foreignKeys) where found.insert(dependent).inserted {
        if case .relationship(let name, _, let table) = dependent { open.append(.relationship(table, name)) }
        if case .remoteRelationship(let name, let table) = dependent { open.append(.relationship(table, name)) }
        if case .computedField(let name, let table) = dependent { open.append(.computedField(table, name)) }
      }
    }
    return found.sorted { $0.dependencyText < $1.dependencyText }
  }

  private func directDependents(of target: DependencyTarget, _ foreignKeys: ForeignKeys) -> [MetadataObjectID] {
    let search = DependencySearch(metadata: self, foreignKeys: foreignKeys, target: target)
    let onTables = sources.flatMap { source in
      source.tables.flatMap { search.dependents(on: $0, TableID(source: source.name, name: $0.name)) }
    }
    return onTables + search.functions() + search.remoteSchemaRelationships()
  }
}

extension EngineError {
  /// The refusal to drop something that these objects need.
  package static func dependentObjectsExist(_ dependents: [MetadataObjectID]) -> EngineError {
    let list = dependents.map(\.dependencyText).joined(separator: ", ")
    return EngineError(.dependencyError, "cannot drop due to the following dependent objects: \(list)")
  }

  /// The refusal of SQL that changes the type of a column which these objects compare with, or preset to, fixed values.
  package static func columnTypeIsNeeded(_ column: String, of table: TableName, by dependents: [MetadataObjectID]) -> EngineError {
    let list = dependents.map(\.dependencyText).joined(separator: ", ")
    return EngineError(
      .dependencyError,
      "cannot change type of column \"\(column)\" in table \"\(table)\" because of the following dependencies: \(list)")
  }
}

extension MetadataObjectID {
  /// The object as lists of dependents name it (Hasura's `reportSchemaObj`): `permission author.user.select in source "default"`.
  package var dependencyText: String {
    switch self {
    case .table(let table): "table \(table.name) in source \"\(table.source)\""
    case .relationship(let name, _, let table): Self.text("relationship", table, name)
    case .remoteRelationship(let name, let table): Self.text("remote relationship", table, name)
    case .computedField(let name, let table): Self.text("computed field", table, name)
    case .permission(let operation, let role, let table): Self.text("permission", table, "\(role).\(operation.rawValue)")
    case .eventTrigger(let name, let table): Self.text("event-trigger", table, name)
    case .function(let function): "function \(function.name) in source \"\(function.source)\""
    case .remoteSchema(let name): "remote schema \(name)"
    default: name
    }
  }

  private static func text(_ sort: String, _ table: TableID, _ name: String) -> String {
    "\(sort) \(table.name).\(name) in source \"\(table.source)\""
  }

  /// The table that the object is declared on.
  package var table: TableID? {
    switch self {
    case .table(let table), .relationship(_, _, let table), .remoteRelationship(_, let table), .computedField(_, let table),
      .permission(_, _, let table), .eventTrigger(_, let table):
      table
    default: nil
    }
  }
}
