package import JSON

extension Metadata {
  /// An object with its definition, laid out as Hasura lists it in inconsistencies.
  package func object(_ id: MetadataObjectID) -> MetadataObject { MetadataObject(id: id, definition: definition(of: id)) }

  private func definition(of id: MetadataObjectID) -> JSON {
    switch id {
    case .source(let name): .string(name)
    case .table(let id): spelling(of: id)
    case .function(let id): sources[id.source]?.function(id.name).map { .object($0.json) } ?? spelling(of: id)
    case .relationship(let name, _, let id): onTable(table(id)?.relationship(name)?.json, id, ["using", "name", "comment"])
    case .remoteRelationship(let name, let id): onTable(table(id)?.remoteRelationship(name)?.json, id, ["name", "definition"])
    case .computedField(let name, let id): onTable(table(id)?.computedField(name)?.json, id, ["name", "definition", "comment"])
    case .permission(let operation, let role, let id):
      onTable(table(id)?.permission(operation, role: role)?.json, id, ["role", "permission", "comment"])
    case .eventTrigger(let name, let id):
      ["table": spelling(of: id), "configuration": entry(table(id)?.eventTriggers ?? [], "name", name)]
    case .functionPermission(let role, let function):
      ["function": spelling(of: function), "role": .string(role), "source": .string(function.source)]
    default: definitionOutsideTables(of: id)
    }
  }

  private func definitionOutsideTables(of id: MetadataObjectID) -> JSON {
    switch id {
    case .nativeQuery(let name, let source): entry(sources[source]?.entries("native_queries") ?? [], "root_field_name", name)
    case .logicalModel(let name, let source): entry(sources[source]?.entries("logical_models") ?? [], "name", name)
    case .remoteSchema(let name): entry(entries("remote_schemas"), "name", name)
    case .remoteSchemaPermission(let role, let schema): ["remote_schema": .string(schema), "role": .string(role)]
    case .remoteSchemaRemoteRelationship(let name, let type, let schema):
      ["remote_schema": .string(schema), "type_name": .string(type), "name": .string(name)]
    case .customTypes: member("custom_types") ?? .object([:])
    case .action(let name): entry(entries("actions"), "name", name)
    case .actionPermission(let role, let action): ["action": .string(action), "role": .string(role)]
    case .cronTrigger(let name): entry(entries("cron_triggers"), "name", name)
    case .inheritedRole(let name): entry(entries("inherited_roles"), "role_name", name)
    case .restEndpoint(let name): entry(entries("rest_endpoints"), "name", name)
    default: .null
    }
  }

  /// A table as exported metadata spells it.
  package func spelling(of id: TableID) -> JSON {
    id.name.nativeQuery.map(JSON.string) ?? (sources[id.source]?.tableNaming ?? .unknown).json(id.name)
  }

  private func onTable(_ json: JSONObject?, _ id: TableID, _ keys: [String]) -> JSON {
    var definition: JSONObject = ["source": .string(id.source), "table": spelling(of: id)]
    for key in keys { definition[key] = json?[key] ?? .null }
    return .object(definition)
  }

  private func entry(_ entries: [JSONObject], _ key: String, _ name: String) -> JSON {
    entries.first { $0.has(name, at: key) }.map(JSON.object) ?? .string(name)
  }
}
