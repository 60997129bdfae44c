package import Errors
import JSON

extension Metadata {
  /// The metadata without these objects, and without what is declared on them. Objects that are not there are passed over.
  package func dropping(_ ids: [MetadataObjectID]) throws(EngineError) -> Metadata {
    var metadata = self
    for id in ids { try metadata.drop(id) }
    return metadata
  }

  private mutating func drop(_ id: MetadataObjectID) throws(EngineError) {
    switch id {
    case .source(let name): sources[name] = nil
    case .table(let table): sources[table.source]?.tables[table.name] = nil
    case .relationship(let name, let cardinality, let table): try drop(name, from: "\(cardinality.rawValue)_relationships", of: table)
    case .remoteRelationship(let name, let table): try drop(name, from: "remote_relationships", of: table)
    case .computedField(let name, let table): try drop(name, from: "computed_fields", of: table)
    case .permission(let operation, let role, let table): try drop(role, from: operation.listKey, key: "role", of: table)
    case .eventTrigger(let name, let table): try drop(name, from: "event_triggers", of: table)
    case .function(let function), .functionPermission(_, let function), .storedProcedure(let function): try drop(id, function)
    case .nativeQuery(let name, let source): try dropMember(name, from: "native_queries", key: "root_field_name", of: source)
    case .logicalModel(let name, let source): try dropMember(name, from: "logical_models", key: "name", of: source)
    default: try dropOutsideSources(id)
    }
  }

  private mutating func drop(_ name: String, from list: String, key: String = "name", of table: TableID) throws(EngineError) {
    try editTable(table) { json throws(EngineError) in json.removeEntries(from: list) { $0.has(name, at: key) } }
  }

  private mutating func dropMember(_ name: String, from list: String, key: String, of source: String) throws(EngineError) {
    try editSource(source) { json throws(EngineError) in json.removeEntries(from: list) { $0.has(name, at: key) } }
  }

  private mutating func drop(_ id: MetadataObjectID, _ function: TableID) throws(EngineError) {
    guard let naming = sources[function.source]?.tableNaming else { return }
    let isMeant = { (key: String, entry: JSONObject) in
      guard let spelling = entry[key], let name = try? naming.name(spelling) else { return false }
      return name == function.name
    }
    try editSource(function.source) { json throws(EngineError) in
      switch id {
      case .functionPermission(let role, _):
        try json.editEntries(of: "functions") { entry throws(EngineError) in
          var entry = entry
          if isMeant("function", entry) { entry.removeEntries(from: "permissions") { $0.has(role, at: "role") } }
          return entry
        }
      case .storedProcedure: json.removeEntries(from: "stored_procedures") { isMeant("stored_procedure", $0) }
      default: json.removeEntries(from: "functions") { isMeant("function", $0) }
      }
    }
  }

  private mutating func dropOutsideSources(_ id: MetadataObjectID) throws(EngineError) {
    switch id {
    case .remoteSchema(let name): members.removeEntries(from: "remote_schemas") { $0.has(name, at: "name") }
    case .action(let name): members.removeEntries(from: "actions") { $0.has(name, at: "name") }
    case .cronTrigger(let name): members.removeEntries(from: "cron_triggers") { $0.has(name, at: "name") }
    case .inheritedRole(let name): members.removeEntries(from: "inherited_roles") { $0.has(name, at: "role_name") }
    case .restEndpoint(let name): members.removeEntries(from: "rest_endpoints") { $0.has(name, at: "name") }
    case .customTypes: members["custom_types"] = nil
    case .remoteSchemaPermission(let role, let schema):
      try editEntry(of: "remote_schemas", named: schema) { $0.removeEntries(from: "permissions") { $0.has(role, at: "role") } }
    case .actionPermission(let role, let action):
      try editEntry(of: "actions", named: action) { $0.removeEntries(from: "permissions") { $0.has(role, at: "role") } }
    case .remoteSchemaRemoteRelationship(let name, let type, let schema):
      try editEntry(of: "remote_schemas", named: schema) { entry throws(EngineError) in
        try entry.editRelationships(of: type) { $0.filter { $0["name"]?.stringValue != name } }
      }
    default: break
    }
  }

  /// Edits the entry of a top-level list that has this name.
  mutating func editEntry(
    of list: String, named name: String, key: String = "name", _ edit: (inout JSONObject) throws(EngineError) -> Void
  ) throws(EngineError) {
    try members.editEntries(of: list) { entry throws(EngineError) in
      guard entry.has(name, at: key) else { return entry }
      var entry = entry
      try edit(&entry)
      return entry
    }
  }
}

extension JSONObject {
  /// Edits the relationships of a type of a remote schema's entry; a type left without any stays, as in Hasura.
  mutating func editRelationships(of type: String, _ edit: ([JSON]) -> [JSON]) throws(EngineError) {
    try editEntries(of: "remote_relationships") { entry throws(EngineError) in
      guard entry.has(type, at: "type_name") else { return entry }
      var entry = entry
      entry["relationships"] = .array(edit(entry["relationships"]?.arrayValue ?? []))
      return entry
    }
  }
}
