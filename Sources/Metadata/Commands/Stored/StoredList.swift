/// A list at the top of metadata whose entries are kept without being interpreted here.
struct StoredList: Sendable {
  /// The key in metadata.
  let key: String
  /// The key of an entry that identifies it.
  let identity: String
  /// What error texts call an entry.
  let noun: String
  /// The entry as an object that can be inconsistent, where it can.
  var object: (@Sendable (String) -> MetadataObjectID)?

  static let remoteSchemas = StoredList(
    key: "remote_schemas", identity: "name", noun: "remote schema", object: { .remoteSchema($0) })
  static let actions = StoredList(key: "actions", identity: "name", noun: "action", object: { .action($0) })
  static let queryCollections = StoredList(key: "query_collections", identity: "name", noun: "query collection")
  static let restEndpoints = StoredList(
    key: "rest_endpoints", identity: "name", noun: "endpoint", object: { .restEndpoint($0) })
  static let cronTriggers = StoredList(key: "cron_triggers", identity: "name", noun: "cron trigger", object: { .cronTrigger($0) })
  static let inheritedRoles = StoredList(
    key: "inherited_roles", identity: "role_name", noun: "inherited role", object: { .inheritedRole($0) })
}
