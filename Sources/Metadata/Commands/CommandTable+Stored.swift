import Errors
import JSON

extension CommandTable {
  /// Commands about lists at the top of metadata that are kept without being interpreted here.
  static let topLists: [String: Decode] = [
    "create_action": { context throws(EngineError) in
      .change(try StoreEntry(context, .actions, .add, check: StoredChecks.action))
    },
    "update_action": { context throws(EngineError) in
      .change(try StoreEntry(context, .actions, .update, check: StoredChecks.action))
    },
    "drop_action": { context throws(EngineError) in .change(try StoreEntry(context, .actions, .drop)) },
    "create_action_permission": { context throws(EngineError) in .change(try StoreSubentry(context, .actionPermission, isDrop: false)) },
    "drop_action_permission": { context throws(EngineError) in .change(try StoreSubentry(context, .actionPermission, isDrop: true)) },
    "create_query_collection": { context throws(EngineError) in
      .change(try StoreEntry(context, .queryCollections, .add, check: StoredChecks.queryCollection))
    },
    "rename_query_collection": { context throws(EngineError) in .change(try RenameQueryCollection(context)) },
    "drop_query_collection": { context throws(EngineError) in .change(try DropQueryCollection(context)) },
    "add_query_to_collection": { context throws(EngineError) in .change(try StoreSubentry(context, .collectedQuery, isDrop: false)) },
    "drop_query_from_collection": { context throws(EngineError) in .change(try StoreSubentry(context, .collectedQuery, isDrop: true)) },
    "add_collection_to_allowlist": { context throws(EngineError) in .change(try AllowlistEntry(context, .add)) },
    "update_scope_of_collection_in_allowlist": { context throws(EngineError) in .change(try AllowlistEntry(context, .updateScope)) },
    "drop_collection_from_allowlist": { context throws(EngineError) in .change(try AllowlistEntry(context, .drop)) },
    "create_rest_endpoint": { context throws(EngineError) in
      .change(try StoreEntry(context, .restEndpoints, .add, check: StoredChecks.restEndpoint))
    },
    "drop_rest_endpoint": { context throws(EngineError) in .change(try StoreEntry(context, .restEndpoints, .drop)) },
    "create_cron_trigger": { context throws(EngineError) in
      let replaces = context.args["replace"]?.boolValue ?? false
      return .change(try StoreEntry(context, .cronTriggers, replaces ? .update : .add, check: StoredChecks.cronTrigger))
    },
    "delete_cron_trigger": { context throws(EngineError) in .change(try StoreEntry(context, .cronTriggers, .drop)) },
    "add_inherited_role": { context throws(EngineError) in
      .change(try StoreEntry(context, .inheritedRoles, .put, check: StoredChecks.inheritedRole))
    },
    "drop_inherited_role": { context throws(EngineError) in .change(try StoreEntry(context, .inheritedRoles, .drop)) },
  ]

  /// Commands about single values at the top of metadata.
  static let topMembers: [String: Decode] = [
    "set_custom_types": { context throws(EngineError) in
      .change(try StoreMember(set: "custom_types", context, created: [.customTypes]))
    },
    "set_api_limits": { context throws(EngineError) in .change(try StoreMember(set: "api_limits", context)) },
    "remove_api_limits": { _ in .change(StoreMember(remove: "api_limits")) },
    "set_metrics_config": { context throws(EngineError) in .change(try StoreMember(set: "metrics_config", context)) },
    "remove_metrics_config": { _ in .change(StoreMember(remove: "metrics_config")) },
    "set_opentelemetry_config": { context throws(EngineError) in .change(try StoreMember(set: "opentelemetry", context)) },
    "set_graphql_schema_introspection_options": { context throws(EngineError) in
      .change(try StoreMember(set: "graphql_schema_introspection", context))
    },
    "set_graphql_introspection_options": { context throws(EngineError) in
      .change(try StoreMember(set: "graphql_schema_introspection", context))
    },
    "add_host_to_tls_allowlist": { context throws(EngineError) in .change(try TLSAllowlistEntry(adding: context)) },
    "drop_host_from_tls_allowlist": { context throws(EngineError) in .change(try TLSAllowlistEntry(dropping: context)) },
  ]

  /// Commands about remote schemas.
  static let remoteSchemas: [String: Decode] = [
    "add_remote_schema": { context throws(EngineError) in
      .change(try StoreEntry(context, .remoteSchemas, .add, check: StoredChecks.remoteSchema))
    },
    "update_remote_schema": { context throws(EngineError) in
      .change(try StoreEntry(context, .remoteSchemas, .update, check: StoredChecks.remoteSchema))
    },
    "remove_remote_schema": { context throws(EngineError) in .change(try StoreEntry(context, .remoteSchemas, .drop)) },
    "add_remote_schema_permissions": { context throws(EngineError) in
      .change(try StoreSubentry(context, .remoteSchemaPermission, isDrop: false))
    },
    "drop_remote_schema_permissions": { context throws(EngineError) in
      .change(try StoreSubentry(context, .remoteSchemaPermission, isDrop: true))
    },
    "create_remote_schema_remote_relationship": { context throws(EngineError) in
      .change(try RemoteSchemaRelationship(context, .create))
    },
    "update_remote_schema_remote_relationship": { context throws(EngineError) in
      .change(try RemoteSchemaRelationship(context, .update))
    },
    "delete_remote_schema_remote_relationship": { context throws(EngineError) in
      .change(try RemoteSchemaRelationship(context, .delete))
    },
  ]
}
