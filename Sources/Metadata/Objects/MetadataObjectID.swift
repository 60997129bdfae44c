/// Which declared object is meant, in errors and lists of inconsistencies.
package enum MetadataObjectID: Hashable, Sendable {
  case source(String)
  case table(TableID)
  case relationship(String, Relationship.Cardinality, TableID)
  case remoteRelationship(String, TableID)
  case computedField(String, TableID)
  case permission(Permission.Operation, role: String, TableID)
  case eventTrigger(String, TableID)
  case function(TableID)
  case functionPermission(role: String, function: TableID)
  case nativeQuery(String, source: String)
  case logicalModel(String, source: String)
  case storedProcedure(TableID)
  case remoteSchema(String)
  case remoteSchemaPermission(role: String, schema: String)
  case remoteSchemaRemoteRelationship(String, type: String, schema: String)
  case customTypes
  case action(String)
  case actionPermission(role: String, action: String)
  case cronTrigger(String)
  case inheritedRole(String)
  case restEndpoint(String)
}

/// A table, or a function, of a source.
package struct TableID: Hashable, Sendable {
  package let source: String
  package let name: TableName

  /// The table `name` of `source`.
  package init(source: String, name: TableName) {
    self.source = source
    self.name = name
  }
}

extension MetadataObjectID {
  /// The word for this sort of object that inconsistencies show as `type`.
  package var typeName: String {
    switch self {
    case .source: "source"
    case .table: "table"
    case .relationship(_, let cardinality, _): "\(cardinality.rawValue)_relation"
    case .remoteRelationship: "remote_relationship"
    case .computedField: "computed_field"
    case .permission(let operation, _, _): "\(operation.rawValue)_permission"
    case .eventTrigger: "event_trigger"
    case .function: "function"
    case .functionPermission: "function_permission"
    case .nativeQuery: "native_query"
    case .logicalModel: "logical_model"
    case .storedProcedure: "stored_procedure"
    case .remoteSchema: "remote_schema"
    case .remoteSchemaPermission: "remote_schema_permission"
    case .remoteSchemaRemoteRelationship: "remote_schema_remote_relationship"
    case .customTypes: "custom_types"
    case .action: "action"
    case .actionPermission: "action_permission"
    case .cronTrigger: "cron_trigger"
    case .inheritedRole: "inherited_role"
    case .restEndpoint: "rest_endpoint"
    }
  }

  /// The object as Hasura names it (`moiName`): `remote_relationship user in table orders in source default`.
  package var name: String {
    switch self {
    case .relationship(let name, _, let table), .remoteRelationship(let name, let table), .computedField(let name, let table),
      .permission(_, let name, let table), .eventTrigger(let name, let table):
      "\(typeName) \(name) in table \(table.text)"
    case .table(let table), .function(let table), .storedProcedure(let table): "\(typeName) \(table.text)"
    case .functionPermission(let role, let function): "\(typeName) \(role) permission for function \(function.text)"
    case .nativeQuery(let name, let source), .logicalModel(let name, let source): "\(typeName) \(name) in source \(source)"
    case .remoteSchemaPermission(let role, let schema): "\(typeName) \(role) permission in remote schema \(schema)"
    case .remoteSchemaRemoteRelationship(let name, let type, let schema):
      "\(typeName) \(name) on type \(type) in remote schema \(schema)"
    case .actionPermission(let role, let action): "\(typeName) \(role) permission in \(action)"
    case .customTypes: "\(typeName) \(typeName)"
    case .inheritedRole(let name): "\(typeName) inherited role \(name)"
    case .source(let name), .remoteSchema(let name), .action(let name), .cronTrigger(let name), .restEndpoint(let name):
      "\(typeName) \(name)"
    }
  }
}

extension TableID {
  /// `author in source default`.
  package var text: String { "\(name.text) in source \(source)" }
}
