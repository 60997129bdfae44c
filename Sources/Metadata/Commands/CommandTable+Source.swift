import Errors
import JSON

extension CommandTable {
  /// Commands about a source that only exist with the prefix of a kind.
  static let ofSourceWithPrefix: [String: Decode] = [
    "add_source": { context throws(EngineError) in
      guard let kind = context.kind else { throw EngineError(.parseFailed, "unknown metadata command \"add_source\"") }
      return .change(try AddSource(context, kind: kind))
    },
    "update_source": { context throws(EngineError) in .change(try UpdateSource(context)) },
    "drop_source": { context throws(EngineError) in .change(try DropSource(context)) },
  ]

  /// Commands about a source, `default` when they name none; with or without the prefix of a kind.
  static let ofSource: [String: Decode] = tables.merging(fields) { first, _ in first }
    .merging(permissions) { first, _ in first }
    .merging(functions) { first, _ in first }
    .merging(connectorWork) { first, _ in first }
    .merging(storedInSource) { first, _ in first }
    .merging(nativeQueries) { first, _ in first }

  private static let nativeQueries: [String: Decode] = [
    "track_native_query": { context throws(EngineError) in .change(try TrackNativeQuery(context, isUntrack: false)) },
    "untrack_native_query": { context throws(EngineError) in .change(try TrackNativeQuery(context, isUntrack: true)) },
    "get_native_query": { context throws(EngineError) in
      .read(.entries("native_queries", try context.source(context.arguments(as: "GetNativeQuery"))))
    },
    "track_logical_model": { context throws(EngineError) in .change(try TrackLogicalModel(context, isUntrack: false)) },
    "untrack_logical_model": { context throws(EngineError) in .change(try TrackLogicalModel(context, isUntrack: true)) },
    "get_logical_model": { context throws(EngineError) in
      .read(.entries("logical_models", try context.source(context.arguments(as: "GetLogicalModel"))))
    },
    "create_logical_model_select_permission": { context throws(EngineError) in
      .change(try LogicalModelPermission(context, isDrop: false))
    },
    "drop_logical_model_select_permission": { context throws(EngineError) in .change(try LogicalModelPermission(context, isDrop: true)) },
  ]

  private static let tables: [String: Decode] = [
    "track_table": { context throws(EngineError) in .change(try TrackTable(context)) },
    "add_existing_table_or_view": { context throws(EngineError) in .change(try TrackTable(context)) },
    "track_tables": { context throws(EngineError) in .change(try TrackTables(context)) },
    "untrack_table": { context throws(EngineError) in .change(try UntrackTable(context)) },
    "untrack_tables": { context throws(EngineError) in .change(try UntrackTables(context)) },
    "set_table_customization": { context throws(EngineError) in .change(try SetTableMember.customization(context)) },
    "set_table_custom_fields": { context throws(EngineError) in .change(try SetTableMember.customFields(context)) },
    "set_table_is_enum": { context throws(EngineError) in .change(try SetTableMember.isEnum(context)) },
    "set_apollo_federation_config": { context throws(EngineError) in .change(try SetTableMember.apolloFederation(context)) },
  ]

  private static let fields: [String: Decode] = [
    "create_object_relationship": { context throws(EngineError) in .change(try CreateRelationship(context, cardinality: .object)) },
    "create_array_relationship": { context throws(EngineError) in .change(try CreateRelationship(context, cardinality: .array)) },
    "drop_relationship": { context throws(EngineError) in .change(try DropRelationship(context)) },
    "rename_relationship": { context throws(EngineError) in .change(try RenameRelationship(context)) },
    "set_relationship_comment": { context throws(EngineError) in .change(try SetRelationshipComment(context)) },
    "create_remote_relationship": { context throws(EngineError) in .change(try DefineRemoteRelationship(context, isUpdate: false)) },
    "update_remote_relationship": { context throws(EngineError) in .change(try DefineRemoteRelationship(context, isUpdate: true)) },
    "delete_remote_relationship": { context throws(EngineError) in .change(try DeleteRemoteRelationship(context)) },
    "add_computed_field": { context throws(EngineError) in .change(try AddComputedField(context)) },
    "drop_computed_field": { context throws(EngineError) in .change(try DropComputedField(context)) },
  ]

  private static let permissions: [String: Decode] = {
    var table: [String: Decode] = [
      "set_permission_comment": { context throws(EngineError) in .change(try SetPermissionComment(context)) }
    ]
    for operation in Permission.Operation.allCases {
      let create: Decode = { context throws(EngineError) in .change(try CreatePermission(context, operation: operation)) }
      let drop: Decode = { context throws(EngineError) in .change(try DropPermission(context, operation: operation)) }
      table["create_\(operation.rawValue)_permission"] = create
      table["drop_\(operation.rawValue)_permission"] = drop
    }
    return table
  }()

  private static let functions: [String: Decode] = [
    "track_function": { context throws(EngineError) in .change(try TrackFunction(context)) },
    "untrack_function": { context throws(EngineError) in .change(try UntrackFunction(context)) },
    "set_function_customization": { context throws(EngineError) in .change(try SetFunctionCustomization(context)) },
    "create_function_permission": { context throws(EngineError) in .change(try FunctionPermission(context, isDrop: false)) },
    "drop_function_permission": { context throws(EngineError) in .change(try FunctionPermission(context, isDrop: true)) },
  ]

  private static let connectorWork: [String: Decode] = {
    var table: [String: Decode] = [
      "run_sql": { context throws(EngineError) in .source(try SourceRequest.runSQL(context)) },
      "get_source_tables": { context throws(EngineError) in .source(try SourceRequest.listTables(context)) },
      "get_table_info": { context throws(EngineError) in .source(try SourceRequest.describeTable(context)) },
      "suggest_relationships": { context throws(EngineError) in .source(try SourceRequest.suggestRelationships(context)) },
    ]
    for word in DataRequest.Word.allCases {
      let decode: Decode = { context throws(EngineError) in .source(.data(try DataRequest(context, word))) }
      table[word.rawValue] = decode
    }
    return table
  }()

  private static let storedInSource: [String: Decode] = {
    var table: [String: Decode] = [
      "create_event_trigger": { context throws(EngineError) in .change(try CreateEventTrigger(context)) },
      "delete_event_trigger": { context throws(EngineError) in .change(try DeleteEventTrigger(context)) },
    ]
    let lists = [("stored_procedure", "stored_procedures", "stored_procedure", "Stored procedure")]
    for (name, list, identity, noun) in lists {
      for isUntrack in [false, true] {
        let decode: Decode = { context throws(EngineError) in
          .change(try StoreSourceEntry(context, list: list, identity: identity, noun: noun, isUntrack: isUntrack))
        }
        table["\(isUntrack ? "untrack" : "track")_\(name)"] = decode
      }
    }
    return table
  }()
}
